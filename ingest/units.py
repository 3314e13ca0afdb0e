"""What a passage is packed from and never cuts: sentences, list items, table rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.headings import is_figure
from ingest.report import PassageKind
from ingest.sections import Paragraph, Section
from ingest.sentences import split_sentences
from ingest.tape import Tape

MOST_WORDS = 120  # of a table row that is kept whole, and of a passage
HARD_LIMIT = 180  # words that a sentence may have before it is cut after all
PIECE_WORDS = 100
MOST_LABEL_WORDS = 25


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a list item or a table row: `tape.text[start:end]`.

    `leads` says that it makes no sense without the next (a figure before its label, a line that
    ends in a colon); `closes` that a paragraph ends with it.
    """

    start: int
    end: int
    words: int
    first_page: int
    last_page: int
    leads: bool = False
    closes: bool = False


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
    return units


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
    pages = [piece.page for piece in tape.touched(start, end)]
    leads = text.endswith(":") or is_figure(text)
    return Unit(start, end, len(text.split()), pages[0], pages[-1], leads=leads)


def _labelled(units: Sequence[Unit], tape: Tape) -> Iterator[Unit]:
    held: Unit | None = None
    for unit in units:
        if is_figure(tape.text[unit.start : unit.end]):
            if held is not None:
                yield held
            held = unit
        elif held is None:
            yield unit
        elif unit.words <= MOST_LABEL_WORDS and unit.first_page == held.last_page:
            yield replace(unit, start=held.start, words=held.words + unit.words)
            held = None
        else:
            yield held
            yield unit
            held = None
    if held is not None:
        yield held
