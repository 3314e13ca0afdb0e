"""Which model is meant, and whether it is the one that was promised."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from index.errors import ModelAltered, ModelMissing
from index.models import DEFAULT, PRESETS, ModelIdentity, describe_model, find_model


class FolderHub:
    """A hub that gives one folder, and notes what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str]] = []

    def snapshot(self, hub_id: str, revision: str) -> Path:
        self.asked.append((hub_id, revision))
        return self.folder


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a1b2c3"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"hidden_size": 48}))
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def test_the_default_is_the_embedded_model() -> None:
    expected = ModelIdentity("selon-fr", PRESETS["selon-fr"].revision, 384)
    assert describe_model() == describe_model(DEFAULT) == expected
    assert find_model().identity == expected


def test_every_file_of_the_embedded_model_is_listed_with_its_sum() -> None:
    folder = find_model().path
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {file: digest for digest, file in (line.split(maxsplit=1) for line in listed)}
    found = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert sums == found
    assert sums["model.safetensors"] == PRESETS[DEFAULT].revision
    assert sum(path.stat().st_size for path in folder.rglob("*")) <= 50_000_000


def test_describing_a_model_imports_neither_torch_nor_faiss() -> None:
    code = (
        "import sys; from index.models import describe_model; import index.shelf, index.search; "
        "describe_model(); "
        "print(sorted({'torch', 'faiss', 'sentence_transformers', 'bm25s'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_preset_comes_from_the_hub_with_its_prompts(model_folder: Path) -> None:
    hub = FolderHub(model_folder)
    found = find_model("multilingual-e5-small", hub=hub)
    assert hub.asked == [
        ("intfloat/multilingual-e5-small", "fd1525a9fd15316a2d503bf26ab031a61d056e98")
    ]
    assert found.identity == ModelIdentity("multilingual-e5-small", "a1b2c3", 48)
    assert (found.query_prompt, found.document_prompt) == ("query: ", "passage: ")


def test_a_hub_id_is_pinned_by_the_commit_that_came(model_folder: Path) -> None:
    hub = FolderHub(model_folder)
    assert describe_model("owner/model", hub=hub) == ModelIdentity("owner/model", "a1b2c3", 48)
    assert hub.asked == [("owner/model", "main")]


def test_a_folder_is_pinned_by_what_it_holds(model_folder: Path) -> None:
    before = describe_model(str(model_folder))
    assert before == describe_model(str(model_folder))
    assert (before.name, before.dimension) == (str(model_folder), 48)
    (model_folder / "model.safetensors").write_bytes(b"other weights")
    assert describe_model(str(model_folder)).revision != before.revision


def test_the_pooling_says_how_long_vectors_are(model_folder: Path) -> None:
    (model_folder / "1_Pooling").mkdir()
    pooling = model_folder / "1_Pooling" / "config.json"
    pooling.write_text(json.dumps({"word_embedding_dimension": 24}))
    assert describe_model(str(model_folder)).dimension == 24


def test_a_name_that_is_nothing_is_missing() -> None:
    with pytest.raises(ModelMissing) as refused:
        describe_model("no-such-model")
    assert refused.value.values["name"] == "no-such-model"


def test_a_folder_without_weights_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as refused:
        describe_model(str(tmp_path))
    assert refused.value.values["why"] == f"{tmp_path} holds no weights"


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_an_embedded_model_that_is_cut_or_incomplete_is_refused_before_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, how: str
) -> None:
    """Another package of that name stands first on the path; one file of it is not whole."""
    package = tmp_path / "other_package"
    copytree(find_model().path, package / "data" / "selon-fr")
    (package / "__init__.py").touch()
    path = package / "data" / "selon-fr" / file
    os.truncate(path, 1000) if how == "cut" else path.unlink()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(PRESETS, DEFAULT, replace(PRESETS[DEFAULT], package="other_package"))
    with pytest.raises(ModelAltered if how == "cut" else ModelMissing) as refused:
        find_model()
    assert refused.value.values["name"] == DEFAULT
    assert file in str(refused.value.values)
