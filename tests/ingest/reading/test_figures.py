"""Key figures: cards and charts keep each figure with its own label and its « environ »."""

from collections.abc import Callable

import pytest

from ingest.cut import cut_passages
from ingest.figures import is_hedge
from ingest.report import PassageKind, Report

CARD = """
#let card(hedge, figure, label) = stack(
  spacing: 5pt,
  text(8pt, weight: "bold", hedge), text(25pt, weight: "bold", figure), text(9pt, label),
)
"""
# A row of three at the top of each page, as close as their figures allow.
CARDS = (
    CARD
    + """
#set page(width: 420pt, height: 420pt, margin: (top: 24pt, rest: 40pt))
#let row(..cards) = grid(columns: (90pt, 115pt, 90pt), column-gutter: 12pt, ..cards)
#let prose = [Le conseil a voté ces aides, qui profitent aux communes, aux écoles et aux clubs
de tout le pays ; elles sont versées chaque année au mois de juin, et chacun peut les demander.]
#row(card("environ", "400", "communes touchées"), card("plus de", "300 000", "habitants aidés"),
  card("", "6 000", "maisons réparées"))
#v(20pt)
#prose
#pagebreak()
#row(card("environ", "700", "agents"), card("", "12", "ponts refaits"), card("", "3", "gués"))
#v(20pt)
#prose
#pagebreak()
#row(card("environ", "900", "arbres"), card("", "15", "parcs ouverts"), card("", "4", "lacs"))
#v(20pt)
#prose
"""
)
CHART = """
#set page(width: 420pt, height: 420pt)
#set par(spacing: 12pt)
#let bar(label, value) = stack(spacing: 4pt, text(9pt, label), text(9pt, weight: "bold", value))
Le réseau cyclable grandit depuis dix ans, et les communes y prennent une part plus large.

#bar("Boucles balisées", "environ 2 100 km")
#bar("Véloroutes aménagées", "160 km")
#bar("dont voies vertes", "70 km")
"""

ReadSource = Callable[[str], Report]


def sentences(report: Report) -> list[str]:
    return [p.text[start:end] for p in cut_passages(report) for start, end in p.sentences]


@pytest.mark.parametrize(
    "wanted",
    [
        "environ 400 communes touchées",
        "plus de 300 000 habitants aidés",
        "6 000 maisons réparées",
        "environ 700 agents",
        "12 ponts refaits",
        "environ 900 arbres",
    ],
)
def test_a_card_keeps_its_figure_with_its_label_and_how_exact_it_is(
    read_source: ReadSource, wanted: str
):
    assert wanted in sentences(read_source(CARDS))


@pytest.mark.parametrize(
    "wanted",
    ["Boucles balisées environ 2 100 km", "Véloroutes aménagées 160 km", "dont voies vertes 70 km"],
)
def test_a_value_under_its_label_goes_with_that_label(read_source: ReadSource, wanted: str):
    assert wanted in sentences(read_source(CHART))


def test_rows_of_figures_in_a_table_stay_rows(read_source: ReadSource):
    table = """
#table(columns: 3, stroke: none, column-gutter: 30pt, row-gutter: 8pt,
  [Année], [Habitants], [Tonnes],
  ..range(2015, 2021).map(n => ([#n], [16 988], [3 777,92])).flatten())
"""
    found = sentences(read_source(table))
    assert [row for row in found if row.startswith("20")] == [
        f"{year} 16 988 3 777,92" for year in range(2015, 2021)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("environ", True), ("Plus de ", True), ("plus de 80", False), ("dont", False)],
)
def test_a_hedge_says_how_exact_a_figure_is_and_nothing_else(text: str, wanted: bool):
    assert is_hedge(text) is wanted


def test_a_key_figure_over_a_label_that_ends_openly_is_no_heading(read_source: ReadSource):
    source = """
Le Département entretient ses routes, et chaque année il en refait une partie avec les communes.

#stack(spacing: 7pt, text(22pt, weight: "bold")[6 200 km], text(9pt)[de routes entretenues, dont])

#text(9pt)[485 km d'anciennes nationales]
"""
    report = read_source(source)
    assert all(passage.kind is PassageKind.BODY for passage in cut_passages(report))
    assert "6 200 km de routes entretenues, dont 485 km d’anciennes nationales" in sentences(report)
