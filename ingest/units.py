"""What a passage is packed from and never cuts: sentences, list items, table rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.figures import is_figure
from ingest.report import PassageKind
from ingest.sections import Paragraph, Section
from ingest.sentences import split_sentences
from ingest.spread import Half
from ingest.tape import Piece, Tape

MOST_WORDS = 120  # of a table row that is kept whole, and of a passage
HARD_LIMIT = 180  # words that a sentence may have before it is cut after all
PIECE_WORDS = 100
MOST_LABEL_WORDS = 25
FAR = 1.0  # the whole height of a page
TIGHT = 0.004  # of it, by which lines set close reach into each other
_PROSE = re.compile(r"[.!?:;]\W*(?:\[[\d, ]*\])?$")  # note marks apart


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a list item or a table row: `tape.text[start:end]`.

    `leads` says that it makes no sense without the next (a figure before its label, a line that
    ends in a colon); `closes` that a paragraph ends with it; `row` that it is a row of cells;
    `table` is the page and number of the table that was found to hold it.
    """

    start: int
    end: int
    words: int
    first_page: int
    last_page: int
    first_half: Half = Half.BOTH
    last_half: Half = Half.BOTH
    leads: bool = False
    closes: bool = False
    row: bool = False
    table: tuple[int, int] | None = None

    def follows_on(self, other: "Unit") -> bool:
        """Whether it starts on the printed page that `other` ends on."""
        here, there = (self.first_page, self.first_half), (other.last_page, other.last_half)
        return here == there


def units_of(section: Section, tape: Tape) -> list[Unit]:
    """The units of a section in order; each figure that stands alone is joined to its label."""
    whole = section.kind is not PassageKind.BODY
    units = [u for paragraph in section.paragraphs for u in _split(paragraph, tape, whole=whole)]
    return list(_labelled(units, tape))


def _split(paragraph: Paragraph, tape: Tape, *, whole: bool) -> list[Unit]:
    start, text = paragraph.start, tape.text[paragraph.start : paragraph.end]
    row = paragraph.blocks[0].beside and len(text.split()) <= MOST_WORDS
    spans = [(0, len(text))] if whole or row else split_sentences(text)
    units = [
        _unit(a, b, tape)
        for span in spans
        for a, b in _short(start + span[0], start + span[1], tape)
    ]
    units[-1] = replace(units[-1], closes=True)
    cell = paragraph.blocks[0].lines[0].cell
    table = (paragraph.blocks[0].page, cell.table) if cell is not None else None
    return [replace(unit, row=row, table=table) for unit in units]


def _short(start: int, end: int, tape: Tape) -> Iterator[tuple[int, int]]:
    """The stretch itself, or its pieces cut at line ends if it is too long to quote."""
    text = tape.text
    if len(text[start:end].split()) > HARD_LIMIT:
        words = 0
        for piece in tape.touched(start, end):
            words += len(text[max(piece.start, start) : piece.end].split())
            if words >= PIECE_WORDS and piece.end < end and text[piece.end] == " ":
                yield start, piece.end
                start, words = piece.end + 1, 0
    if start < end:
        yield start, end


def _unit(start: int, end: int, tape: Tape) -> Unit:
    text = tape.text[start:end]
    pieces = list(tape.touched(start, end))
    first, last = pieces[0], pieces[-1]
    leads = text.endswith(":") or is_figure(text)
    words = len(text.split())
    return Unit(start, end, words, first.page, last.page, first.half, last.half, leads=leads)


def _labelled(units: Sequence[Unit], tape: Tape) -> Iterator[Unit]:
    """The units, each figure that stands alone as one with its label, wherever that stands."""
    figures = [not u.row and is_figure(tape.text[u.start : u.end]) for u in units]
    labels = [
        not (figure or unit.row) and unit.words <= MOST_LABEL_WORDS
        for unit, figure in zip(units, figures, strict=True)
    ]
    held: Unit | None = None  # what may still be the label over a figure
    at = 0
    while at < len(units):
        unit = units[at]
        under = units[at + 1] if figures[at] and labels[at + 1 : at + 2] == [True] else None
        over = held if figures[at] and held and _is_over(held, unit, under, tape) else None
        if held and not over:
            yield held
        held = None
        if over:
            yield _as_one(over, unit)
        elif under and under.follows_on(unit):
            yield _as_one(unit, under)
            at += 1
        elif labels[at]:
            held = unit
        else:
            yield unit
        at += 1
    if held:
        yield held


def _is_over(label: Unit, figure: Unit, under: Unit | None, tape: Tape) -> bool:
    """Whether `label` stands closer over `figure`, as in a chart, than what is `under` it."""
    if _PROSE.search(tape.text[label.start : label.end]):
        return False
    above = _white(label, figure, tape)
    return above < (_white(figure, under, tape) if under else FAR)


def _white(upper: Unit, lower: Unit, tape: Tape) -> float:
    """The white between two units as a share of the page; FAR if one isn't over the other."""
    last, first = _lines(upper, tape)[-1], _lines(lower, tape)[0]
    white = first.line.box.top - last.line.box.bottom
    apart = (first.page, first.half) != (last.page, last.half) or white < -TIGHT
    return FAR if apart else white


def _lines(unit: Unit, tape: Tape) -> list[Piece]:
    return list(tape.touched(unit.start, unit.end))


def _as_one(first: Unit, second: Unit) -> Unit:
    """Both as one unit."""
    words = first.words + second.words
    page, half = first.first_page, first.first_half
    return replace(second, start=first.start, words=words, first_page=page, first_half=half)
