"""Fills the grids of a page with its stretches, and keeps those that are tables.

A frame around a paragraph, a row of cards and the lines of a chart make grids too: what holds
running text, or hardly any, is none.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import median

from ingest.grid import Grid, Slot
from ingest.paragraphs import rows_of
from ingest.pieces import Bounds
from ingest.report import Cell
from ingest.stretches import Stretch

FEWEST_ROWS = 2  # with two cells that hold something
MOST_USUAL_WORDS = 12  # of the cells of a table, as a rule
MOST_ROW_WORDS = 110
FEWEST_FILLED = 0.15  # of its cells: the lines of a chart hold less
MOST_OVER = 0.1  # of the stretches of a table, those that reach over the borders of their cells
EDGE = 0.4  # ems
FEWEST_FULL = 0.35  # of the rows that hold something, those with two cells
FEWEST_HELD = 0.6  # of all rows, those that hold something: between cards there is white
FEWEST_ON_GROUNDS = 0.5
FEWEST_OF_DIAGRAM = 3
INSIDE = 2.0  # points by which a stretch may reach over the border of its cell

STAND_IN = "▦"

Filled = Mapping[Slot, Sequence[Stretch]]


@dataclass(frozen=True, slots=True)
class Table:
    """The stretches of a table by their slot, where it stands, and the sides of its columns."""

    cells: Filled
    bounds: Bounds
    xs: tuple[float, ...]

    @property
    def rows(self) -> Iterator[list[tuple[Slot, Sequence[Stretch]]]]:
        """The cells that start in each row, from left to right; rows from top to bottom."""
        rows: dict[int, list[Slot]] = defaultdict(list)
        for slot in sorted(self.cells, key=lambda slot: (slot.row, slot.column)):
            rows[slot.row].append(slot)
        return ([(slot, self.cells[slot]) for slot in rows[row]] for row in sorted(rows))


@dataclass(frozen=True, slots=True)
class Parted:
    """The tables of a page, and the stretches that stand in none."""

    tables: tuple[Table, ...]
    rest: tuple[Stretch, ...]


def part_tables(stretches: Sequence[Stretch], grids: Iterable[Grid]) -> Parted:
    """The tables that `grids` are with `stretches` in them; each stretch in one at most."""
    tables: list[Table] = []
    rest = list(stretches)
    candidates = [(grid, _filled(rest, grid)) for grid in grids]
    ranked = sorted(candidates, key=lambda each: -_rank(each[1]))
    for grid, filled in ranked:
        inside = {id(stretch) for held in filled.values() for stretch in held}
        left = {id(stretch) for stretch in rest}
        if inside <= left and _is_table(filled, grid):
            tables.append(Table(filled, _bounds(grid, filled), grid.xs))
            rest = [stretch for stretch in rest if id(stretch) not in inside]
    return Parted(tuple(sorted(tables, key=lambda t: t.bounds[1])), tuple(rest))


def _filled(stretches: Iterable[Stretch], grid: Grid) -> dict[Slot, list[Stretch]]:
    filled: dict[Slot, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        slot = _slot_of(stretch, grid)
        if slot is not None:
            filled[slot].append(stretch)
    for slot in [each for each in filled if grid.open.get((each.row, each.column)) == each]:
        columns = [_column_of(stretch, grid) for stretch in filled[slot]]
        if None not in columns and len(set(columns)) > 1:
            for stretch, column in zip(filled.pop(slot), columns, strict=True):
                filled[Slot(slot.row, column or 0)].append(stretch)
    return _without_note(filled, grid)


def _without_note(filled: Mapping[Slot, list[Stretch]], grid: Grid) -> dict[Slot, list[Stretch]]:
    """`filled` without a last row that no upright parts: a line that runs across is a note."""
    last = max((slot.row for slot in filled), default=0)
    note = grid.open.get((last, 0))
    whole = note is not None and note.columns == len(grid.xs) - 1
    return {slot: held for slot, held in filled.items() if not (whole and slot == note)}


def _column_of(stretch: Stretch, grid: Grid) -> int | None:
    """The column that `stretch` stands in, whole; None where it runs over a border."""
    first, last = (bisect_right(grid.xs, x) - 1 for x in (stretch.left + 1, stretch.right - 1))
    return first if first == last else None


def _rank(filled: Filled) -> int:
    """How much a grid holds, by eighths: of those that hold much the same, the first is best."""
    return round(8 * log2(1 + _held(filled)))


def _held(filled: Filled) -> int:
    return sum(map(len, filled.values()))


def _bounds(grid: Grid, filled: Filled) -> Bounds:
    """Around the cells that hold something: a table ends with its text."""
    inside = [stretch for held in filled.values() for stretch in held]
    return (
        grid.xs[0],
        min(stretch.top for stretch in inside),
        grid.xs[-1],
        max(stretch.bottom for stretch in inside),
    )


def _slot_of(stretch: Stretch, grid: Grid) -> Slot | None:
    """The slot that `stretch` stands in; one that runs over borders spans what it covers."""
    level = (stretch.top + stretch.bottom) / 2
    middle = grid.at((stretch.left + stretch.right) / 2, level)
    if middle is None or stretch.left < grid.xs[0] - INSIDE:
        return None
    if stretch.right > grid.xs[-1] + INSIDE:
        return None
    return middle


def _is_table(filled: Filled, grid: Grid) -> bool:
    """Whether what stands in a grid is a table: short cells, side by side, in several rows."""
    unclosed = set(grid.open.values())
    rows: dict[int, set[int]] = defaultdict(set)
    row_words: dict[int, int] = defaultdict(int)
    for slot, held in filled.items():
        rows[slot.row].add(slot.column)
        row_words[slot.row] += _words(held)
    full = [row for row, columns in rows.items() if len(columns) > 1]
    closed = [row for row in rows if len({s for s in _slots(grid, row) if s not in unclosed}) > 1]
    columns = {column for row in full for column in rows[row]}
    if len({*full, *(closed if grid.drawn else ())}) < FEWEST_FULL * len(rows) or len(
        rows
    ) < FEWEST_HELD * (len(grid.ys) - 1):
        return False
    if len(full) < FEWEST_ROWS or len(columns) < 2:  # noqa: PLR2004
        return False
    over = sum(_sticks_out(stretch, slot, grid) for slot, x in filled.items() for stretch in x)
    if over > MOST_OVER * _held(filled):
        return False
    single = sum(slot.rows == slot.columns == 1 for slot in filled)
    if 2 * single < len(filled) or _says_twice(filled, full):
        return False
    places = {slot for row in range(len(grid.ys) - 1) for slot in _slots(grid, row)}
    if len(filled) < (FEWEST_FILLED if grid.drawn else FEWEST_ON_GROUNDS) * len(places):
        return False
    usual = median(_words(held) for held in filled.values())
    return usual <= MOST_USUAL_WORDS and median(row_words.values()) <= MOST_ROW_WORDS


def _says_twice(filled: Filled, full: Sequence[int]) -> bool:
    """Whether it is two boxes side by side, half of the rows saying one thing twice: a diagram.

    « Oui | Oui » and figures that are alike are what tables hold.
    """
    two = len({slot.column for slot in filled}) == 2  # noqa: PLR2004
    if len(full) < FEWEST_OF_DIAGRAM or not two:
        return False
    rows = ([_said(filled[slot]) for slot in filled if slot.row == row] for row in full)
    twins = [row[0] for row in rows if len(row) == 2 and row[0] == row[1]]  # noqa: PLR2004
    words = [twin for twin in twins if len(" ".join(twin).split()) > 1]
    return 2 * len(words) >= len(full)


def _said(stretches: Iterable[Stretch]) -> list[str]:
    return [stretch.text for stretch in stretches]


def _slots(grid: Grid, row: int) -> set[Slot]:
    return {grid.slot(row, column) for column in range(len(grid.xs) - 1)}


def _sticks_out(stretch: Stretch, slot: Slot, grid: Grid) -> bool:
    """Whether it reaches over the borders of its cell, as over pictures that stand in a grid."""
    left, right = grid.xs[slot.column], grid.xs[slot.column + slot.columns]
    top, bottom = grid.ys[slot.row], grid.ys[slot.row + slot.rows]
    edge = EDGE * stretch.size
    return (
        stretch.left < left - edge
        or stretch.right > right + edge
        or stretch.top < top - edge
        or stretch.bottom > bottom + edge
    )


def _words(stretches: Iterable[Stretch]) -> int:
    return sum(len(stretch.text.split()) for stretch in stretches)


@dataclass(frozen=True, slots=True)
class Placed:
    """One line of a cell: its stretches, and its row among those that hold something."""

    stretches: tuple[Stretch, ...]
    row: int
    cell: Cell


def rows_of_table(table: Table, number: int) -> Iterator[Placed]:
    """The lines of a table in reading order: row by row, and each cell whole.

    Rows and columns that hold nothing aren't counted. The sides of cells are in points.
    """
    row_of = _ranks(slot.row for slot in table.cells)
    column_of = _ranks(slot.column for slot in table.cells)
    for row in table.rows:
        for slot, held in row:
            cell = Cell(
                table=number,
                row=row_of[slot.row],
                column=column_of[slot.column],
                rows=sum(slot.row <= each < slot.row + slot.rows for each in row_of),
                columns=sum(slot.column <= c < slot.column + slot.columns for c in column_of),
                left=table.xs[slot.column],
                right=table.xs[slot.column + slot.columns],
            )
            for line in _lines_of(held):
                yield Placed(tuple(line), cell.row, cell)


def _ranks(places: Iterable[int]) -> dict[int, int]:
    return {place: rank for rank, place in enumerate(sorted(set(places)))}


def _lines_of(held: Sequence[Stretch]) -> list[list[Stretch]]:
    """The lines of a cell, from top to bottom; those set upwards from left to right."""
    turned = sorted((s for s in held if s.turned), key=lambda s: (s.left, -s.bottom))
    return [*rows_of([s for s in held if not s.turned]), *([s] for s in turned)]


def stand_in(table: Table, number: int) -> Stretch:
    """One stretch as large as the table, to find its place among the others."""
    inside = [stretch for held in table.cells.values() for stretch in held]
    left, top, right, bottom = table.bounds
    size = median(stretch.size for stretch in inside)
    return Stretch(
        text=STAND_IN,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        base=bottom,
        size=size,
        largest=size,
        bold=False,
        table=number,
    )
