"""Finds tables of two columns without lines: a label, and its figure at the other side.

« Population desservie ........ 12 345 ». Figures stand one under the other, on the line of their
label; those of a contents page only grow.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.figures import is_figure
from ingest.grid import Grid
from ingest.stretches import Stretch
from ingest.tables import Parted, part_tables

FEWEST_ROWS = 3
SAME_BASE = 0.2  # ems by which a figure and its label differ in height at most
SAME_SIDE = 0.7  # ems by which the sides of a column differ at most
SAME_SIZE = 1.3  # times the smaller type, the larger
LEAST_WHITE = 1.0  # between a label and its figure, in ems
MOST_WHITE = 2.5  # between two rows, in ems
BESIDE = 2.0  # ems: what stands nearer on the right of a figure is of another column
INDENT = 3.0  # ems
MOST_WORDS = 14  # of a label
MOST_FIGURES = 1_000  # on a page: each is held against all that stands there

_DOTS = re.compile(r"[.…·\s]{5,}")
_LABEL = re.compile(r"[^\W\d_]{3}")
_SENTENCE = re.compile(r"[.;!?,(-]$")
_OTHER = re.compile(r"(?:\+33 ?|0)\d(?:[ .]?\d\d){4}|\d+(?:, ?\d+)*, \d+")  # a telephone, pages
_NUMBER = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure and the label on its line; `led` where dots lead from one to the other."""

    label: Stretch
    figure: Stretch
    led: bool

    @property
    def top(self) -> float:
        return min(self.label.top, self.figure.top)

    @property
    def bottom(self) -> float:
        return max(self.label.bottom, self.figure.bottom)

    @property
    def size(self) -> float:
        return self.figure.size


def part_pairs(stretches: Sequence[Stretch]) -> Parted:
    """The tables of labels and figures among `stretches`; the dots between these are left out."""
    leaders = [s for s in stretches if _DOTS.fullmatch(s.text)]
    others = [s for s in stretches if not _DOTS.fullmatch(s.text)]
    parted = part_tables(others, pair_grids(stretches))
    return Parted(parted.tables, (*parted.rest, *(s for s in leaders if not _within(s, parted))))


def _within(leader: Stretch, parted: Parted) -> bool:
    level, middle = (leader.top + leader.bottom) / 2, (leader.left + leader.right) / 2
    bounds = (table.bounds for table in parted.tables)
    return any(a <= middle <= c and b <= level <= d for a, b, c, d in bounds)


def pair_grids(stretches: Sequence[Stretch]) -> list[Grid]:
    """The grids of labels and figures that `stretches` are set in, from top to bottom."""
    flat = [s for s in stretches if not s.turned and not _DOTS.fullmatch(s.text)]
    leaders = [s for s in stretches if not s.turned and _DOTS.fullmatch(s.text)]
    figures = [s for s in flat if is_figure(s.text)]
    if len(figures) > MOST_FIGURES:
        return []
    pairs = (_pair(figure, flat, leaders) for figure in figures)
    columns = _columns(pair for pair in pairs if pair is not None)
    runs = (run for column in columns for run in _runs(column, flat))
    grids = [_grid(run, flat) for run in runs if _is_table(run)]
    return sorted(grids, key=lambda grid: grid.ys[0])


def _pair(figure: Stretch, flat: Iterable[Stretch], leaders: Iterable[Stretch]) -> _Pair | None:
    """`figure` with the label on its line; None where it stands in prose or among others."""
    size = figure.size
    line = [s for s in flat if _is_level(s, figure) and s is not figure]
    label = max((s for s in line if s.right <= figure.left), key=lambda s: s.right, default=None)
    if label is None or any(0 <= s.left - figure.right < BESIDE * size for s in line):
        return None
    words = label.text.strip()
    sizes = sorted((label.size, size))
    said = _LABEL.search(words) and not _SENTENCE.search(words) and not is_figure(words)
    apart = figure.left - label.right >= LEAST_WHITE * size and sizes[1] <= SAME_SIZE * sizes[0]
    short = len(words.split()) <= MOST_WORDS and not _OTHER.fullmatch(figure.text.strip())
    between = (s for s in leaders if _is_level(s, figure))
    led = any(label.right < s.right <= figure.left + size for s in between)
    return _Pair(label, figure, led) if said and apart and short else None


def _is_level(one: Stretch, other: Stretch) -> bool:
    return abs(one.base - other.base) <= SAME_BASE * other.size


def _columns(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Pairs whose labels begin alike and whose figures begin or end alike, from top to bottom."""
    columns: list[list[_Pair]] = []
    for pair in sorted(pairs, key=lambda p: p.figure.base):
        for column in columns:
            first, near = column[0], SAME_SIDE * pair.size
            begins = abs(first.label.left - pair.label.left) <= INDENT * pair.size
            right = abs(first.figure.right - pair.figure.right) <= near
            left = abs(first.figure.left - pair.figure.left) <= near
            if begins and (right or left):
                column.append(pair)
                break
        else:
            columns.append([pair])
    yield from columns


def _runs(column: Sequence[_Pair], flat: Sequence[Stretch]) -> Iterator[list[_Pair]]:
    """The pairs of a column that follow each other with nothing else between them."""
    run = [column[0]]
    for above, below in pairwise(column):
        white = below.top - above.bottom
        if white > MOST_WHITE * below.size or _between(above, below, flat):
            yield run
            run = []
        run.append(below)
    yield run


def _between(above: _Pair, below: _Pair, flat: Iterable[Stretch]) -> bool:
    """Whether anything else stands between two rows."""
    left, right = above.label.left, above.figure.right
    own = {id(s) for s in (above.label, above.figure, below.label, below.figure)}
    return any(
        id(s) not in own
        and s.left < right
        and s.right > left
        and above.top < (s.top + s.bottom) / 2 < below.bottom
        for s in flat
    )


def _is_table(run: Sequence[_Pair]) -> bool:
    """Whether labels and figures are a table: no list of pages, of years or of initial letters."""
    figures = [pair.figure.text.strip() for pair in run]
    if len(run) < FEWEST_ROWS or all(map(_YEAR.fullmatch, figures)):
        return False
    apart = max(p.label.right for p in run) < min(p.figure.left for p in run)
    return apart and not (all(map(_NUMBER.fullmatch, figures)) and _lists_pages(run))


def _lists_pages(run: Sequence[_Pair]) -> bool:
    """Whether bare numbers may be pages: dots lead to them, they only grow, or it is an index."""
    numbers = [int(pair.figure.text) for pair in run]
    grows = all(a <= b for a, b in pairwise(numbers))
    names = [pair.label.text.casefold() for pair in run]
    return grows or sorted(names) == names or any(pair.led for pair in run)


def _grid(run: Sequence[_Pair], flat: Sequence[Stretch]) -> Grid:
    left = min(p.label.left for p in run) - 1
    right = max(p.figure.right for p in run) + 1
    middle = (max(p.label.right for p in run) + min(p.figure.left for p in run)) / 2
    between = [(above.bottom + below.top) / 2 for above, below in pairwise(run)]
    ys = [run[0].top - 1, *between, run[-1].bottom + 1]
    head = _head(run, flat, middle)
    if head:
        ys.insert(0, min(s.top for s in head) - 1)
        left, right = (min([left, *(s.left for s in head)]), max([right, *(s.right for s in head)]))
    return Grid((left, middle, right), tuple(ys))


def _head(run: Sequence[_Pair], flat: Iterable[Stretch], middle: float) -> list[Stretch]:
    """The heads right over the first row: one over the figures, at their side, at most two."""
    first, size = run[0], median(p.size for p in run)
    left, right = min(p.label.left for p in run), max(p.figure.right for p in run)
    over = [s for s in flat if s.bottom <= first.top + 1 and s.left < right and s.right > left]
    lowest = max((s.base for s in over), default=0.0)
    head = [s for s in over if lowest - s.base <= SAME_BASE * size]
    ours = [s for s in head if s.left > middle and abs(s.right - right) <= INDENT * size]
    labels = [s for s in head if s.right < middle and s.left - left <= INDENT * size]
    near = all(first.top - s.bottom <= size for s in head)
    return head if len(ours) == 1 and len(head) == len(ours) + len(labels) and near else []
