"""Coverage as programs and spreadsheets get it."""

import csv
import io

import pytest

from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.answer import Citation
from retrieval.cells import Cell, State
from retrieval.columns import Column
from retrieval.coverage import Coverage, TopicCoverage
from retrieval.topic import Probes, Topic
from ui.coverage_table import coverage_csv, coverage_json

TEXT = "=SOMME(A1) : le plan vélo ; « 120 » kilomètres."
KEYS = ["topic", "name", "family", "state", "pages", "passages", "share", "quote", "quote_page"]


def citation() -> Citation:
    box = Box(0, 0, 1, 1)
    passage = Passage("p1", TEXT, ("Routes",), (Placement(0, len(TEXT), 3, box),), "3")
    page = Page(3, "3", (Line(TEXT, box, 11),), 595, 842)
    return Citation(passage, TEXT, page, "ed1", "bilan", 0, len(TEXT))


@pytest.fixture
def coverage() -> Coverage:
    shown = citation()
    cell = Cell(State.THIN, (3,), 2, 0.0312, (shown,), shown)
    velo = Topic("velo", "Vélo", "Routes", "…", Probes(("vélo",)))
    ponts = Topic("ponts", "+ Ponts", "Routes", "…", Probes(("pont",)))
    return Coverage(
        edition="ed1",
        report="bilan",
        title="Bilan",
        by_meaning=True,
        chapters=(Column("Routes", (0,), 3), Column("@Eau", (1,), 5)),
        territories=(Column("Calais", (0,), 3, ("Calais",)),),
        topics=(
            TopicCoverage(velo, cell, (cell, Cell()), (Cell(),)),
            TopicCoverage(ponts, Cell(), (Cell(), Cell()), (Cell(),)),
        ),
    )


def lines(coverage: Coverage) -> list[list[str]]:
    written = coverage_csv(coverage).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written), delimiter=";"))


def test_a_topic_has_the_keys_of_the_contract(coverage: Coverage) -> None:
    velo, ponts = coverage_json(coverage)["topics"]

    assert list(velo)[: len(KEYS)] == KEYS
    assert [velo[key] for key in KEYS] == [
        "velo", "Vélo", "Routes", "thin", [3], 2, 0.0312, TEXT, 3,
    ]  # fmt: skip
    assert [ponts[key] for key in KEYS[3:]] == ["absent", [], 0, 0.0, None, None]


def test_columns_are_told_once_and_cells_only_where_there_is_something(coverage: Coverage) -> None:
    told = coverage_json(coverage)
    (cell,) = told["topics"][0]["chapters"]

    assert told["chapters"][1] == {"chapter": "@Eau", "first_page": 5}
    assert told["territories"][0]["communes"] == ["Calais"]
    assert (cell["chapter"], cell["column"], cell["state"]) == ("Routes", 0, "thin")
    assert told["topics"][0]["territories"] == []


def test_the_table_opens_in_a_spreadsheet_with_its_accents(coverage: Coverage) -> None:
    assert coverage_csv(coverage).startswith(b"\xef\xbb\xbf")
    heads, velo, _ = lines(coverage)

    assert heads[:3] == ["Thème", "Famille", "État"]
    assert velo[:6] == ["Vélo", "Routes", "peu couvert", "3", "2", "3,12"]
    assert velo[8:] == ["peu couvert", "absent", "absent"]


def test_nothing_in_the_table_is_a_formula(coverage: Coverage) -> None:
    for line in lines(coverage):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)
    assert lines(coverage)[1][6] == f"'{TEXT}"
