"""Rows between level lines, or on grounds, are a table where white parts their columns."""

from collections.abc import Callable, Sequence

import pytest

from ingest.levels import level_grids
from ingest.ruling import Rule
from ingest.stretches import Stretch
from ingest.tables import Table, part_tables

Stretches = Callable[..., Stretch]
Set = Callable[..., list[Stretch]]

WORDS = [
    ["Action", "Public", "Lieu"],
    ["Lecture", "Enfants", "Arras"],
    ["Natation", "Adultes", "Lens"],
    ["Théâtre", "Enfants", "Douai"],
]
FIGURES = [["Poste", "2024"], ["Personnel", "12 345"], ["Énergie", "1 210"], ["Total", "13 555"]]
LINES = [Rule(0, y, 300, y) for y in (20, 40, 60, 80)]


def texts(table: Table) -> list[list[str]]:
    return [[" ".join(s.text for s in held) for _, held in row] for row in table.rows]


def found(stretches: Sequence[Stretch], rules: Sequence[Rule]) -> list[list[list[str]]]:
    tables = part_tables(stretches, level_grids(rules, stretches)).tables
    return [texts(table) for table in tables]


@pytest.fixture
def set_in_columns(stretch: Stretches) -> Set:
    """`rows` of words, a column each 100 points and a row each 20."""

    def build(rows: Sequence[Sequence[str]]) -> list[Stretch]:
        return [
            stretch(word, 100 * column + 5, 15 + 20 * row)
            for row, words in enumerate(rows)
            for column, word in enumerate(words)
        ]

    return build


@pytest.mark.parametrize("words", [WORDS, FIGURES])
def test_rows_between_lines_and_the_heads_over_them_are_a_table(
    words: list[list[str]], set_in_columns: Set
) -> None:
    assert found(set_in_columns(words), LINES) == [words]


def test_rows_on_white_over_and_under_the_grounds_are_rows(set_in_columns: Set) -> None:
    grounds = [Rule(0, y, 300, y, drawn=False) for y in (40, 60, 80, 100)]
    words = [*FIGURES, ["Épargne", "640"], ["Dette", "700"]]

    assert found(set_in_columns(words), grounds) == [words]


def test_a_title_over_the_heads_is_none(set_in_columns: Set, stretch: Stretches) -> None:
    title = stretch("Les dépenses de la ville", 5, 3)

    assert found([title, *set_in_columns(FIGURES)], LINES) == [FIGURES]


def test_what_stands_beside_the_lines_is_no_cell(set_in_columns: Set, stretch: Stretches) -> None:
    legend = [stretch("Légende", 320, 33 + 7 * n) for n in range(5)]

    assert found([*set_in_columns(FIGURES), *legend], LINES) == [FIGURES]


PROSE = ["La ville aide les associations", "Les dossiers se déposent en mairie"]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        pytest.param([PROSE] * 4, [Rule(0, y, 400, y) for y in (0, 20, 40, 60, 80)], id="prose"),
        pytest.param(WORDS, LINES[:2], id="two lines"),
        pytest.param(WORDS, [*LINES, Rule(100, 50, 300, 50)], id="a line within a row"),
        pytest.param(WORDS, [*LINES, Rule(150, 20, 150, 60)], id="an upright"),
        pytest.param([[word] for word, *_ in WORDS], LINES, id="one column"),
    ],
)
def test_other_lines_make_no_table(
    words: list[list[str]], rules: list[Rule], set_in_columns: Set
) -> None:
    assert found(set_in_columns(words), rules) == []


def test_rows_that_no_line_parts_are_not_guessed(set_in_columns: Set) -> None:
    rules = [Rule(0, y, 300, y) for y in (0, 20, 82)]

    assert found(set_in_columns(FIGURES), rules) == []
