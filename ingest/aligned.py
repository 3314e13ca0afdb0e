"""Finds tables without upright rules: figures set in columns, in rows one under the other.

Own geometry, and kept narrow: three columns, three rows, and figures in most cells beyond the
first column. Columns of prose, cards and contents pages have none of these.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.figures import is_figure
from ingest.grid import Grid
from ingest.paragraphs import GUTTER, Span, gutters
from ingest.stretches import Stretch

FEWEST_ROWS = 3
FEWEST_GUTTERS = 2
FIGURES = 0.6  # of the cells beyond the first column
SAME_SIZE = 1.3  # times the smallest type, the largest
MOST_WHITE = 3.2  # between two rows, in ems
MOST_WORDS = 12  # of a cell
CLOSE = 0.5  # the white between two lines of one label, in ems


def aligned_grids(stretches: Sequence[Stretch]) -> list[Grid]:
    """The grids of columns that `stretches` are set in, from top to bottom."""
    bands = bands_of([stretch for stretch in stretches if not stretch.turned])
    grids: list[Grid] = []
    start = first = 0  # no table begins above `first`
    while start < len(bands):
        end, whites = _run(bands, start)
        if not _is_table(bands[start:end], whites):
            start += 1
            continue
        below, more = _run(bands, start + 1)  # a row of heads may have none over the labels
        if len(more) > len(whites) and _is_table(bands[start + 1 : below], more):
            start, end, whites = start + 1, below, more
        top = _top(bands, first, start, whites)
        grids.append(_grid(_rows(bands[top:end], whites[0][1]), whites))
        start = first = end
    return grids


def _top(bands: Sequence[Sequence[Stretch]], first: int, start: int, whites: Sequence[Span]) -> int:
    """Where the rows of heads begin over the rows from `start` on: each head over one column."""
    while start > max(first, 0):
        above, size = bands[start - 1], median(s.size for s in bands[start - 1])
        white = min(s.top for s in bands[start]) - max(s.bottom for s in above)
        free = list(_common(whites, above, GUTTER * size / 2))
        if len(above) < 2 or white > MOST_WHITE * size or len(free) < len(whites):  # noqa: PLR2004
            break
        start -= 1
    return start


def _rows(run: Sequence[Sequence[Stretch]], first_cell: float) -> list[list[Stretch]]:
    """`run` with the lines of a label that are set close over or under its row as one with it."""
    rows: list[list[Stretch]] = []
    waiting: list[Stretch] = []  # lines of a label that may belong to the row below
    for at, band in enumerate(run):
        alone = all(stretch.left < first_cell for stretch in band)
        if not alone:
            rows.append([*waiting, *band])
            waiting = []
            continue
        above = _white(run[at - 1], band) if at else MOST_WHITE * band[0].size
        below = _white(band, run[at + 1]) if at + 1 < len(run) else MOST_WHITE * band[0].size
        close = CLOSE * band[0].size
        if rows and not waiting and above < close and above <= below:
            rows[-1] += band
        elif below < close:
            waiting += band
        else:
            rows.append([*waiting, *band])
            waiting = []
    return [*rows, waiting] if waiting else rows


def _white(upper: Sequence[Stretch], lower: Sequence[Stretch]) -> float:
    return min(s.top for s in lower) - max(s.bottom for s in upper)


def bands_of(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches whose heights overlap, from top to bottom."""
    bands: list[list[Stretch]] = []
    bottom = 0.0
    for stretch in sorted(stretches, key=lambda s: (s.top, s.left)):
        if bands and stretch.top < bottom:
            bands[-1].append(stretch)
            bottom = max(bottom, stretch.bottom)
        else:
            bands.append([stretch])
            bottom = stretch.bottom
    return bands


def _run(bands: Sequence[Sequence[Stretch]], start: int) -> tuple[int, list[Span]]:
    """How far from `start` two gutters at least stay white, and what is left of them."""
    whites = gutters(bands[start])
    end = start + 1
    while end < len(bands) and len(whites) >= FEWEST_GUTTERS:
        above, below = bands[end - 1], bands[end]
        size = median(stretch.size for stretch in below)
        if min(s.top for s in below) - max(s.bottom for s in above) > MOST_WHITE * size:
            break
        left = list(_common(whites, below, GUTTER * size))
        if len(left) < max(FEWEST_GUTTERS, len(whites) - 1 if end > start + 1 else 0):
            break
        whites, end = left, end + 1
    while whites and all(stretch.left < whites[0][0] for stretch in bands[end - 1]):
        end -= 1  # what stands under the table, a page number, has no cells
    return max(end, start + 1), whites


def _common(whites: Sequence[Span], band: Sequence[Stretch], narrowest: float) -> Iterator[Span]:
    """What of `whites` the band leaves white, where that is wide enough."""
    for left, right in whites:
        free = left
        for stretch in sorted(band, key=lambda s: s.left):
            if stretch.right <= free or stretch.left >= right:
                continue
            if stretch.left - free >= narrowest:
                yield free, stretch.left
            free = max(free, stretch.right)
        if right - free >= narrowest:
            yield free, right


def _is_table(run: Sequence[Sequence[Stretch]], whites: Sequence[Span]) -> bool:
    if len(run) < FEWEST_ROWS or len(whites) < FEWEST_GUTTERS:
        return False
    if any(is_torn(band, whites) for band in run):
        return False
    sizes = [stretch.size for band in run for stretch in band]
    if max(sizes) > SAME_SIZE * min(sizes):
        return False
    cells = [s for band in run for s in band if s.left >= whites[0][1]]
    figures = sum(is_figure(s.text) or s.text.strip() in "-–—/" for s in cells)
    if max(len(s.text.split()) for s in cells) > MOST_WORDS:
        return False
    counted = sum(any(is_figure(s.text) for s in band if s.left >= whites[0][1]) for band in run)
    return figures >= FIGURES * len(cells) and counted >= FEWEST_ROWS - 1


def is_torn(band: Sequence[Stretch], whites: Sequence[Span]) -> bool:
    """Whether a column holds figures at two heights: which row each is of can't be told."""
    edges = [(left + right) / 2 for left, right in whites]
    bases: dict[int, list[float]] = {}
    for stretch in band:
        if stretch.left >= edges[0] and is_figure(stretch.text):
            bases.setdefault(bisect_right(edges, stretch.left), []).append(stretch.base)
    size = median(stretch.size for stretch in band)
    return any(max(each) - min(each) > size / 2 for each in bases.values())


def _grid(run: Sequence[Sequence[Stretch]], whites: Sequence[Span]) -> Grid:
    stretches = [stretch for band in run for stretch in band]
    xs = [
        min(s.left for s in stretches) - 1,
        *((left + right) / 2 for left, right in whites),
        max(s.right for s in stretches) + 1,
    ]
    tops = [min(s.top for s in band) for band in run]
    bottoms = [max(s.bottom for s in band) for band in run]
    between = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    return Grid(tuple(xs), (tops[0] - 1, *between, bottoms[-1] + 1))
