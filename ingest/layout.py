"""Puts the stretches of a page into reading order, as rows grouped into blocks.

PDFs are often written in another order than they are read in (a heading after its text, a box
first), so the order is had from the page itself. The page is sliced into bands by its horizontal
white; bands that share one vertical gutter with running text on both sides are columns, read one
after the other; all else is read band by band, and what stands side by side (the cells of a table
row) stays together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.figures import is_hedge
from ingest.paragraphs import (
    GUTTER,
    Group,
    Region,
    Span,
    gutters,
    paragraphs,
    rows_of,
    with_markers,
)
from ingest.report import Cell
from ingest.stretches import Stretch
from ingest.tables import Table, rows_of_table, stand_in

COLUMN_LINES = 3  # a column has at least so many lines
COLUMN_LETTERS = 14  # and so many letters on its usual line
COLUMN_FILL = 0.5  # which fills that share of its width
LOOK_AHEAD = 16  # bands of one column before the other begins, below a picture
OVERLAP = 0.12  # lines set tight reach into each other by so much (ems)
EDGE = 0.5  # ems that a line may reach over the edge of its column
ROW_WHITE = 0.6  # white between the rows of a table, in ems
TABLE_ROWS = 3
TITLE_SIZE = 1.5  # a title above two columns belongs to both
MOST_ROW_LINES = 12
MOST_CARD_LINES = 8
CARD_SIZES = 1.4  # a big figure over its label: sizes within one column of cards
WHITE_APART = 2.0  # ems of white below a running head, or below cards: what follows is apart
MAX_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it is read: stretches of one height from left to right.

    `block` numbers the paragraph, table row or group of cells it belongs to on its page; `cells`
    says that it stands beside other cells, `cell` where in a table that was found it stands.
    """

    stretches: tuple[Stretch, ...]
    block: int
    cells: bool = False
    cell: Cell | None = None


def lay_out(stretches: Sequence[Stretch], tables: Sequence[Table] = ()) -> list[Row]:
    """The rows of a page in reading order; every stretch stands in exactly one of them.

    Each of the `tables` is read whole, where it stands among the `stretches`.
    """
    level = with_markers([s for s in stretches if not s.turned])
    level += [stand_in(table, number) for number, table in enumerate(tables, start=1)]
    turned = [s for s in stretches if s.turned]
    groups = [group for region in _regions(level, 0) for group in paragraphs(region)]
    groups += [Group([[s]], cells=False) for s in turned]
    rows: list[Row] = []
    block = 0
    for group in groups:
        number = group.rows[0][0].table
        placed = [] if number is None else list(rows_of_table(tables[number - 1], number))
        rows += [Row(each.stretches, block + each.row, True, each.cell) for each in placed]
        block += placed[-1].row + 1 if placed else 0
        if number is None:
            rows += [Row(tuple(row), block, group.cells) for row in group.rows]
            block += 1
    return rows


def _regions(region: Region, depth: int) -> Iterator[list[list[Stretch]]]:
    """Columns and the stacks of bands between them, in reading order, each as its bands."""
    bands = _bands(region)
    stack: list[list[Stretch]] = []
    start = 0
    while start < len(bands):
        split = _split(bands, start) if depth < MAX_DEPTH else None
        if split is None:
            stack.append(bands[start])
            start += 1
            continue
        if split.table:
            stack += split.parts
        else:
            yield stack
            stack = []
            for column in split.parts:
                yield from _regions(column, depth + 1)
        start = split.end
    yield stack


@dataclass(frozen=True, slots=True)
class _Split:
    """What the bands up to `end` are: two columns, or the rows of a table."""

    end: int
    parts: list[list[Stretch]]
    table: bool = False


def _split(bands: list[list[Stretch]], start: int) -> _Split | None:
    """The longest run of bands from `start` that is two columns or a table, if any is."""
    runs = sorted(
        (_follow(bands, start, gutter) for gutter in _candidates(bands, start)),
        key=lambda run: -run[0],
    )
    for run_end, middle in runs:
        end = _trimmed(bands, start, run_end, middle)
        region = [s for band in bands[start:end] for s in band]
        left, right = _sides(region, middle)
        if not left or not right:
            continue
        cards = _cards(bands, start, end, middle)
        if cards:
            return cards
        table = _table_rows(region, middle)
        if table:
            return _Split(end, table, table=True)
        if _is_prose(left) and _is_prose(right):
            return _Split(end, [left, right])
    return None


def _cards(bands: list[list[Stretch]], start: int, end: int, middle: float) -> _Split | None:
    """The cards that stand side by side from `start`, as far down as no white parts them."""
    size = median(s.size for band in bands[start:end] for s in band)
    for at in range(start + 1, end):
        if _white_between(bands[at - 1], bands[at]) > WHITE_APART * size:
            end = at
            break
    left, right = _sides([s for band in bands[start:end] for s in band], middle)
    both = left and right and _is_card(left) and _is_card(right)
    return _Split(end, [left, right]) if both else None


def _white_between(above: Region, below: Region) -> float:
    return min(s.top for s in below) - max(s.bottom for s in above)


def _sides(region: Region, middle: float) -> tuple[list[Stretch], list[Stretch]]:
    return [s for s in region if s.left < middle], [s for s in region if s.left >= middle]


def _trimmed(bands: list[list[Stretch]], start: int, end: int, middle: float) -> int:
    """`end` without the last bands that reach over the left column's edge, or head what follows.

    The title and the head of a table below two columns often leave the gutter nearly free.
    """
    region = [s for band in bands[start:end] for s in band]
    left, _ = _sides(region, middle)
    if not left:
        return end
    edges = sorted(s.right for s in left)
    edge, size = edges[9 * len(edges) // 10 - 1], median(s.size for s in region)
    while end - start > COLUMN_LINES:
        side, other = _sides(bands[end - 1], middle)
        over = any(s.right > edge + EDGE * size for s in side)
        title = end < len(bands) and not other and (side[0].bold or side[0].size > 1.1 * size)
        if not (over or title):
            break
        end -= 1
    return end


def _candidates(bands: list[list[Stretch]], start: int) -> list[Span]:
    """Gutters that a run from `start` may follow.

    A first band left of a gutter is read first anyhow; one right of it waits for the left column.
    """
    first = gutters(bands[start])
    if first:
        return first
    if is_hedge(" ".join(s.text for s in bands[start])) and start + 1 < len(bands):
        return gutters(bands[start + 1])  # « plus de » over the first of several cards
    left = min(s.left for s in bands[start])
    ahead = bands[start + 1 : start + 1 + LOOK_AHEAD]
    usual = median([s.size for band in ahead for s in band] or [0.0])
    apart = bool(ahead) and _white_between(bands[start], ahead[0]) > WHITE_APART * usual
    if apart or bands[start][0].size > TITLE_SIZE * usual:
        return []  # a running head, or the title of both columns
    for band in ahead:
        beyond = [gutter for gutter in gutters(band) if gutter[1] <= left + gutter[1] - gutter[0]]
        if beyond:
            return beyond
    return []


def _bands(region: Region) -> list[list[Stretch]]:
    """Stretches whose heights overlap, from top to bottom."""
    return _slices(region, 0.0)


def _slices(region: Region, white: float) -> list[list[Stretch]]:
    """`region` sliced wherever at least `white` points are empty from left to right."""
    slices: list[list[Stretch]] = []
    bottom = 0.0
    for stretch in sorted(region, key=lambda s: (s.top, s.left)):
        if slices and stretch.top < bottom + (white or -OVERLAP * stretch.size):
            slices[-1].append(stretch)
            bottom = max(bottom, stretch.bottom)
        else:
            slices.append([stretch])
            bottom = stretch.bottom
    return slices


def _follow(bands: list[list[Stretch]], start: int, gutter: Span) -> tuple[int, float]:
    """How far down `gutter` stays white, and the middle of what is left of it."""
    left, right = gutter
    end = start
    for band in bands[start:]:
        white = max(_whites(band, left, right), key=lambda span: span[1] - span[0])
        if white[1] - white[0] < min(GUTTER * max(s.size for s in band), right - left):
            break
        left, right = white
        end += 1
    return max(end, start + 1), (left + right) / 2


def _whites(band: Region, left: float, right: float) -> list[Span]:
    """What of `left` to `right` the band leaves white."""
    whites: list[Span] = []
    for stretch in sorted(band, key=lambda s: s.left):
        if stretch.right <= left:
            continue
        if stretch.left >= right:
            break
        whites.append((left, max(left, stretch.left)))
        left = min(right, max(left, stretch.right))
    return [*whites, (left, right)]


def _table_rows(region: Region, middle: float) -> list[list[Stretch]]:
    """The rows of a table whose cells stand on both sides of `middle`; none if it isn't one.

    White runs through both columns of a table at once; paragraphs of two columns seldom agree.
    """
    size = median(s.size for s in region)
    slices = _slices(region, ROW_WHITE * size)
    if len(slices) < TABLE_ROWS:
        return []
    both = sum(len({s.left < middle for s in row}) > 1 for row in slices)
    lines = max(len(rows_of(row)) for row in slices)
    return slices if both >= 0.6 * len(slices) and lines <= MOST_ROW_LINES else []


def _is_prose(side: Region) -> bool:
    """Whether its lines are long, and most nearly as long as the longest."""
    if len(rows_of(side)) < COLUMN_LINES:
        return False
    widths = sorted(s.right - s.left for s in side)
    letters = median(len(s.text) for s in side)
    return (
        letters >= COLUMN_LETTERS and median(widths) >= COLUMN_FILL * widths[-1 - len(widths) // 10]
    )


def _is_card(side: Region) -> bool:
    """A big figure or title over a few lines of text, perhaps under a line such as « environ »."""
    rows = rows_of(side)
    if not 1 < len(rows) <= MOST_CARD_LINES:
        return False
    largest = max(row[0].largest for row in rows[:2])
    return largest >= CARD_SIZES * min(s.size for s in rows[-1])
