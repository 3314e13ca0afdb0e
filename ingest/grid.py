"""Finds the grids that the lines drawn on a page make: the rows and columns of ruled tables.

Places are in points of the page as it is shown.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from ingest.frames import sides_of
from ingest.pieces import SNAP, Beyond, Bounds, Upright, beyond, joined
from ingest.ruling import Rule

LINE = 4.0  # borders of cells nearer than this are one line of the grid
MOST_CELLS = 1_500
MOST_EDGES = 1_200  # a drawing has more lines than any table


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
    whole = joined(pieces, levels, uprights)
    alone = [piece for piece in pieces if piece not in whole]
    grown = [_grid(piece, beyond(piece, levels, uprights), uprights) for piece in whole]
    return grown + [_grid(piece, Beyond((), ()), uprights) for piece in alone]


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


def _grid(cells: Sequence[Bounds], more: Beyond, uprights: Sequence[Upright]) -> Grid:
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
