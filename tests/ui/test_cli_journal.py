"""`selon journal`: its state, its export, its purge and its end."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld
from ui.cli import run
from ui.wording import NO_BREAK, say

OLD, NEW = date(2020, 1, 1), date(2030, 1, 1)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"SELON_HOME": str(tmp_path), "SELON_JOURNAL_MONTHS": "6"}


@pytest.fixture
def journal(tmp_path: Path) -> JournalReader:
    store = JournalStore(tmp_path / "journal.sqlite")
    store.append(Entry(OLD, 9, Desk.PAGES, Outcome.ANSWERED, "Et jadis ?"))
    store.append(Entry(NEW, 9, Desk.PAGES, Outcome.ANSWERED, None, Withheld.SENSITIVE))
    store.close()
    return JournalReader(store.path)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace(NO_BREAK, " ").replace("\u202f", " ")


def as_json(
    arguments: list[str], env: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> dict[str, object]:
    assert run(["journal", *arguments, "--json"], env) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_without_a_setting_the_journal_is_off_and_how_to_keep_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["journal"], {"SELON_HOME": str(tmp_path)}) == 0
    assert "SELON_JOURNAL_MONTHS=6" in told(capsys)
    assert list(tmp_path.iterdir()) == []


def test_what_the_journal_holds_is_told_to_a_program(
    env: dict[str, str], journal: JournalReader, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json([], env, capsys) == {
        "on": True,
        "months": 6,
        "path": str(journal.path),
        "entries": 2,
        "withheld": 1,
        "first": "2020-01-01",
        "last": "2030-01-01",
        "bytes": journal.path.stat().st_size,
        "beside": [],
    }


def test_what_the_journal_holds_is_told_to_a_person(
    env: dict[str, str], journal: JournalReader, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["journal"], env) == 0
    said = told(capsys)
    assert "chaque question gardée 6 mois" in said
    assert "2 questions, dont 1 comptée sans leur texte, du 2020-01-01 au 2030-01-01" in said


def test_the_purge_deletes_what_is_too_old_and_no_more(
    env: dict[str, str], journal: JournalReader, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(["--purge"], env, capsys)
    assert (found["purged"], found["entries"]) == (1, 1)
    assert [each.day for each in journal.every()] == [NEW]


def test_the_purge_of_a_journal_that_is_off_keeps_to_the_time_it_was_begun_with(
    tmp_path: Path, journal: JournalReader, capsys: pytest.CaptureFixture[str]
) -> None:
    off = {"SELON_HOME": str(tmp_path)}
    assert as_json(["--purge"], off, capsys)["purged"] == 0
    store = JournalStore(journal.path)
    store.keep_for(36)
    store.close()
    assert as_json(["--purge"], off, capsys)["entries"] == 1


def test_erasing_leaves_an_empty_journal(
    env: dict[str, str], journal: JournalReader, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(["--erase"], env, capsys)
    assert (found["erased"], found["entries"]) == (2, 0)


@pytest.mark.parametrize("act", ["--purge", "--erase"])
def test_there_is_nothing_to_delete_where_there_is_no_journal(
    act: str, env: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json([act], env, capsys)[f"{act[2:]}d"] == 0
    assert list(tmp_path.iterdir()) == []


def test_an_export_holds_the_questions_since_a_day(
    env: dict[str, str],
    journal: JournalReader,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "questions.csv"
    found = as_json(["--csv", str(path), "--since", "2029-12-31"], env, capsys)
    assert found["written"] == 1
    assert [line[:10] for line in path.read_text("utf-8-sig").splitlines()] == [
        "jour;heure",
        "2030-01-01",
    ]


def test_a_count_since_a_day(
    env: dict[str, str], journal: JournalReader, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json(["--since", "2029-12-31"], env, capsys)["matching"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--purge", "--erase"], say("cli.usage.one_journal_action")),
        (["--purge", "--since", "2026-01-01"], say("cli.usage.one_journal_action")),
        (["--since", "hier"], say("cli.expected.date")),
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], said: str, env: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["journal", *arguments], env) == 2
    assert said in capsys.readouterr().err


def test_a_setting_that_is_no_number_of_months_is_told(
    env: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["journal"], env | {"SELON_JOURNAL_MONTHS": "six"}) == 1
    assert "attend un nombre de" in capsys.readouterr().err


def test_a_file_that_is_no_journal_is_told(
    env: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "journal.sqlite").write_text("ceci n'est pas un journal " * 100)
    assert run(["journal"], env) == 1
    assert "un journal lisible" in capsys.readouterr().err
