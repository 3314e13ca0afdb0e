"""Finds the grids that the lines drawn on a page make: the rows and columns of ruled tables.

Places are in points of the page as it is shown.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from ingest.frames import sides_of
from ingest.ruling import Rule

SNAP = 3.0  # rules nearer than this are one
LINE = 4.0  # borders of cells nearer than this are one line of the grid
MOST_OF = 0.9
GAP = 6.0  # the widest white between two pieces of one table
SIDE = 6.0  # by which the sides of two pieces of one table differ at most
MOST_CELLS = 1_500
MOST_EDGES = 1_200  # a drawing has more lines than any table

MOST_WIDE = 0.7  # of a table, what a rule between two of its rows covers at least
ROW = 60.0  # the highest row between two pieces of one table whose upright rules are broken
MOST_OPEN = 40.0  # the height of rows that follow each other without an upright rule
OPEN_ROW = 32.0  # the highest row that no upright rule parts

Level = tuple[float, float, float]  # left, y, right
Upright = tuple[float, float, float]  # x, top, bottom
Bounds = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a cell: its first row and column from 0, and how many it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table: `xs` part its columns, `ys` its rows; `merged` are larger cells.

    `merged` gives the slot of each place (row, column) that isn't a cell of its own; `open` does
    where no rule closes a cell: it may be one, or each column has its own. `drawn` is false where
    coloured grounds are borders too.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    merged: Mapping[tuple[int, int], Slot] = field(default_factory=dict)
    open: Mapping[tuple[int, int], Slot] = field(default_factory=dict)
    drawn: bool = True

    def at(self, x: float, y: float) -> Slot | None:
        """The slot that the point stands in; None outside the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self.slot(row, column)

    def slot(self, row: int, column: int) -> Slot:
        """The slot that covers the place."""
        place = (row, column)
        return self.merged.get(place) or self.open.get(place) or Slot(row, column)

    @property
    def walls(self) -> Iterator[tuple[float, float, float]]:
        """The upright borders between its cells: x, top and bottom of each."""
        for row in range(len(self.ys) - 1):
            for column in range(1, len(self.xs) - 1):
                if self.slot(row, column) != self.slot(row, column - 1):
                    yield self.xs[column], self.ys[row], self.ys[row + 1]


class Walls:
    """The upright borders of the grids of a page: no line of text runs over one."""

    def __init__(self, grids: Iterable[Grid] = ()) -> None:
        self._walls = sorted(wall for grid in grids for wall in grid.walls)
        self._xs = [x for x, _, _ in self._walls]

    def between(self, left: float, right: float, y: float) -> bool:
        """Whether a border at height `y` stands between two places."""
        index = bisect_right(self._xs, left)
        while index < len(self._xs) and self._xs[index] < right:
            _, top, bottom = self._walls[index]
            if top <= y <= bottom:
                return True
            index += 1
        return False


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that `rules` may be, those of drawn lines alone first; they overlap.

    pdfplumber finds the cells (its `lines` strategy); their borders are the lines of a grid. Pieces
    that touch are given as one, then each by itself.
    """
    drawn = [rule for rule in rules if rule.drawn]
    grids = _grids(drawn)
    grounds = [] if len(drawn) == len(rules) else _grids(rules)
    return grids + [replace(grid, drawn=False) for grid in grounds]


def _grids(rules: Sequence[Rule]) -> list[Grid]:
    closed = [_edge(rule) for rule in (*rules, *sides_of(rules))]
    edges: list[Any] = merge_edges(closed, SNAP, SNAP, SNAP, SNAP)
    if not edges or len(edges) > MOST_EDGES:
        return []
    cells: list[Bounds] = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    if len(cells) > MOST_CELLS:
        return []
    pieces = [list(piece) for piece in cells_to_tables(cells)]
    levels = [(e["x0"], e["top"], e["x1"]) for e in edges if e["orientation"] == "h"]
    uprights = [(e["x0"], e["top"], e["bottom"]) for e in edges if e["orientation"] == "v"]
    joined = _joined(pieces, levels, uprights)
    alone = [piece for piece in pieces if piece not in joined]
    grown = [_grid(piece, _lines_of(piece, levels, uprights), uprights) for piece in joined]
    return grown + [_grid(piece, _Lines((), ()), uprights) for piece in alone]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Places of lines of a grid beyond the borders of its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


def _lines_of(
    piece: Sequence[Bounds], levels: Sequence[Level], uprights: Sequence[Upright]
) -> _Lines:
    """The level rules across `piece`, and what no upright rule closes around it.

    Rows belong to it whose level rules run as far as its own, up to one that has upright rules.
    """
    left, top, right, bottom = _bounds(piece)
    across = [r for r in levels if _covers(r, left, right) and top - SNAP <= r[1] <= bottom + SNAP]
    start, end = _common([r[0] for r in across], left), _common([r[2] for r in across], right)
    alike = [y for x0, y, x1 in levels if abs(x0 - start) <= SIDE and abs(x1 - end) <= SIDE]
    above = sorted((y for y in alike if y < top - SNAP), reverse=True)
    below = sorted(y for y in alike if y > bottom + SNAP)
    return _Lines(
        (min(start, left), max(end, right)),
        (
            *(y for _, y, _ in across),
            *_chain(above, top, uprights),
            *_chain(below, bottom, uprights, last=True),
        ),
    )


def _common(edges: Sequence[float], usual: float) -> float:
    """The place that most of `edges` share, if three do; else `usual`."""
    best = max(edges, key=lambda e: (sum(abs(e - x) <= SNAP for x in edges), -e), default=usual)
    return best if sum(abs(best - x) <= SNAP for x in edges) >= 3 else usual  # noqa: PLR2004


def _chain(
    heights: Sequence[float], start: float, uprights: Sequence[Upright], *, last: bool = False
) -> list[float]:
    """The ends of the rows from `start` on, up to the last that an upright rule parts.

    Where the grounds of every other row are coloured, the `last` may stand on white below that.
    """
    rows: list[float] = []
    kept = 0
    for height in heights:
        middle = (start + height) / 2
        parted = any(a <= middle <= b for _, a, b in uprights)
        if abs(height - start) > (ROW if parted else OPEN_ROW):
            break
        rows.append(height)
        kept = len(rows) if parted else kept
        start = height
    return rows[: kept + last]


def _covers(level: Level, left: float, right: float) -> bool:
    return min(level[2], right) - max(level[0], left) >= MOST_WIDE * (right - left)


def _across(levels: Iterable[Level], left: float, right: float) -> list[float]:
    """Where a level rule runs over most of the way from `left` to `right`, from top to bottom."""
    return sorted(level[1] for level in levels if _covers(level, left, right))


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.level else "v",
    }


def _bounds(cells: Iterable[Bounds]) -> Bounds:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _joined(
    pieces: list[list[Bounds]], levels: Sequence[Level], uprights: Sequence[Upright]
) -> list[list[Bounds]]:
    """`pieces` with those that stand one right under the other, or within it, as one."""
    joined: list[list[Bounds]] = []
    for piece in sorted(pieces, key=lambda each: _bounds(each)[1]):
        near = [each for each in joined if _is_one(_bounds(each), _bounds(piece), levels, uprights)]
        for each in near:
            joined.remove(each)
        joined.append([cell for each in (*near, piece) for cell in each])
    return joined


def _is_one(
    upper: Bounds, lower: Bounds, levels: Sequence[Level], uprights: Sequence[Upright]
) -> bool:
    """Whether two pieces are of one table: one goes on below, beside or within the other."""
    overlap = min(upper[2], lower[2]) - max(upper[0], lower[0])
    narrow = min(upper[2] - upper[0], lower[2] - lower[0])
    beside = min(upper[3], lower[3]) - max(upper[1], lower[1]) > 0
    if beside:
        return overlap > -GAP
    alike = abs(upper[0] - lower[0]) <= SIDE and abs(upper[2] - lower[2]) <= SIDE
    if alike:
        across = _across(levels, upper[0], upper[2])
        steps = [upper[3], *(y for y in across if upper[3] < y < lower[1]), lower[1]]
        return lower[1] - upper[3] <= GAP or _is_rows(steps, uprights)
    return lower[1] - upper[3] <= GAP and overlap > MOST_OF * narrow


def _is_rows(steps: Sequence[float], uprights: Sequence[Upright]) -> bool:
    """Whether the level rules at `steps` part rows of one table: little of it without uprights."""
    open_height = 0.0
    for a, b in pairwise(steps):
        parted = any(top <= (a + b) / 2 <= bottom for _, top, bottom in uprights)
        open_height = 0.0 if parted else open_height + b - a
        if b - a > ROW or open_height > MOST_OPEN:
            return False
    return True


def _grid(cells: Sequence[Bounds], more: _Lines, uprights: Sequence[Upright]) -> Grid:
    """The grid of `cells`, with `more` lines.

    Where no cell is closed, what no upright rule parts is one.
    """
    xs = _lines([edge for cell in cells for edge in (cell[0], cell[2])] + [*more.xs])
    ys = _lines([edge for cell in cells for edge in (cell[1], cell[3])] + [*more.ys])
    merged: dict[tuple[int, int], Slot] = {}
    taken: set[tuple[int, int]] = set()
    for left, top, right, bottom in sorted(cells, key=_area):
        column, row = _nearest(xs, left), _nearest(ys, top)
        slot = Slot(row, column, _nearest(ys, bottom) - row, _nearest(xs, right) - column)
        places = [
            (r, c)
            for r in range(row, row + slot.rows)
            for c in range(column, column + slot.columns)
        ]
        if len(places) > 1 and taken.isdisjoint(places):
            merged.update(dict.fromkeys(places, slot))
        taken.update(places)
    unclosed: dict[tuple[int, int], Slot] = {}
    for row in range(len(ys) - 1):
        for slot in _open(row, xs, (ys[row] + ys[row + 1]) / 2, taken, uprights):
            places = [(row, slot.column + n) for n in range(slot.columns)]
            unclosed.update(dict.fromkeys(places, slot))
    return Grid(tuple(xs), tuple(ys), merged, unclosed)


def _open(
    row: int,
    xs: Sequence[float],
    middle: float,
    taken: set[tuple[int, int]],
    uprights: Sequence[Upright],
) -> Iterator[Slot]:
    """The places of a row that no cell closes, those without a rule between them as one."""
    start: int | None = None
    for column in range(len(xs)):
        is_open = column < len(xs) - 1 and (row, column) not in taken
        walled = any(abs(x - xs[column]) < LINE and a <= middle <= b for x, a, b in uprights)
        if start is not None and (walled or not is_open):
            if column - start > 1:
                yield Slot(row, start, 1, column - start)
            start = None
        if is_open and start is None:
            start = column


def _area(cell: Bounds) -> float:
    return (cell[2] - cell[0]) * (cell[3] - cell[1])


def _lines(edges: Iterable[float]) -> list[float]:
    """The distinct places of `edges`: those that stand close are one, at their mean."""
    lines: list[list[float]] = []
    for edge in sorted(edges):
        if lines and edge - lines[-1][-1] < LINE:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    return [sum(line) / len(line) for line in lines]


def _nearest(lines: Sequence[float], edge: float) -> int:
    return min(range(len(lines)), key=lambda at: abs(lines[at] - edge))
