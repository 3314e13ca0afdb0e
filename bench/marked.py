"""Scores what was read of a page against marks made by hand, or against the same text elsewhere."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import LCSseq
from scipy.stats import kendalltau

Heading = tuple[int, str]  # its level, counted from the outermost, and its text
Mark = dict[str, Any]


def words_of(text: str) -> list[str]:
    """The words of `text` in compatibility form (NFKC), in small letters."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def letters_of(text: str) -> str:
    """The letters and digits of `text`, in small letters: white space decides nothing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def hash_of(letters: str) -> str:
    """The first 12 hexadecimal digits that stand for `letters` in the marks."""
    return hashlib.sha256(letters.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Likeness:
    """How many words of a text were read, and in its order, of how many."""

    found: int
    ordered: int
    total: int

    def __str__(self) -> str:
        return f"{100 * self.found / self.total:.1f} | {100 * self.ordered / self.total:.1f}"


def likeness(read: Sequence[str], wanted: Sequence[str]) -> Likeness:
    """How `read` agrees with `wanted`, both words in order."""
    found = sum((Counter(read) & Counter(wanted)).values())
    return Likeness(found, LCSseq.similarity(read, wanted), len(wanted))


def places_of(letters: str, mark: Sequence[Any]) -> list[int]:
    """Where in `letters` the marked ones start."""
    size, wanted = mark
    starts = range(len(letters) - size + 1)
    return [start for start in starts if hash_of(letters[start : start + size]) == wanted]


@dataclass(frozen=True)
class Order:
    """How the marked boxes of a page follow each other in what was read.

    `right` of `pairs` neighbours follow: the first is whole before the second starts, and no other
    box starts between them. `tau` is Kendall's, over the starts of the boxes that were found.
    """

    found: int
    boxes: int
    right: int
    pairs: int
    tau: float


def span_of(letters: str, block: Mark) -> tuple[int, int] | None:
    """Where a marked box starts and ends in `letters`; the nearest ends where some stand twice."""
    last: Sequence[Any] = block.get("last") or block["first"]
    ends = [at + last[0] for at in places_of(letters, last)]
    spans = ((a, b) for a in places_of(letters, block["first"]) for b in ends if b > a)
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def order_of(text: str, blocks: Sequence[Mark]) -> Order:
    """How `blocks`, marks in reading order, stand in `text`."""
    letters = letters_of(text)
    spans = [span_of(letters, block) for block in blocks]
    starts = [span[0] for span in spans if span]
    after = dict(pairwise(sorted(starts)))
    right = sum(
        one is not None and other is not None and after.get(one[0]) == other[0] >= one[1]
        for one, other in pairwise(spans)
    )
    tau = kendalltau(range(len(starts)), starts).statistic if len(starts) > 1 else 0.0
    return Order(len(starts), len(blocks), right, len(blocks) - 1, float(tau))


@dataclass(frozen=True)
class Headed:
    """Of `marked` headings those told alone, those told with others, and those nested as marked."""

    alone: int
    told: int
    nested: int
    marked: int


def headings_of(told: Iterable[Heading], blocks: Sequence[Mark]) -> Headed:
    """How the headings among `blocks` were told.

    A heading is nested as marked where it is told below the nearest larger one before it on the
    page; where there is none, that it is told is enough.
    """
    said = [(level, letters_of(text)) for level, text in told]
    marked = [block for block in blocks if "heading" in block]
    levels: list[int | None] = []
    alone = nested = 0
    for at, block in enumerate(marked):
        size, wanted = block["heading"]
        holding = [(level, x) for level, x in said if places_of(x, block["heading"])]
        own = min(holding, key=lambda each: len(each[1]))[0] if holding else None
        alone += any(hash_of(x) == wanted and len(x) == size for _, x in holding)
        levels.append(own)
        over = next((i for i in range(at)[::-1] if marked[i]["level"] < block["level"]), None)
        above = 0 if over is None else levels[over]
        nested += own is not None and above is not None and own > above
    return Headed(alone, sum(x is not None for x in levels), nested, len(marked))


def shared_area(one: Sequence[float], other: Sequence[float]) -> float:
    """The area that two boxes share, over that of both."""
    width = max(0.0, min(one[2], other[2]) - max(one[0], other[0]))
    height = max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / (sum(areas) - width * height)
