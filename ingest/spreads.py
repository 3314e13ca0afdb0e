"""Settles which pages of a PDF are double pages: the document's own evidence decides.

A landscape slide or table may have white in its middle too. It takes numbers n and n + 1 on both
sides that grow by two from page to page, or a cover half as wide as most of what follows; pages
that are counted one by one are single. Running heads alone prove nothing: slides have them too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.furniture import MARGIN, NEAR, SAME_PLACE, body_size, find_furniture
from ingest.report import Line
from ingest.sheet import Sheet
from ingest.spread import Half, half_of

SAME_SIZE = 0.02  # of a page's width and height, by which pages of one size differ at most
SHARE_OF_PAIRS = (
    0.25  # of the pages of one size, those that carry a pair of numbers, and two at least
)
MOST_PAGES = 0.5  # of a report, what double pages are at least where only the cover tells
MOST_FREE = 2 / 3  # of these, those that can be read as two

_NUMBER = re.compile(r"\b\d{1,4}\b")
_FIRST = re.compile(r"\W*(\d{1,4})\b")
_LAST = re.compile(r".*\b(\d{1,4})\W*")

Group = Sequence[int]  # places of sheets, from 0


def double_sheets(sheets: Sequence[Sheet]) -> frozenset[int]:
    """The places in `sheets` of those that show two printed pages, readable as such or not."""
    wide = {at for at, sheet in enumerate(sheets) if sheet.halves is not None}
    if not wide:
        return frozenset()
    lines = [sheet.lines for sheet in sheets]
    single = find_furniture(lines, body_size(lines)).printed
    return frozenset(
        at
        for group in _by_size(sheets)
        if wide.intersection(group)
        and not _counted_singly(group, single)
        and (_numbered(group, sheets) or _under_a_cover(group, sheets))
        for at in group
    )


def _by_size(sheets: Sequence[Sheet]) -> list[list[int]]:
    groups: list[list[int]] = []
    for at, sheet in enumerate(sheets):
        like = (g for g in groups if _alike(sheets[g[0]], sheet))
        group = next(like, None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    return groups


def _alike(one: Sheet, other: Sheet, times: float = 1.0) -> bool:
    """Whether `other` is as high as `one`, and `times` as wide."""
    wide = abs(other.frame.width - times * one.frame.width) <= SAME_SIZE * other.frame.width
    return wide and abs(other.frame.height - one.frame.height) <= SAME_SIZE * one.frame.height


def _counted_singly(group: Group, printed: Mapping[int, str]) -> bool:
    """Whether the numbers printed on most of the pages grow by one from page to page."""
    starts = {at: int(printed[at]) - at for at in group if printed.get(at, "").isdigit()}
    steady = [
        at
        for at in starts
        if any(starts[at] == starts[other] for other in starts if 0 < abs(other - at) <= NEAR)
    ]
    return 2 * len(steady) >= len(group)


def _numbered(group: Group, sheets: Sequence[Sheet]) -> bool:
    """Whether enough pages carry numbers n and n + 1 that grow by two from page to page."""
    pairs = {at: set(_pairs(sheets[at])) for at in group}
    agreed = [
        at
        for at in group
        if any(
            n + 2 * (other - at) in pairs[other]
            for n in pairs[at]
            for other in group
            if 0 < abs(other - at) <= NEAR
        )
    ]
    return len(agreed) >= max(2, SHARE_OF_PAIRS * len(group))


def _pairs(sheet: Sheet) -> Iterator[int]:
    """The numbers n at the foot or head of the left half beside n + 1 on the right."""
    margin = [
        line
        for line in sheet.halves or ()
        if (line.box.bottom <= MARGIN or line.box.top >= 1 - MARGIN) and line.cell is None
    ]
    for left in (x for x in margin if half_of(x.box.left, x.box.right) is Half.LEFT):
        for right in (x for x in margin if half_of(x.box.left, x.box.right) is Half.RIGHT):
            if abs(left.box.top - right.box.top) <= SAME_PLACE:
                yield from (n for n in _numbers(left, right) if n > 0)


def _numbers(left: Line, right: Line) -> set[int]:
    """Each n of `left` whose n + 1 stands in `right`.

    The numbers stand alone or at the outer ends; or both lines are feet that say the same but for
    their figures. Heads that do are no evidence: « Étape 1 » and « Étape 2 » over two columns.
    """
    words = _words(left)
    if words == _words(right) and (not words or left.box.top >= 1 - MARGIN):
        ones, others = _NUMBER.findall(left.text), _NUMBER.findall(right.text)
    else:
        first, last = _FIRST.match(left.text), _LAST.fullmatch(right.text)
        ones, others = ([x[1]] if x else [] for x in (first, last))
    return {int(n) for n in ones} & {int(n) - 1 for n in others}


def _words(line: Line) -> list[str]:
    return sorted(re.findall(r"[^\W\d_]+", line.text.casefold()))


def _under_a_cover(group: Group, sheets: Sequence[Sheet]) -> bool:
    """Whether the pages are most of the report, twice as wide as another, and most fall in two."""
    covers = (sheet for at, sheet in enumerate(sheets) if at not in group)
    if len(group) < MOST_PAGES * len(sheets):
        return False
    if not any(_alike(cover, sheets[group[0]], times=2) for cover in covers):
        return False
    full = [sheets[at] for at in group if sheets[at].lines]
    return sum(map(_falls_in_two, full)) >= MOST_FREE * len(full)


def _falls_in_two(sheet: Sheet) -> bool:
    """Whether it can be read as two printed pages, and no table reaches over the fold."""
    sides: dict[int, list[float]] = defaultdict(list)
    for cell in (line.cell for line in sheet.halves or ()):
        if cell is not None:
            sides[cell.table] += (cell.left, cell.right)
    over = any(half_of(min(held), max(held)) is Half.BOTH for held in sides.values())
    return sheet.halves is not None and not over
