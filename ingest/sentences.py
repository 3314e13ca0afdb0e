"""Splits French text into sentences.

Own code, because what is on offer is either a language model or blind to what reports are full
of: amounts, articles, titles of persons, list items. A full stop ends a sentence when a capital,
a figure or an opening quote follows, unless the word before it is an abbreviation.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.french import ABBREVIATIONS

_END = re.compile(r"""[.!?…]+(?:\s?[»”"’)\]])*(?:\s?\[\d[\d,;\s–-]*\])*(?=\s|$)""")
_ITEM = re.compile(r"(?<=\s)[•●■▪◦‣❖◆➢➔→⇨✓✗✔☐☑☒□►▶▸◼](?=\s)|(?<=[;:.,]\s)[-–—](?=\s\S)")
_OPENING = re.compile(r"\s+[«“\"(\[•–—-]*\s*[^\W_a-zà-öø-ÿœ]|\s+[•●■▪◦☐☑☒✓➢]")
_LAST_WORD = re.compile(r"([^\s(«“\"'’]+)$")
_INITIAL = re.compile(r"(?:[A-ZÀ-Ý]\.?-?)*[A-ZÀ-Ý]$")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])$")
_OPEN_END = re.compile(r"""[^.!?…:;»”")\]]$""")
LONGEST_QUOTE = 400
LONGEST_WORD = 60  # no abbreviation, initial or numbering is as long
WIDEST_WHITE = 3


def is_open(text: str) -> bool:
    """Whether the sentence that `text` ends with may go on after it."""
    return _OPEN_END.search(text) is not None


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The places of the sentences of `text`, in order; only white space lies between them.

    >>> [("M. Durand vote l'art. 5. Il part.")[a:b] for a, b in split_sentences(
    ...     "M. Durand vote l'art. 5. Il part.")]
    ["M. Durand vote l'art. 5.", 'Il part.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            spans.append((start, stop))
            start = stop
    return spans


def _ends(text: str) -> list[int]:
    quotes = list(_quotes(text))
    ends = {match.start() for match in _ITEM.finditer(text)}
    begin = 0
    for match in _END.finditer(text):
        end = match.end()
        if not _within(quotes, match.start(), end) and _ends_here(text, begin, match):
            ends.add(end)
            begin = end
    return sorted(ends)


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Where a quote between guillemets stands; one that never closes is none."""
    opened: int | None = None
    for at, char in enumerate(text):
        if char == "«" and opened is None:
            opened = at
        elif char == "»" and opened is not None:
            if at - opened <= LONGEST_QUOTE:
                yield opened, at + 1
            opened = None


def _within(quotes: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the quotes, which are in order, holds `start` to `end` and more."""
    at = bisect_left(quotes, (start,)) - 1
    return at >= 0 and end < quotes[at][1]


def _ends_here(text: str, begin: int, match: re.Match[str]) -> bool:
    if not _OPENING.match(text, match.end()):
        return False
    mark = match[0]
    if mark[0] != "." or mark[1:2] == ".":
        return True
    near = max(begin, match.start() - LONGEST_WORD)
    before = _LAST_WORD.search(text, near, match.start())
    word = before[1] if before else ""
    if not word or word.lower() in ABBREVIATIONS:
        return False
    at = match.start() - len(word)
    alone = at - begin <= WIDEST_WHITE and not text[begin:at].strip()
    if alone and _NUMBERING.match(word):
        return False
    # "J. Dupont", "J.-P. Martin": an initial. "SNCF." is none, it has no stop within.
    return not (_INITIAL.match(word) and (len(word) == 1 or not word.isalpha()))
