"""Tells contents pages: lines of titles that end in page numbers."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.report import Line

_LEADER = re.compile(r"(?:[.…·_] ?){4,}\s*\d{1,4}\W*$")
_FIRST = re.compile(r"(?:pages?|p\.)?\s*(\d{1,4})\s+\D*[^\W\d]", re.IGNORECASE)
_LAST = re.compile(r"\s(\d{1,4})$")
_NAME = re.compile(
    r"\W*(sommaire|table des mati[eè]res|contents|table of contents)\W*", re.IGNORECASE
)

LEADER_SHARE = 0.25
NAMED_SHARE = 0.25
GROWING_SHARE = 0.7
FEWEST_LINES = 4


def is_contents(lines: Sequence[Line], pages: int) -> bool:
    """Whether a page of a report of `pages` pages lists its contents.

    Dot leaders tell by themselves; else the numbers at the lines' ends must grow, or the page
    must be called "Sommaire".
    """
    if len(lines) < FEWEST_LINES:
        return False
    leaders = sum(bool(_LEADER.search(line.text)) for line in lines)
    if leaders >= max(3, LEADER_SHARE * len(lines)):
        return True
    numbers = [_page_number(line.text, pages) for line in lines]
    found = [number for number in numbers if number is not None]
    if len(found) < FEWEST_LINES:
        return False
    if any(_NAME.fullmatch(line.text) for line in lines):
        return len(found) >= NAMED_SHARE * len(lines)
    return len(found) >= GROWING_SHARE * len(lines) and _grow(found)


def _page_number(text: str, pages: int) -> int | None:
    """The number that a title's line starts or ends with; a line of figures alone has none."""
    first, last = _FIRST.match(text), _LAST.search(text, max(0, len(text) - 5))
    named = last and any(map(str.isalpha, text[: last.start()]))
    match = first if first and (text[0].isdigit() or not named) else named and last
    if not match:
        return None
    number = int(match[1])
    return number if number <= 2 * pages else None


def _grow(numbers: Sequence[int]) -> bool:
    """Whether the numbers hardly ever fall."""
    falls = sum(after < before for before, after in pairwise(numbers))
    return falls <= len(numbers) // 8 and numbers[-1] > numbers[0]
