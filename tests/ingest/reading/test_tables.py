"""Tables are found between lines or by their columns, and nothing else is taken for one."""

from collections.abc import Callable, Sequence

import pytest

from ingest.aligned import aligned_grids
from ingest.grid import Walls, grids_of
from ingest.ruling import Rule
from ingest.stretches import Stretch
from ingest.tables import Table, part_tables

Stretches = Callable[..., Stretch]


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The lines of a grid, each over its whole length."""
    level = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return level + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def texts(table: Table) -> list[list[str]]:
    return [[" ".join(s.text for s in held) for _, held in row] for row in table.rows]


XS, YS = (0, 100, 200, 300), (0, 20, 40, 60)
WORDS = [["Commune", "2023", "2024"], ["Arras", "12", "14"], ["Lens", "8", "9"]]


@pytest.fixture
def set_in_columns(stretch: Stretches) -> Callable[..., list[Stretch]]:
    """`rows` of words, a column each 100 points and a row each 20."""

    def build(rows: Sequence[Sequence[str]], *, top: float = 15) -> list[Stretch]:
        return [
            stretch(word, 100 * column + 5, top + 20 * row)
            for row, words in enumerate(rows)
            for column, word in enumerate(words)
            if word
        ]

    return build


def test_a_ruled_table_is_its_cells(set_in_columns: Callable[..., list[Stretch]]) -> None:
    parted = part_tables(set_in_columns(WORDS), grids_of(ruled(XS, YS)))

    assert [texts(table) for table in parted.tables] == [WORDS]
    assert parted.rest == ()


def test_a_cell_that_runs_across_is_one(stretch: Stretches) -> None:
    rules = [Rule(0, y, 300, y) for y in (0, 20, 40, 60)]
    rules += [Rule(x, 0, x, 60) for x in (0, 300)]
    rules += [Rule(x, top, x, top + 20) for x in (100, 200) for top in (0, 40)]
    words = [stretch("Part du délégataire, hors taxes", 80, 35)]
    words += [
        stretch(w, 100 * n + 5, y) for y in (15, 55) for n, w in enumerate(("Arras", "1", "2"))
    ]

    (table,) = part_tables(words, grids_of(rules)).tables

    group = next(slot for slot in table.cells if slot.row == 1)
    assert (group.column, group.columns) == (0, 3)


def test_no_line_of_text_runs_over_a_border() -> None:
    walls = Walls(grids_of(ruled(XS, YS)))

    assert walls.between(95, 105, 30)
    assert not walls.between(95, 105, 70)
    assert not walls.between(110, 190, 30)


def test_two_tables_under_a_title_each_are_two(
    set_in_columns: Callable[..., list[Stretch]],
) -> None:
    lower = [y + 110 for y in YS]
    words = [*set_in_columns(WORDS), *set_in_columns(WORDS, top=125)]

    parted = part_tables(words, grids_of(ruled(XS, YS) + ruled(XS, lower)))

    assert [texts(table) for table in parted.tables] == [WORDS, WORDS]


def test_yes_and_no_in_two_columns_are_a_table(
    set_in_columns: Callable[..., list[Stretch]],
) -> None:
    words = [["Avant", "Après", ""], ["Oui", "Oui", ""], ["Non", "Non", ""]]
    (table,) = part_tables(set_in_columns(words), grids_of(ruled(XS[:3], YS))).tables

    assert texts(table) == [row[:2] for row in words]


PROSE = "Le Département accompagne les familles et les communes tout au long de l'année, en ville"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([[PROSE, PROSE, ""], [PROSE, PROSE, ""], [PROSE, PROSE, ""]], id="prose"),
        pytest.param([["Encadré", "", ""], ["", "", ""], ["", "", ""]], id="a frame"),
        pytest.param([["Un", "", ""], ["Deux", "", ""], ["Trois", "", ""]], id="one column"),
        pytest.param(
            [["Un agent", "Un agent", ""], ["Lot 1", "Lot 2", ""], ["Un chef", "Un chef", ""]],
            id="a diagram",
        ),
    ],
)
def test_what_holds_no_table_is_none(
    words: list[list[str]], set_in_columns: Callable[..., list[Stretch]]
) -> None:
    stretches = set_in_columns(words)
    parted = part_tables(stretches, grids_of(ruled(XS, YS)))

    assert parted.tables == ()
    assert list(parted.rest) == stretches


def test_figures_in_three_columns_need_no_lines(
    set_in_columns: Callable[..., list[Stretch]],
) -> None:
    words = [["", "2023", "2024"], ["Arras", "12", "14"], ["Lens", "8", "9"], ["Total", "20", "23"]]
    stretches = set_in_columns(words)

    (table,) = part_tables(stretches, aligned_grids(stretches)).tables

    assert texts(table) == [[word for word in row if word] for row in words]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([["Arras", "12"], ["Lens", "8"], ["Douai", "9"]], id="a contents page"),
        pytest.param([["un mot", "un autre", "puis"]] * 4, id="columns of words"),
        pytest.param([["Arras", "12", "14"]] * 2, id="two rows"),
    ],
)
def test_other_columns_are_none(
    words: list[list[str]], set_in_columns: Callable[..., list[Stretch]]
) -> None:
    assert aligned_grids(set_in_columns(words)) == []
