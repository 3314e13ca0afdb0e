"""Parts the pages of a PDF into printed pages, two on a double page, and reads their numbers.

A double page counts for two, so the numbers of printed pages grow by one whatever the PDF's do.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.clean import Lines
from ingest.furniture import body_size, find_furniture
from ingest.labels import filled
from ingest.sheet import Sheet
from ingest.spread import Half, Spread, half_of


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of each page without furniture, and the numbers printed on some of the pages.

    `numbers` are keyed by the page's place from 0, « 12-13 » on a double page. `halves` are the
    numbers left and right of the pages that are read as two, by their place; None without any.
    """

    lines: list[Lines]
    numbers: Mapping[int, str]
    halves: Mapping[int, tuple[str, str] | None]

    def spread_at(self, at: int, label: str) -> Spread | None:
        """The halves of the page at `at`, by the page's `label` if they have no number."""
        if at not in self.halves:
            return None
        return Spread(*(self.halves[at] or (label, label)))


@dataclass(frozen=True, slots=True)
class _Part:
    """One printed page: the place of its page in the PDF, and the places of its lines there."""

    at: int
    lines: tuple[int, ...]


def read_printed(sheets: Sequence[Sheet], doubles: Collection[int] = ()) -> Printed:
    """What is printed on `sheets`, of which those at `doubles` show two printed pages."""
    lines = [_lines(sheet, double=at in doubles) for at, sheet in enumerate(sheets)]
    parts = [part for at in range(len(sheets)) for part in _parts(at, lines[at], at in doubles)]
    furniture = find_furniture([[lines[p.at][k] for k in p.lines] for p in parts], body_size(lines))
    places = {(parts[page].at, parts[page].lines[line]) for page, line in furniture.places}
    kept = [
        tuple(line for k, line in enumerate(page) if (at, k) not in places)
        for at, page in enumerate(lines)
    ]
    if not doubles:
        return Printed(kept, furniture.printed, {})
    numbers = filled(furniture.printed)
    pairs = dict(_pairs(parts, numbers, doubles))
    single = {p.at: numbers[k] for k, p in enumerate(parts) if k in numbers and p.at not in doubles}
    halves = {at: pairs.get(at) for at in doubles if sheets[at].halves is not None}
    return Printed(kept, single | {at: "-".join(both) for at, both in pairs.items()}, halves)


def _lines(sheet: Sheet, *, double: bool) -> Lines:
    return sheet.halves if double and sheet.halves is not None else sheet.lines


def _parts(at: int, lines: Lines, double: bool) -> Iterator[_Part]:
    """The printed pages of a page; what reaches over its fold goes with the left one."""
    sides = [half_of(line.box.left, line.box.right) for line in lines]
    right = {k for k, side in enumerate(sides) if double and side is Half.RIGHT}
    yield _Part(at, tuple(k for k in range(len(lines)) if k not in right))
    if double:
        yield _Part(at, tuple(sorted(right)))


def _pairs(
    parts: Sequence[_Part], numbers: Mapping[int, str], doubles: Collection[int]
) -> Iterator[tuple[int, tuple[str, str]]]:
    """By the place of a double page both its numbers; where one alone is printed it tells both."""
    for k, part in enumerate(parts[:-1]):
        if part.at not in doubles or parts[k + 1].at != part.at:
            continue
        left, right = numbers.get(k, ""), numbers.get(k + 1, "")
        if right.isdigit() and int(right) > 0:
            left = left or str(int(right) - 1)
        if left.isdigit():
            right = right or str(int(left) + 1)
        if left and right:
            yield part.at, (left, right)
