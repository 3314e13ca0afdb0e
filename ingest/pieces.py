"""Joins the pieces of a table whose lines are broken, and tells how far its rows go.

Places are in points of the page as it is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SNAP = 3.0  # rules nearer than this are one
MOST_OF = 0.9  # of the narrower of two pieces, what stands under the other at least
GAP = 6.0  # the widest white between two pieces of one table
SIDE = 6.0  # by which the sides of two pieces of one table differ at most
MOST_WIDE = 0.7  # of a table, what a rule between two of its rows covers at least
ROW = 60.0  # the highest row between two pieces of one table whose upright rules are broken
MOST_OPEN = 40.0  # the height of rows that follow each other without an upright rule
OPEN_ROW = 32.0  # the highest row that no upright rule parts

Level = tuple[float, float, float]  # left, y, right
Upright = tuple[float, float, float]  # x, top, bottom
Bounds = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Beyond:
    """Places of lines of a grid beyond the borders of its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


def joined(
    pieces: list[list[Bounds]], levels: Sequence[Level], uprights: Sequence[Upright]
) -> list[list[Bounds]]:
    """`pieces` with those that stand one right under the other, or within it, as one."""
    whole: list[list[Bounds]] = []
    for piece in sorted(pieces, key=lambda each: _bounds(each)[1]):
        near = [each for each in whole if _is_one(_bounds(each), _bounds(piece), levels, uprights)]
        for each in near:
            whole.remove(each)
        whole.append([cell for each in (*near, piece) for cell in each])
    return whole


def beyond(piece: Sequence[Bounds], levels: Sequence[Level], uprights: Sequence[Upright]) -> Beyond:
    """The level rules across `piece`, and what no upright rule closes around it.

    Rows belong to it whose level rules run as far as its own, up to one that has upright rules.
    """
    left, top, right, bottom = _bounds(piece)
    across = [r for r in levels if _covers(r, left, right) and top - SNAP <= r[1] <= bottom + SNAP]
    start, end = _common([r[0] for r in across], left), _common([r[2] for r in across], right)
    alike = [y for x0, y, x1 in levels if abs(x0 - start) <= SIDE and abs(x1 - end) <= SIDE]
    above = sorted((y for y in alike if y < top - SNAP), reverse=True)
    below = sorted(y for y in alike if y > bottom + SNAP)
    return Beyond(
        (min(start, left), max(end, right)),
        (
            *(y for _, y, _ in across),
            *_chain(above, top, uprights),
            *_chain(below, bottom, uprights, last=True),
        ),
    )


def _bounds(cells: Iterable[Bounds]) -> Bounds:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


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
