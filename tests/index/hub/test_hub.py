"""A model that has to be downloaded: whole or not at all, said in French, and only once."""

from pathlib import Path
from typing import Protocol

import pytest

from index.errors import ModelMissing, ModelNotFetched
from index.hub import HuggingFace, is_hub_id
from index.models import find_model
from ui.wording import say_error

HUB_ID = "owner/tiny"
THIRD = 100_000  # of the weights, in bytes


class LocalHub(Protocol):
    """A hub on this machine: what it holds, what it sent, and how it fails."""

    files: dict[str, bytes]
    cut_after: int | None
    down: bool
    sent: list[tuple[str, int]]


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def without_other_engines(hub: LocalHub) -> dict[str, bytes]:
    return {name: kept for name, kept in hub.files.items() if not name.startswith("onnx/")}


def test_a_model_is_downloaded_once_and_its_commit_is_its_revision(hub: LocalHub) -> None:
    found = find_model(HUB_ID, hub=HuggingFace())
    assert held(found.path) == without_other_engines(hub)
    assert found.identity.revision == found.path.name
    assert found.identity.dimension == 48
    asked = len(hub.sent)
    hub.down = True
    assert find_model(HUB_ID, hub=HuggingFace()) == found
    assert len(hub.sent) == asked


def test_what_is_left_of_a_download_is_told_in_bytes(hub: LocalHub, cache: Path) -> None:
    told: list[tuple[int, int]] = []
    HuggingFace(lambda done, total: told.append((done, total))).snapshot(HUB_ID, "main")
    size = sum(len(kept) for kept in without_other_engines(hub).values())
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= total for done, total in told)


def test_nothing_is_drawn_on_the_screen(hub: LocalHub, capfd: pytest.CaptureFixture[str]) -> None:
    HuggingFace().snapshot(HUB_ID, "main")
    assert capfd.readouterr() == ("", "")


def test_a_download_that_was_cut_is_told_in_french_and_fetches_what_is_missing_next_time(
    hub: LocalHub, cache: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hub.cut_after = THIRD
    with pytest.raises(ModelNotFetched) as refused:
        HuggingFace().snapshot(HUB_ID, "main")
    assert refused.value.values["folder"] == str(cache)
    assert "n'a pas pu être téléchargé en entier" in say_error(refused.value)
    assert capfd.readouterr() == ("", "")
    with pytest.raises(ModelNotFetched):  # half a model is never taken for one
        HuggingFace().snapshot(HUB_ID, "main")
    hub.cut_after, hub.down = None, False
    hub.sent.clear()
    assert held(HuggingFace().snapshot(HUB_ID, "main")) == without_other_engines(hub)
    assert {name for name, _ in hub.sent} == {"model.safetensors"}


@pytest.mark.usefixtures("cache")
def test_half_a_model_without_a_network_is_not_a_model(
    hub: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.cut_after = THIRD
    with pytest.raises(ModelNotFetched):
        HuggingFace().snapshot(HUB_ID, "main")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelNotFetched):
        HuggingFace().snapshot(HUB_ID, "main")


def test_a_model_that_the_hub_does_not_have_is_missing(hub: LocalHub) -> None:
    with pytest.raises(ModelMissing) as refused:
        HuggingFace().snapshot("owner/unknown", "main")
    assert "introuvable" in say_error(refused.value)
    assert not hub.sent


@pytest.mark.usefixtures("cache", "offline")
def test_a_model_that_never_came_cannot_be_fetched_without_a_network() -> None:
    with pytest.raises(ModelNotFetched) as refused:
        HuggingFace().snapshot("owner/never-downloaded", "main")
    assert refused.value.values["name"] == "owner/never-downloaded"


@pytest.mark.usefixtures("offline")
def test_a_copy_that_was_carried_here_by_hand_is_used(cache: Path) -> None:
    kept, commit = cache / "models--owner--model", "0" * 40
    (kept / "refs").mkdir(parents=True)
    (kept / "refs" / "main").write_text(commit)
    (kept / "snapshots" / commit).mkdir(parents=True)
    (kept / "snapshots" / commit / "config.json").write_text("{}")
    assert HuggingFace().snapshot("owner/model", "main").name == commit


@pytest.mark.usefixtures("cache")
def test_a_name_that_can_be_no_model_is_missing() -> None:
    with pytest.raises(ModelMissing):
        HuggingFace().snapshot("owner/..", "main")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("BAAI/bge-m3", True), ("a/b/c", False), ("bge-m3", False), ("/abs/olute", False)],
)
def test_a_hub_id_has_an_owner_and_a_name(name: str, is_one: bool) -> None:
    assert is_hub_id(name) is is_one
