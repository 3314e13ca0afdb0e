"""The code that an agent closes a call with stands beside its question, without the agent."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, WrapUp
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter

QUESTION = "Combien de repas a servi la cuisine ?"


@pytest.fixture
def journal(tmp_path: Path) -> JournalWriter:
    return JournalWriter(JournalStore(tmp_path / "journal.sqlite"), months=6)


@pytest.fixture
def noted(desk: Any, journal: JournalWriter, enter: Any) -> TestClient:
    """An agent whose desk has a journal."""
    client: TestClient = enter(replace(desk, journal=journal).client())
    return client


def close(agent: TestClient, **fields: Any) -> Any:
    return agent.post("/agents/cloture", json=fields)


def entries(journal: JournalWriter, tmp_path: Path) -> list[Entry]:
    journal.start()
    journal.stop()
    return list(JournalReader(tmp_path / "journal.sqlite").every())


def test_a_call_is_closed_with_its_code(
    noted: TestClient, journal: JournalWriter, tmp_path: Path
) -> None:
    told = noted.post("/agents/demander", json={"q": QUESTION}).json()
    assert close(noted, q=QUESTION, entry=told["entry"], code="partly").json() == {}

    (entry,) = entries(journal, tmp_path)
    assert (entry.text, entry.desk, entry.pages) == (QUESTION, Desk.AGENTS, (2,))
    assert (entry.outcome, entry.wrap_up) == (Outcome.ANSWERED, WrapUp.PARTLY)
    assert b"marie" not in (tmp_path / "journal.sqlite").read_bytes()


def test_a_question_to_a_part_of_the_report_is_noted_with_its_answer_from_there(
    noted: TestClient, journal: JournalWriter, tmp_path: Path
) -> None:
    asked = {"q": QUESTION, "within": {"first": "3", "last": "3"}}
    told = noted.post("/agents/demander", json=asked).json()
    close(noted, q=QUESTION, entry=told["entry"], code="absent")

    (entry,) = entries(journal, tmp_path)
    assert (entry.text, entry.outcome, entry.pages) == (QUESTION, Outcome.NOT_IN_REPORT, ())
    assert entry.wrap_up is WrapUp.ABSENT


def test_a_question_that_was_only_looked_up_is_noted_masked(
    noted: TestClient, journal: JournalWriter, tmp_path: Path
) -> None:
    noted.post("/agents/chercher", json={"q": QUESTION})
    close(noted, q=f"{QUESTION} 06 12 34 56 78", code="found")

    (entry,) = entries(journal, tmp_path)
    assert (entry.text, entry.outcome) == (f"{QUESTION} […]", None)
    assert entry.wrap_up is WrapUp.FOUND


@pytest.mark.parametrize(
    "fields",
    [
        {"q": "repas", "code": "rien"},
        {"q": "repas", "code": ""},
        {"q": "repas"},
        {"q": "repas", "code": "found", "entry": "zz"},
        {"q": "repas", "code": "found", "entry": "f" * 17},
        {"q": "repas", "code": 3},
        {"q": "é" * 301, "code": "found"},
    ],
)
def test_what_our_script_would_not_send_is_refused(
    noted: TestClient, journal: JournalWriter, tmp_path: Path, fields: dict[str, Any]
) -> None:
    assert close(noted, **fields).status_code == 400
    assert entries(journal, tmp_path) == []


def test_without_a_journal_no_entry_is_named_and_nothing_is_noted(agent: TestClient) -> None:
    assert agent.post("/agents/demander", json={"q": QUESTION}).json()["entry"] == ""
    assert close(agent, q=QUESTION, code="found").json() == {}


def test_the_page_says_what_is_kept_and_lets_the_script_know(
    noted: TestClient, agent: TestClient
) -> None:
    assert "data-noted" in noted.get("/agents").text
    assert "journal garde 6 mois" in noted.get("/agents").text
    assert "data-noted" not in agent.get("/agents").text
    assert "jamais envoyés" in agent.get("/agents").text
