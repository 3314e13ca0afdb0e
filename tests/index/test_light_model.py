"""Vectors without torch: the library's in NumPy, or near them by 8-bit weights."""

import json
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.bert import gelu, softmax
from index.eight_bits import MODEL, beside
from index.errors import ModelAltered, ModelMissing, ModelUnsound
from index.light_model import LightModel, can_be_light
from index.models import PRESETS, ModelFolder, find_model, load_encoder

QUESTIONS = [
    "Combien de collèges ont été rénovés ?",
    "aide",
    "",
    "🙂",
    "日本語 текст",
    "L’été à l'œuvre : 12 000 € " * 400,
    "x" * 100_000,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded model's folder, without its 8-bit copy beside it, to be changed."""
    return Path(copytree(find_model().path, tmp_path / "model"))


@pytest.mark.model
@pytest.mark.parametrize("name", ["selon-fr", "all-minilm-l6-v2"])
def test_the_vectors_are_those_of_the_library(name: str, folder: Path) -> None:
    from index.sentence_model import SentenceModel  # noqa: PLC0415

    found = find_model(name)
    found = replace(found, path=folder) if name == "selon-fr" else found
    light = LightModel(found).encode_query(QUESTIONS)
    np.testing.assert_allclose(
        light, SentenceModel.load(found).encode_query(QUESTIONS), atol=1e-4, rtol=0
    )
    np.testing.assert_allclose(np.linalg.norm(light, axis=1), 1, atol=1e-6)


@pytest.mark.model
def test_the_vectors_of_the_8_bit_copy_lie_near_those_of_the_whole_weights(folder: Path) -> None:
    found = find_model()
    whole = LightModel(replace(found, path=folder)).encode_query(QUESTIONS)
    quick = LightModel(found).encode_query(QUESTIONS)
    assert (whole * quick).sum(axis=1).min() > 0.95
    np.testing.assert_allclose(np.linalg.norm(quick, axis=1), 1, atol=1e-4)


@pytest.mark.model
def test_passages_by_the_8_bit_copy_lie_near_those_of_the_library(folder: Path) -> None:
    found = find_model()
    library = LightModel(replace(found, path=folder)).encode_document(QUESTIONS)
    quick = LightModel(found).encode_document(QUESTIONS)
    assert (library * quick).sum(axis=1).min() > 0.95
    np.testing.assert_allclose(np.linalg.norm(quick, axis=1), 1, atol=1e-4)


def test_a_passage_has_the_same_vector_whatever_is_encoded_beside_it() -> None:
    encoder = load_encoder()
    together = encoder.encode_document(QUESTIONS)
    alone = np.concatenate([encoder.encode_document([text]) for text in QUESTIONS])
    np.testing.assert_array_equal(together, alone)


def test_no_texts_have_no_vectors() -> None:
    assert load_encoder().encode_document([]).shape == (0, 384)


def test_a_damaged_8_bit_copy_is_told(folder: Path) -> None:
    copytree(beside(find_model().path), beside(folder))
    (beside(folder) / MODEL).write_bytes(b"not onnx")
    with pytest.raises(ModelAltered):
        LightModel(ModelFolder(find_model().identity, folder))
    (beside(folder) / "SHA256SUMS").write_text(f"{sha256(b'not onnx').hexdigest()}  {MODEL}\n")
    with pytest.raises(ModelMissing):
        LightModel(ModelFolder(find_model().identity, folder))


@pytest.mark.model
def test_what_means_the_same_in_other_french_words_is_closer_than_what_does_not() -> None:
    encoder = load_encoder()
    question = encoder.encode_query(["on m'a refusé les sous pour la cantine"])[0]
    near, far = encoder.encode_document(
        ["Rejet de l'aide à la restauration scolaire.", "Le pont de la route est fermé en août."]
    )
    assert question @ near > question @ far + 0.2


@pytest.mark.parametrize("verb", ["encode_query", "encode_document"])
def test_the_embedded_model_imports_no_torch(verb: str) -> None:
    code = (
        f"import sys; from index.models import load_encoder; load_encoder().{verb}(['a']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_accents_capitals_and_curly_apostrophes_are_not_seen() -> None:
    one, other = load_encoder().encode_query(["L’ÉTÉ À L’ŒUVRE", "l'ete a l'oeuvre"])
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"model_type": "xlm-roberta"}),
        ("1_Pooling/config.json", {"pooling_mode": "cls"}),
        ("config_sentence_transformers.json", {"prompts": {"query": "question : "}}),
    ],
)
def test_any_other_kind_of_model_is_left_to_the_library(
    folder: Path, file: str, change: dict[str, object]
) -> None:
    identity = find_model().identity
    assert can_be_light(ModelFolder(identity, folder))
    read = json.loads((folder / file).read_text(encoding="utf-8"))
    (folder / file).write_text(json.dumps(read | change), encoding="utf-8")
    assert not can_be_light(ModelFolder(identity, folder))


def test_a_preset_with_prompts_is_left_to_the_library(folder: Path) -> None:
    assert not can_be_light(ModelFolder(find_model().identity, folder, "query: ", ""))
    assert PRESETS["multilingual-e5-small"].query_prompt == "query: "


def test_a_folder_with_half_its_weights_is_a_missing_model(folder: Path) -> None:
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelMissing):
        LightModel(ModelFolder(find_model().identity, folder))


@pytest.mark.parametrize(
    "file", ["tokenizer.json", "config.json", "1_Pooling/config.json", "modules.json"]
)
def test_a_folder_of_ones_own_with_a_damaged_file_is_a_missing_model(
    folder: Path, file: str
) -> None:
    (folder / file).write_text("{", encoding="utf-8")
    with pytest.raises(ModelMissing) as refused:
        load_encoder(str(folder))
    assert refused.value.values["name"] == str(folder)


def test_weights_that_are_not_numbers_are_refused(folder: Path) -> None:
    from safetensors.numpy import load_file, save_file  # noqa: PLC0415

    weights = load_file(folder / "model.safetensors")
    weights["encoder.layer.0.attention.self.query.bias"][:] = np.nan
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(ModelUnsound):
        LightModel(ModelFolder(find_model().identity, folder))


def test_the_gelu_is_the_exact_one() -> None:
    """Φ(1) = 0.841345 (a table of the normal distribution)."""
    np.testing.assert_allclose(
        gelu(np.array([0, 1, -1], np.float32)), [0, 0.841345, -0.158655], atol=1e-6
    )


def test_shares_add_up_to_one_even_for_large_scores() -> None:
    np.testing.assert_allclose(softmax(np.array([[1000.0, 1000.0]], np.float32)), [[0.5, 0.5]])
