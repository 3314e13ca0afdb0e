"""Each check of `selon doctor` says what it saw and, where something is wrong, the mend."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from index.models import ModelIdentity, describe_model
from index.shelf import Shelf
from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_store import JournalStore
from ui.doctor import (
    check_disk,
    check_editions,
    check_home,
    check_journal,
    check_model,
    check_packages,
    check_python,
    check_recognition,
    examine,
)
from ui.settings import Settings
from ui.wording import say


def test_this_installation_is_sound(tmp_path: Path) -> None:
    checks = examine(Settings(home=tmp_path))
    assert [check.name for check in checks] == [
        "python", "packages", "model", "recognition", "home", "disk", "editions", "journal",
    ]  # fmt: skip
    assert [check.name for check in checks if not check.ok] == []


def test_libraries_are_listed_with_their_versions() -> None:
    detail = check_packages().detail
    assert "torch 2.13.0" in detail
    assert "pytest" not in detail


def test_without_tesseract_nothing_is_wrong_and_how_to_install_it_is_told(tmp_path: Path) -> None:
    check = check_recognition(str(tmp_path))
    assert check.ok
    assert "apt-get install tesseract-ocr tesseract-ocr-fra" in check.mend


def test_python_is_recent_enough() -> None:
    assert check_python().ok


def test_a_model_that_is_not_there_is_wrong_and_says_what_to_do() -> None:
    check = check_model("no-such-model")
    assert not check.ok
    assert "introuvable" in check.mend


def test_a_home_that_can_not_be_made_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    check = check_home(file / "home")
    assert not check.ok
    assert "SELON_HOME" in check.mend


def test_a_home_that_is_not_there_yet_is_fine_and_is_not_made(tmp_path: Path) -> None:
    assert check_home(tmp_path / "a" / "b").ok
    assert not (tmp_path / "a").exists()


def test_free_room_is_told(tmp_path: Path) -> None:
    assert check_disk(tmp_path).detail.endswith("libres")


def test_without_an_edition_the_next_command_is_given(tmp_path: Path) -> None:
    check = check_editions(Shelf(tmp_path))
    assert check.ok
    assert check.mend == "selon ingest"


def test_a_damaged_edition_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "editions" / "bilan" / "0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{")
    check = check_editions(Shelf(tmp_path))
    assert not check.ok
    assert "0123456789abcdef" in check.mend


@pytest.mark.parametrize("home", ["", "sub/folder"])
def test_nothing_is_changed_by_looking(home: str, tmp_path: Path) -> None:
    examine(Settings(home=tmp_path / home))
    assert list(tmp_path.iterdir()) == []


def test_an_edition_of_another_model_serves_on_and_its_rebuilding_is_told() -> None:
    live = SimpleNamespace(model=describe_model("all-minilm-l6-v2"))
    older = SimpleNamespace(slug="bilan", live=live, editions=(live,))
    shelf = SimpleNamespace(reports=lambda: [older], problems=lambda *, deep: [])
    check = check_editions(cast(Shelf, shelf), "selon-fr")
    assert check.ok
    assert "bilan" in check.mend
    assert "selon-fr" in check.mend
    assert check_editions(cast(Shelf, shelf), "all-minilm-l6-v2").mend == ""


def test_an_edition_of_weights_that_ship_no_more_is_told_to_be_rebuilt() -> None:
    live = SimpleNamespace(model=ModelIdentity("selon-fr", "former weights", 384))
    older = SimpleNamespace(slug="bilan", live=live, editions=(live,))
    shelf = SimpleNamespace(reports=lambda: [older], problems=lambda *, deep: [])
    check = check_editions(cast(Shelf, shelf), "selon-fr")
    assert check.ok
    assert "bilan" in check.mend


def entry(number: int) -> Entry:
    return Entry(date(2030, 1, 1), 9, Desk.PAGES, Outcome.ANSWERED, "Et ?", id=number)


def test_the_journal_is_looked_at(tmp_path: Path) -> None:
    assert check_journal(Settings(home=tmp_path)).detail == say("doctor.journal.not_kept")
    store = JournalStore(tmp_path / "journal.sqlite")
    for number in range(3):
        store.append(entry(number))
    store.close()

    kept = check_journal(Settings(home=tmp_path, journal_months="6"))
    assert kept.ok
    assert kept.detail.startswith("3 questions, ")
    left = check_journal(Settings(home=tmp_path))
    assert left.ok
    assert "selon journal --erase" in left.mend


def test_a_journal_that_cannot_be_read_or_kept_is_wrong(tmp_path: Path) -> None:
    assert not check_journal(Settings(home=tmp_path, journal_months="six")).ok
    (tmp_path / "journal.sqlite").write_text("ceci n'est pas un journal " * 100)
    check = check_journal(Settings(home=tmp_path, journal_months="6"))
    assert not check.ok
    assert "journal.sqlite" in check.mend
