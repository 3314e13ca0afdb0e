"""Recognises headings by their type, their numbering, or the PDF's own outline.

A heading is a short block set larger or bolder than the body. Its rank orders it among the
others: a heading ends every heading of the same or a higher rank number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.figures import is_figure, is_hedge
from ingest.furniture import body_size
from ingest.report import Bookmark, Line, Page, Report
from ingest.spread import Half

LARGER = 1.12
CARD = 1.4  # times the size of its label, the least that a key figure is set in
MUCH_LARGER = 1.3
NEARLY = 0.88
MOST_WORDS = 30
MOST_LINES = 4
FEWEST_LETTERS = 3
SAME_SIZE = 0.9  # sizes that near count as one
SENTENCE_WORDS = 8
STYLE_RANKS = 100  # the outline's depths count before any style

_NUMBERING = re.compile(
    r"(?:(?P<dots>\d{1,2}(?:\.\d{1,2})+)\.?|[IVX]{1,4}[.)]|[A-Z][.)]|\d{1,2}[.)]"
    r"|(?i:article|chapitre|titre|partie|annexe|section)\s+(?:\d{1,3}|[IVXLC]+|premier|1er)\b)"
    r"[\s:.–-]*\S"
)
# A title of its own kind, which may end with a full stop; « Article 1 : Le Maire signe. » is none.
_NAMED = re.compile(
    r"(?i:article|chapitre|titre|partie|annexe|section)\s(?:\d{1,3}|[IVXLC]+|premier|1er)\s*[-–—]\s*+"
    r"(?!(?i:les?|la|l['’]|ils?|elles?|une?|tout\w*)\b|(?i:l)['’])"
)
_BULLET = re.compile(r"[•●■▪◦‣❖◆➢➔→⇨✓✗☐☑☒□*–—-]\s|o\s")
_OPEN_END = re.compile(r"[\w,'’]$")
_VALUE = re.compile(r"^[^\d:]{2,30}\s?:\s?\S")  # "Rapporteur : M. Durand"
_SHARE = re.compile(r"[\d\s.,]+(?:%|€|[kKM]€)")
_AMOUNT = re.compile(r"\d\s?(?:€|%|[kKM]€)|:\s*\d")
_FORMULA = re.compile(r"\s[×÷=]\s")  # « Tarif × volumes facturés »
_BOXES = re.compile(r"[☐☑☒]")
_ENDING = re.compile(r"(?:[;,]|(?<!etc)(?<!\.)\.)\W*$")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one block of a page, read together; `half` is that of a double page."""

    page: int
    start: int
    lines: tuple[Line, ...]
    half: Half = Half.BOTH

    @property
    def text(self) -> str:
        """Its lines, joined by spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all its lines are set in heavy type."""
        return all(line.bold for line in self.lines)

    @property
    def beside(self) -> bool:
        """Whether it is a table row or a group of cells."""
        return any(line.beside for line in self.lines)


def blocks_of(page: Page) -> Iterator[Block]:
    """The blocks of a page in reading order."""
    start = 0
    lines = page.lines
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].block != lines[start].block:
            held = lines[start:end]
            halves = {page.half_of(line.box) for line in held}
            half = halves.pop() if len(halves) == 1 else Half.BOTH
            yield Block(page.number, start, held, half)
            start = end


class Headings:
    """What of a report is a heading, and of which rank."""

    def __init__(self, report: Report) -> None:
        pages = [page.lines for page in report.pages if not page.contents]
        self._body = body_size(pages)
        self._bold_body = _mostly_bold(pages, self._body)
        self._marks = _by_page(report.bookmarks)
        self._styles = _styles(self._candidates(report))
        self._depth = -1

    def _candidates(self, report: Report) -> Iterator[Block]:
        for page in report.pages:
            if not page.contents:
                yield from (block for block in blocks_of(page) if self._is_set_as_one(block))

    def rank(self, block: Block, before: Block | None) -> int | None:
        """The rank of `block` if it is a heading: the smaller, the higher; else None.

        Blocks are asked for in reading order; `before` is the one before it on its page.
        """
        depth = self._marks.get(block.page, {}).get(_key(block.text))
        if depth is not None and len(block.lines) <= MOST_LINES:
            self._depth = depth
            return depth * STYLE_RANKS
        if not self._is_set_as_one(block) or (before is not None and self._belongs(block, before)):
            return None
        return (self._depth + 1) * STYLE_RANKS + self._styles[_style(block)]

    def _belongs(self, block: Block, before: Block) -> bool:
        """Whether `block` is the label of the figure above, or goes on with the sentence there."""
        if is_figure(before.text) and block.size <= before.size:
            return True
        gap = block.lines[0].box.top - before.lines[-1].box.bottom
        return (
            _OPEN_END.search(before.text) is not None
            and len(before.text.split()) >= SENTENCE_WORDS
            and abs(gap) < block.lines[0].box.bottom - block.lines[0].box.top
            and block.size < LARGER * before.size
            and not self._is_set_as_one(before)
        )

    def _is_set_as_one(self, block: Block) -> bool:
        text = block.text
        if block.bold and _NAMED.match(text):
            text = text.removesuffix(".")
        large = block.size >= MUCH_LARGER * self._body
        of_table = any(line.cell for line in block.lines)
        if of_table or (block.beside and not (large and _NUMBERING.match(text))):
            return False
        too_much = len(block.lines) > MOST_LINES or _is_card(block)
        if too_much or not _reads_as_title(text, large=large):
            return False
        if block.size >= LARGER * self._body:
            return large or not text[0].islower()
        if text[0].islower() or block.size < NEARLY * self._body:
            return False
        if block.bold and not self._bold_body:
            return True
        return bool(_NUMBERING.match(text)) and len(block.lines) == 1 and _titled(text)


def _is_card(block: Block) -> bool:
    """Whether it is a key figure over its label: « 6 200 km » over « de routes entretenues »."""
    figure, *label = block.lines
    return bool(label) and is_figure(figure.text) and figure.size >= CARD * label[0].size


def _reads_as_title(text: str, *, large: bool) -> bool:
    letters = sum(char.isalpha() for char in text)
    return (
        letters >= FEWEST_LETTERS
        and 2 * letters >= len(text.replace(" ", ""))
        and len(text.split()) <= MOST_WORDS
        and not _BULLET.match(text)
        and not is_figure(text)
        and not is_hedge(text)
        and not _BOXES.search(text)
        and not _SHARE.match(text)
        and (large or not any(part.search(text) for part in (_AMOUNT, _VALUE, _FORMULA)))
        and not _ENDING.search(text.rstrip(",") if large else text)
    )


def _titled(text: str) -> bool:
    """Whether a numbered line of body type is a title rather than a list item."""
    match = _NUMBERING.match(text)
    return bool(match and (match["dots"] or text[0].isupper())) and not text.endswith(":")


def _mostly_bold(pages: Sequence[Sequence[Line]], body: float) -> bool:
    bold = sum(len(x.text) for lines in pages for x in lines if x.bold and abs(x.size - body) < 1)
    every = sum(len(x.text) for lines in pages for x in lines if abs(x.size - body) < 1)
    return 2 * bold > every


Style = tuple[float, bool, bool, int]


def _style(block: Block) -> Style:
    """How a heading is set; styles sort from the highest heading to the lowest."""
    match = _NUMBERING.match(block.text)
    dots = match["dots"].count(".") if match and match["dots"] else 0
    return (-block.size, not block.bold, not block.text.isupper(), dots)


def _styles(headings: Iterable[Block]) -> dict[Style, int]:
    """The rank of each style; sizes that differ by little count as the largest of them."""
    found = sorted({_style(block) for block in headings})
    alike: dict[Style, Style] = {}
    largest = 0.0
    for style in found:
        if -style[0] < SAME_SIZE * largest or not largest:
            largest = -style[0]
        alike[style] = (-largest, *style[1:])
    ranks = {style: rank for rank, style in enumerate(sorted(set(alike.values())))}
    return {style: min(ranks[same], STYLE_RANKS - 1) for style, same in alike.items()}


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _by_page(bookmarks: Sequence[Bookmark]) -> Mapping[int, Mapping[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for mark in bookmarks:
        if _key(mark.title):
            found[mark.page].setdefault(_key(mark.title), mark.depth)
    return found
