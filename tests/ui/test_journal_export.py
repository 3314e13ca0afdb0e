import csv
from datetime import date
from pathlib import Path

import pytest

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, WrapUp
from retrieval.keeping import Withheld
from ui.errors import ExportUnwritable
from ui.journal_export import cells_of, write_csv
from ui.spreadsheet import harmless

DAY = date(2026, 3, 31)
ASKED = Entry(
    DAY, 9, Desk.AGENTS, Outcome.ANSWERED, "Et ; « ça » ?", None, 0.5, (3, 12), "ed", 40,
    WrapUp.PARTLY,
)  # fmt: skip


def test_a_spreadsheet_reads_the_table_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"

    assert write_csv(path, [ASKED]) == 1

    assert path.read_bytes().startswith(b"\xef\xbb\xbfjour;heure;poste;")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    assert row == {
        "jour": "2026-03-31",
        "heure": "9",
        "poste": "agents",
        "issue": "Le rapport répond",
        "question": "Et ; « ça » ?",
        "texte non gardé": "",
        "confiance": "0,50",
        "pages citées": "3, 12",
        "édition": "ed",
        "durée (ms)": "40",
        "clôture de l'appel": "En partie",
        "recherche filtrée": "",
    }


def test_what_was_withheld_says_why() -> None:
    cells = cells_of(Entry(DAY, 9, Desk.PAGES, None, None, Withheld.SENSITIVE))

    assert cells[3:6] == ("cherché sans demander la réponse", "", "santé ou détresse")


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_spreadsheet_carries_a_question_out(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"


@pytest.mark.parametrize("place", ["missing/questions.csv", "."])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, place: str) -> None:
    with pytest.raises(ExportUnwritable):
        write_csv(tmp_path / place, [ASKED])
