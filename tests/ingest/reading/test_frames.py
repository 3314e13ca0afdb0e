"""Tables whose outer sides aren't drawn are closed where their lines end."""

from collections.abc import Callable

import pytest

from ingest.frames import sides_of
from ingest.grid import grids_of
from ingest.ruling import Rule
from ingest.stretches import Stretch
from ingest.tables import Table, part_tables

Stretches = Callable[..., Stretch]

WORDS = [["", "Prévu", "Réalisé"], ["Arras", "12", "14"], ["Lens", "8", "9"], ["Total", "20", "23"]]
INNER = [Rule(0, y, 300, y) for y in (20, 40, 60)] + [Rule(x, 0, x, 80) for x in (100, 200)]
BROKEN = [Rule(100 * n, y, 100 * n + 100, y) for n in range(3) for y in (20, 40, 60, 80)]
BANDS = [
    side
    for top in (0, 40)
    for left in (0, 100, 200)
    for side in (
        Rule(left, top, left + 100, top, drawn=False),
        Rule(left, top + 20, left + 100, top + 20, drawn=False),
        Rule(left, top, left, top + 20, drawn=False),
        Rule(left + 100, top, left + 100, top + 20, drawn=False),
    )
]
UNDER_ROWS = [Rule(0, y, 300, y) for y in (20, 40, 60, 80)]


def texts(table: Table) -> list[list[str]]:
    return [[" ".join(s.text for s in held) for _, held in row] for row in table.rows]


@pytest.fixture
def words(stretch: Stretches) -> list[Stretch]:
    """`WORDS`, a column each 100 points and a row each 20."""
    return [
        stretch(word, 100 * column + 5, 15 + 20 * row)
        for row, line in enumerate(WORDS)
        for column, word in enumerate(line)
        if word
    ]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(INNER, id="inner lines alone"),
        pytest.param([*BROKEN, *BANDS[:12]], id="level lines broken at the columns"),
        pytest.param([*BANDS, *UNDER_ROWS], id="every other ground coloured"),
    ],
)
def test_a_table_without_outer_lines_is_whole(rules: list[Rule], words: list[Stretch]) -> None:
    (table,) = part_tables(words, grids_of(rules)).tables

    assert texts(table) == [[word for word in line if word] for line in WORDS]


def test_a_note_under_a_table_is_no_row(words: list[Stretch], stretch: Stretches) -> None:
    note = stretch("Source : comptes de la ville, 2024", 5, 95)
    rules = [*INNER, Rule(0, 0, 300, 0), Rule(0, 80, 300, 80), Rule(0, 100, 300, 100)]

    parted = part_tables([*words, note], grids_of(rules))

    assert [texts(table)[-1] for table in parted.tables] == [WORDS[-1]]
    assert parted.rest == (note,)


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([Rule(50, 0, 50, 200), Rule(0, 100, 300, 100)], id="two lines that cross"),
        pytest.param(
            [*[Rule(50, 0, 50, 40)] * 2, *[Rule(0, 20, 100, 20)] * 2], id="one cross drawn twice"
        ),
        pytest.param([Rule(0, y, 300, y) for y in range(0, 200, 20)], id="lines to write on"),
        pytest.param([Rule(0, 0, 0, 200), Rule(0, 200, 300, 200)], id="the axes of a chart"),
        pytest.param(BROKEN + [Rule(x, 20, x, 80) for x in (0, 300)], id="uprights are drawn"),
    ],
)
def test_lines_that_part_no_columns_have_no_sides(rules: list[Rule]) -> None:
    assert sides_of(rules) == []


def test_a_row_is_open_only_so_far() -> None:
    far = [Rule(0, y, 300, y) for y in (120, 140, 160)] + [Rule(x, 0, x, 160) for x in (100, 200)]

    assert all(side.top >= 0 and not side.level for side in sides_of(far))
