"""Recognises what is printed around the text: running heads and feet, and page numbers.

A running head stands at the same height, with the same words (its figures apart), on several
pages. A page number grows with the pages; it is read before it is removed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.figures import is_hedge
from ingest.report import Line

MARGIN = 0.13  # the share of the page's height where furniture stands, at either end
SAME_PLACE = 0.02
FEWEST_PAGES = 3
FEWEST_LETTERS = 3
FEWEST_SHARE = 0.1
DENSITY = 0.3  # of the pages from its first to its last
SMALL = 1.3  # times the body's size; larger type is a title unless it is nearly everywhere
NEAR = 4  # pages within which page numbers must agree

_NUMBER = re.compile(r"\d+")
_FOLIO = re.compile(
    r"\W*(?:(?:page|p)\b\.?)?\s*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*(?:(?:/|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^\W*(?:page\s*)?(\d{1,4})\b|\b(\d{1,4})\W*$|\bpage\s*(\d{1,4})\b", re.IGNORECASE
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Pages = Sequence[Sequence[Line]]
Place = tuple[int, int]  # which page of the sequence, which of its lines


@dataclass(frozen=True, slots=True)
class Furniture:
    """The places of furniture, and the page number printed on each page where one was read."""

    places: frozenset[Place]
    printed: Mapping[int, str]


def find_furniture(pages: Pages, body_size: float) -> Furniture:
    """What of `pages` is furniture; `printed` is keyed by place in `pages`."""
    margins = {
        (at, index): line
        for at, lines in enumerate(pages)
        for index, line in enumerate(lines)
        if (line.box.bottom <= MARGIN or line.box.top >= 1 - MARGIN) and line.cell is None
    }
    running = _running(margins, len(pages), body_size)
    numbers: dict[Place, list[str]] = {}
    for place, line in margins.items():
        whole = _FOLIO.fullmatch(line.text)
        if whole:
            numbers[place] = [whole[1]]
        elif place in running:
            numbers[place] = [n for found in _ENDS.findall(line.text) for n in found if n]
    printed, folios = _agreed(numbers)
    return Furniture(frozenset(running | folios), printed)


def _running(margins: Mapping[Place, Line], pages: int, body_size: float) -> set[Place]:
    """Lines that say the same at the same height on enough pages."""
    alike: dict[tuple[bool, str], list[Place]] = defaultdict(list)
    for place, line in margins.items():
        if is_hedge(line.text):  # over a key figure, at the same height on many pages
            continue
        masked = _NUMBER.sub("#", " ".join(line.text.casefold().split()))
        if sum(char.isalpha() for char in masked) >= FEWEST_LETTERS:
            alike[line.box.top > 1 / 2, masked].append(place)
    running: set[Place] = set()
    for places in alike.values():
        height = median(margins[place].box.top for place in places)
        level = [p for p in places if abs(margins[p].box.top - height) <= SAME_PLACE]
        large = margins[places[0]].size > SMALL * body_size
        if _is_often(level, pages, large=large) and _counts(level, margins):
            running.update(level)
    return running


def _counts(places: Sequence[Place], margins: Mapping[Place, Line]) -> bool:
    """Whether the figures of a running line stay the same or grow with the pages.

    Figures that do neither are the content of a table that stands at one place on its pages.
    """
    if not _NUMBER.search(margins[places[0]].text):
        return True
    rows = [(at, [int(n) for n in _NUMBER.findall(margins[at, i].text)]) for at, i in places]
    steady = set.intersection(*(set(numbers) for _, numbers in rows))
    steps = {numbers[k] - at for at, numbers in rows for k in (0, -1)}
    spreads = {numbers[k] - 2 * at for at, numbers in rows for k in (0, -1)}
    return len(steady) > 0 or min(len(steps), len(spreads)) < len(rows)


def _is_often(places: Sequence[Place], pages: int, *, large: bool) -> bool:
    on = sorted({at for at, _ in places})
    if len(on) < max(min(FEWEST_PAGES, max(2, pages)), FEWEST_SHARE * pages):
        return False
    if large:
        return len(on) > FEWEST_PAGES and len(on) >= 2 * DENSITY * pages
    return len(on) >= DENSITY * (on[-1] - on[0] + 1)


def _agreed(numbers: Mapping[Place, list[str]]) -> tuple[dict[int, str], set[Place]]:
    """The page numbers that grow with the pages around them, and where they stand alone."""
    by_page: dict[int, list[tuple[int, str, Place]]] = defaultdict(list)
    for place, found in numbers.items():
        for text in found:
            by_page[place[0]].append((_value(text), text, place))
    printed: dict[int, str] = {}
    places: set[Place] = set()
    for at, candidates in by_page.items():
        for step in (1, 2):  # 2: two printed pages on one page of the PDF
            kept = [c for c in candidates if _support(at, c[0], by_page, step) >= 2]  # noqa: PLR2004
            if kept:
                texts = list(dict.fromkeys(text for _, text, _ in sorted(kept)))
                printed[at] = texts[0] if step == 1 else "-".join(texts[:2])
                places.update(place for _, _, place in kept)
                break
    return printed, places


def _support(
    at: int, value: int, by_page: Mapping[int, list[tuple[int, str, Place]]], step: int
) -> int:
    """On how many of the pages near by the number is what `value` at page `at` predicts."""
    near = (other for other in range(at - NEAR, at + NEAR + 1) if other != at)
    return sum(
        any(found == value + step * (other - at) for found, _, _ in by_page.get(other, ()))
        for other in near
    )


def _value(text: str) -> int:
    """The number that `text` writes, in figures or in Roman letters.

    >>> _value("iv"), _value("12")
    (4, 12)
    """
    if text.isdigit():
        return int(text)
    values = [_ROMAN[letter] for letter in text.lower()]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def body_size(pages: Iterable[Sequence[Line]]) -> float:
    """The size that most characters of `pages` are set in; 0 where there are none."""
    letters: dict[float, int] = defaultdict(int)
    for lines in pages:
        for line in lines:
            letters[round(line.size * 2) / 2] += len(line.text)
    return max(letters, key=lambda size: (letters[size], -size), default=0.0)
