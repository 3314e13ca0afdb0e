"""Labels with their figures at the other side are a table of two columns; pages listed are none."""

from collections.abc import Callable, Sequence

import pytest

from ingest.cut import cut_passages
from ingest.pairs import MOST_FIGURES, part_pairs
from ingest.report import Report
from ingest.stretches import Stretch
from ingest.tables import Table
from retrieval.rows import write

Stretches = Callable[..., Stretch]
Set = Callable[..., list[Stretch]]
ReadSource = Callable[[str], Report]

WATER = [["Population desservie", "12 345"], ["Abonnés", "5 210"], ["Réseau", "48 km"]]


def texts(table: Table) -> list[list[str]]:
    return [[" ".join(s.text for s in held) for _, held in row] for row in table.rows]


def found(stretches: Sequence[Stretch]) -> list[list[list[str]]]:
    return [texts(table) for table in part_pairs(stretches).tables]


@pytest.fixture
def set_in_two(stretch: Stretches) -> Set:
    """Labels at the left and what belongs to them up to 300 points, a row each 15."""

    def build(rows: Sequence[Sequence[str]], *, left: float = 0, top: float = 15) -> list[Stretch]:
        return [
            each
            for at, (label, figure) in enumerate(rows)
            for each in (
                stretch(label, left, top + 15 * at),
                stretch(figure, left + 300 - 5 * len(figure), top + 15 * at),
            )
        ]

    return build


def test_labels_and_their_figures_are_a_table(set_in_two: Set) -> None:
    assert found(set_in_two(WATER)) == [WATER]


def test_a_head_over_the_figures_is_of_it(set_in_two: Set, stretch: Stretches) -> None:
    head = stretch("2024", 280, 3)

    assert found([head, *set_in_two(WATER)]) == [[["2024"], *WATER]]


def test_two_columns_of_pairs_are_two_tables(set_in_two: Set) -> None:
    other = [["Écoles", "14"], ["Élèves", "2 310"], ["Classes", "98"]]

    assert found([*set_in_two(WATER), *set_in_two(other, left=400)]) == [WATER, other]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Budget", "3"], ["Routes", "7"], ["Annexes", "12"]], id="pages that grow"),
        pytest.param([["Arras", "12"], ["Béthune", "9"], ["Calais", "14"]], id="an index"),
        pytest.param([["Route", "14, 20"], ["Mer", "3, 8"], ["Eau", "5, 6"]], id="lists of pages"),
        pytest.param([["Maire", "2020"], ["Conseil", "2014"], ["Loi", "2008"]], id="years"),
        pytest.param(
            [["Mairie", "03 21 00 00 00"], ["Police", "03 21 00 00 17"], ["Eau", "03 21 00 00 18"]],
            id="telephones",
        ),
        pytest.param(WATER[:2], id="two rows"),
        pytest.param([["Le maire dit oui.", "12"], ["La loi,", "9"], ["fin;", "7"]], id="prose"),
        pytest.param([["2023", "12 345"], ["2022", "11 210"], ["2021", "9 480"]], id="no labels"),
    ],
)
def test_other_rows_of_two_are_none(rows: list[list[str]], set_in_two: Set) -> None:
    assert found(set_in_two(rows)) == []


def test_dots_that_lead_to_bare_numbers_may_lead_to_pages(
    set_in_two: Set, stretch: Stretches
) -> None:
    rows = [["Routes", "12"], ["Mer", "9"], ["Air", "5"]]
    dots = [stretch("." * 40, 60, 15 + 15 * at) for at in range(3)]

    assert found(set_in_two(rows)) == [rows]
    assert found([*dots, *set_in_two(rows)]) == []


def test_figures_that_stand_here_and_there_are_none(stretch: Stretches) -> None:
    stretches = [
        stretch(word, left, 15.0 + 15 * at)
        for at, (label, figure) in enumerate(WATER)
        for word, left in ((label, 0), (figure, 150 + 40 * at))
    ]

    assert found(stretches) == []


def test_prose_between_the_rows_parts_them(set_in_two: Set, stretch: Stretches) -> None:
    rows = [*set_in_two(WATER[:2]), *set_in_two(WATER[2:], top=60)]

    assert found([*rows, stretch("Le service est confié à une régie", 0, 45)]) == []


def test_dots_lead_to_a_figure_and_are_not_quoted(read_source: ReadSource) -> None:
    source = """#set page(width: 420pt, height: 595pt, margin: 40pt)
#for (label, figure) in (
  ("Population desservie", "12 345"), ("Abonnés", "5 210"), ("Prix de l’eau", "2,98 €")
) [#label #box(width: 1fr, repeat[.]) #figure \\ ]
"""
    passages = cut_passages(read_source(source))

    assert [write(p.text, (row,)).text for p in passages for row in p.rows] == [
        "Population desservie | 12 345",
        "Abonnés | 5 210",
        "Prix de l’eau | 2,98 €",
    ]


def test_a_contents_page_with_dots_stays_one(read_source: ReadSource) -> None:
    source = """#set page(width: 420pt, height: 595pt, margin: 40pt)
#for (label, page) in (("Budget", "3"), ("Routes", "7"), ("Mer", "12"), ("Eau", "30")
) [#label #box(width: 1fr, repeat[.]) #page \\ ]
"""
    page = read_source(source).pages[0]

    assert page.contents
    assert not any(line.cell for line in page.lines)


def test_a_page_with_too_many_figures_is_not_searched_for_them(set_in_two: Set) -> None:
    many = [
        [f"Parcelle {chr(97 + at % 26)}", f"{1_000 - at % 7} m²"] for at in range(MOST_FIGURES + 1)
    ]

    assert found(set_in_two(many[:20])) != []
    assert found(set_in_two(many)) == []
