"""The nouns of reading: a report, its pages, their lines, and the passages cut from them.

Pages count from 1 as a PDF viewer does; the label is what is printed ("iv", "12"). A passage is a
verbatim stretch of the report, small enough to quote, that knows where each of its lines stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ingest.normalise import normalise
from ingest.spread import Half, Spread, half_of


class PassageKind(StrEnum):
    """What a passage is made of; everything but BODY ranks behind substance."""

    BODY = "body"
    CONTENTS = "contents"
    HEADING = "heading"
    SLOGAN = "slogan"
    REFERENCES = "references"


class ReadBy(StrEnum):
    """How the characters of a page were had."""

    TEXT = "text"
    OCR = "ocr"


class Missing(StrEnum):
    """Why text that a page shows may not have been had, for all of the page or for a part."""

    BLANK = "blank"  # nothing is printed on it
    FURNITURE = "furniture"  # nothing but a running head and the page's number
    UNRECOGNISED = "unrecognised"  # text in a picture, and nothing here that recognises it
    NOTHING_FOUND = "nothing_found"  # a picture in which no text was recognised
    DOUBTFUL = "doubtful"  # recognised too badly to be quoted
    SLOW = "slow"  # took longer than a page may
    BROKEN = "broken"  # brought its reader down, or can't be loaded
    TOO_MUCH = "too_much"  # more characters than a page holds
    GIVEN_UP = "given_up"  # not tried, after too many others were lost


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, in shares of its width and height.

    The origin is the top left corner: 0 <= left <= right <= 1 and 0 <= top <= bottom <= 1.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left <= self.right <= 1 and 0 <= self.top <= self.bottom <= 1):
            raise ValueError(f"a box lies inside its page: {self}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a line stands in a table of its page: `row` and `column` count from 0.

    `table` numbers the tables of a page from 1; `rows` and `columns` say how many the cell spans;
    `left` and `right` are its sides, in shares of the page's width.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    left: float = 0.0
    right: float = 1.0

    @property
    def middle(self) -> float:
        """Half way between its sides."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its cleaned text, where it stands, and how it is set.

    `size` is the height of the font in points; `bold` is true for heavy type. The text of a word
    cut at the end of the line ends with a soft hyphen (see `ingest.normalise`). `block` numbers
    the paragraph, list item or table row that it belongs to on its page; `beside` is true where
    it stands beside other lines, as the cells of a table row do. `cell` says where in a table.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    block: int = 0
    beside: bool = False
    cell: Cell | None = None


@dataclass(frozen=True)
class Page:
    """One page of a report: lines in reading order, running heads and page numbers left out.

    `width` and `height` are points of the page as it is shown. A page without characters is
    unread: `lines` is empty and `read` is false. `missing` says why text may be missing, also on a
    page that was read in part. `confidence` is that of the recognition, from 0 to 1, weighed by
    letters; None where the file held the characters. `spread` is set where the page shows two
    printed pages, and is read as such: the left one, then the right one.
    """

    number: int
    label: str
    lines: tuple[Line, ...]
    width: float
    height: float
    contents: bool = False
    read_by: ReadBy = ReadBy.TEXT
    confidence: float | None = None
    missing: Missing | None = None
    spread: Spread | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"pages count from 1, not {self.number}")

    @property
    def read(self) -> bool:
        """Whether any character was had from the page."""
        return any(line.text.strip() for line in self.lines)

    def half_of(self, box: Box) -> Half:
        """The half of a double page that `box` stands on; BOTH on any other page."""
        return half_of(box.left, box.right) if self.spread else Half.BOTH

    def label_of(self, boxes: Iterable[Box]) -> str:
        """The label of the half that all `boxes` stand on; the page's where there is none such."""
        halves = {self.half_of(box) for box in boxes}
        if self.spread and halves == {Half.LEFT}:
            return self.spread.left
        return self.spread.right if self.spread and halves == {Half.RIGHT} else self.label

    @cached_property
    def text(self) -> str:
        """The page's normalised text: what a quote is looked up in."""
        return normalise("\n".join(line.text for line in self.lines))

    def holds(self, quote: str) -> bool:
        """Whether `quote` stands on the page, character for character after normalisation."""
        wanted = normalise(quote)
        return bool(wanted) and wanted in self.text

    def said_over(self, table: int, part: str) -> bool:
        """Whether `part` stands, as `holds` compares, in a line over the page's table."""
        tops = [x.box.top for x in self.lines if x.cell is not None and x.cell.table == table]
        over = (x for x in self.lines if x.cell is None and x.box.top < min(tops, default=0))
        wanted = normalise(part)
        return self.holds(part) and any(wanted in normalise(line.text) for line in over)

    def table_holds(self, table: int, part: str) -> bool:
        """Whether `part` stands in the page's table of that number, as `holds` compares."""
        lines = (x.text for x in self.lines if x.cell is not None and x.cell.table == table)
        wanted = normalise(part)
        return bool(wanted) and wanted in normalise("\n".join(lines)) and wanted in self.text


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a stretch of a passage stands: `passage.text[start:end]` is one line of `page`."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a table row: `passage.text[start:end]`, and the heads of its column.

    `heads` are verbatim, outermost first; `column` counts from 0.
    """

    start: int
    end: int
    column: int
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row of a passage: `passage.text[start:end]`, in table `table` of `page`.

    `above` are the heads that stand over this row and others (« Part du délégataire », a cell that
    spans rows), outermost first. `heads_page` is the page where the heads of its columns stand: an
    earlier one where the table goes on from there; then they are no part of a quote of `page`.
    `head` is true for a row of heads. `counted_in` is what its figures are counted in where neither
    they nor their heads say so (« en milliers d'euros »): it stands on `counted_page`, over the
    table or in the corner of its heads.
    """

    start: int
    end: int
    page: int
    table: int
    cells: tuple[RowCell, ...]
    above: tuple[str, ...] = ()
    heads_page: int | None = None
    head: bool = False
    counted_in: str = ""
    counted_page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim stretch of the report, with the headings above it (outermost first).

    `id` is the same for the same report and the same cut. `text` is normalised; `placements`
    cover it line by line, in order. A passage crosses a page only where a sentence does.
    `sentences` are the places in `text` of its sentences, list items and table rows, in order;
    `rows` tell more of those that are rows of a table.
    """

    id: str
    text: str
    headings: tuple[str, ...]
    placements: tuple[Placement, ...]
    page_label: str
    kind: PassageKind = PassageKind.BODY
    read_by: ReadBy = ReadBy.TEXT
    sentences: tuple[tuple[int, int], ...] = ()
    rows: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a passage has text")
        if not self.placements:
            raise ValueError("a passage stands somewhere")
        if self.placements[0].start != 0 or self.placements[-1].end != len(self.text):
            raise ValueError("the placements of a passage cover its text")

    @property
    def first_page(self) -> int:
        """The page that the passage starts on."""
        return self.placements[0].page

    @property
    def last_page(self) -> int:
        """The page that the passage ends on."""
        return self.placements[-1].page

    @property
    def heads_elsewhere(self) -> tuple[str, ...]:
        """The heads of its table rows that stand in other passages, each once, in order."""
        heads = (
            h for row in self.rows for x in (row.above, *(c.heads for c in row.cells)) for h in x
        )
        return tuple(head for head in dict.fromkeys(heads) if head not in self.text)

    def placed(self, start: int, end: int) -> Iterator[Placement]:
        """The placements that `text[start:end]` touches, in order."""
        return (p for p in self.placements if p.start < end and p.end > start)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a report came from: a file name or an address, and what its page said of it."""

    source: str
    address: str | None = None
    page_address: str | None = None
    page_title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's own outline: its title, the page it leads to, its depth from 0."""

    title: str
    page: int
    depth: int


@dataclass(frozen=True, slots=True)
class Report:
    """A PDF that was read: its name here, its title, its pages, and the file itself.

    `slug` names it on the command line; `sha256` is that of the PDF's bytes; `bookmarks` are
    its outline, top down.
    """

    slug: str
    title: str
    provenance: Provenance
    sha256: str
    pages: tuple[Page, ...]
    path: Path
    bookmarks: tuple[Bookmark, ...] = ()

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """Numbers of the pages from which no character was had."""
        return tuple(page.number for page in self.pages if not page.read)
