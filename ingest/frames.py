"""Closes tables whose outer lines, or uprights, aren't drawn: where those drawn end, sides stand.

Places are in points of the page as it is shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.ruling import Rule

SNAP = 3.0  # places nearer than this are one
OPEN = 8.0  # by which lines run past the last that crosses them, where a row or column is open
HIGHEST = 60.0  # an open row
WIDEST = 260.0  # an open column
FEWEST_CROSSINGS = 3
FEWEST_BROKEN = 3  # level rules that are broken at the same places, one for each column
MOST_RULES = 600  # a drawing has more


def sides_of(rules: Sequence[Rule]) -> list[Rule]:
    """The sides that tables have where `rules` end: of open rows and columns, and of columns.

    Uprights that run past the first level rule mean a row above it; level rules that run past the
    last upright, a column beside it; level rules broken at the same places, uprights there.
    """
    if len(rules) > MOST_RULES:
        return []
    uprights = [rule for rule in rules if not rule.level and rule.drawn]
    broken = _uprights_of_breaks([rule for rule in rules if rule.level])
    alone = [rule for rule in broken if not any(_beside(x, rule) for x in uprights)]
    return [*alone, *_outer(rules)]


def _outer(rules: Sequence[Rule]) -> Iterator[Rule]:
    """The outer sides that bundles of uprights, alike in height, leave open."""
    levels = [rule for rule in rules if rule.level and rule.drawn]
    for bundle in _bundles([rule for rule in rules if not rule.level and rule.drawn]):
        top, bottom = bundle[0].top, bundle[0].bottom
        first, last = bundle[0].left, bundle[-1].left
        crossing = [x for x in levels if _crosses(x, top, bottom, first, last)]
        places = len({round(rule.left / SNAP) for rule in bundle})
        if places * len({round(rule.top / SNAP) for rule in crossing}) < FEWEST_CROSSINGS:
            continue  # strokes of a diagram meet
        left = _end([x.left for x in crossing], first, -1)
        right = _end([x.right for x in crossing], last, 1)
        for x, inner in ((left, first), (right, last)):
            if OPEN < abs(x - inner) <= WIDEST:
                yield Rule(x, top, x, bottom)
        highest, lowest = min(x.top for x in crossing), max(x.top for x in crossing)
        for y, inner in ((top, highest), (bottom, lowest)):
            if OPEN < abs(y - inner) <= HIGHEST:
                yield Rule(left, y, right, y)


def _bundles(uprights: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Uprights that begin and end at the same heights, from left to right."""
    bundles: list[list[Rule]] = []
    for rule in sorted(uprights, key=lambda r: r.left):
        for bundle in bundles:
            if _near(bundle[0].top, rule.top) and _near(bundle[0].bottom, rule.bottom):
                bundle.append(rule)
                break
        else:
            bundles.append([rule])
    yield from bundles


def _crosses(level: Rule, top: float, bottom: float, first: float, last: float) -> bool:
    """Whether a level rule runs over all uprights of a bundle, between their ends."""
    over = level.left <= first + SNAP and level.right >= last - SNAP
    return over and top - SNAP <= level.top <= bottom + SNAP


def _end(ends: Sequence[float], inner: float, way: int) -> float:
    """The farthest of `ends` that two level rules share, or the only one; `inner` if none is.

    One that is alone among others may be a rule of something else.
    """
    shared = [a for a, b in pairwise(sorted(ends)) if _near(a, b)] if len(ends) > 1 else ends
    return max([inner, *shared], key=lambda end: way * end)


def _uprights_of_breaks(levels: Iterable[Rule]) -> Iterator[Rule]:
    """Uprights through the places at which level rules are broken, each in the same way."""
    rows: dict[tuple[int, ...], list[Sequence[float]]] = {}
    for segments in _heights(levels):
        ends = [segments[0].left, *(x.right for x in segments)]
        joined = all(_near(a.right, b.left) for a, b in pairwise(segments))
        if joined and len(segments) > 1:
            places = tuple(round(end / SNAP) for end in ends)
            rows.setdefault(places, []).append((segments[0].top, *ends))
    for found in rows.values():
        heights = sorted({row[0] for row in found})
        if len(heights) >= FEWEST_BROKEN:
            for x in found[0][1:]:
                yield Rule(x, heights[0], x, heights[-1])


def _beside(upright: Rule, side: Rule) -> bool:
    """Whether a drawn upright stands at the heights of a side that isn't drawn."""
    return upright.top < side.bottom - SNAP and upright.bottom > side.top + SNAP


def _heights(levels: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Level rules of one height, from left to right, those that lie on others left out."""
    held: dict[float, list[Rule]] = {}
    for rule in sorted(levels, key=lambda r: (r.left, -r.right)):
        row = held.setdefault(round(rule.top), [])
        if not row or rule.right > row[-1].right + SNAP:
            row.append(rule)
    yield from held.values()


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= SNAP
