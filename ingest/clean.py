"""Makes the lines of a page from its rows: plain text, a box in shares of the page, the type."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.hyphens import settle_hyphens, vocabulary
from ingest.layout import Row
from ingest.letters import Frame
from ingest.report import Box, Cell, Line
from ingest.stretches import Stretch

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SPACES = re.compile(r"[\s\u00a0]+")
_LEADER = re.compile(r"([.…_·])(?: ?\1){5,}")


# Letters: no line that an eye can follow is as long. Without a bound, one of tens of thousands of
# letters that a broken PDF may hold keeps what looks for a line's end busy for a minute.
MOST_IN_LINE = 600

Lines = tuple[Line, ...]


def clean_text(text: str) -> str:
    r"""`text` of one line without ligatures, odd spaces and long leaders.

    >>> clean_text(" la  ﬁn\u202fde  l'année ..................... 12")
    "la fin de l'année ..... 12"
    """
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    return _LEADER.sub(lambda match: match[1] * 5, _SPACES.sub(" ", text)).strip()


def make_line(row: Row, frame: Frame) -> Line | None:
    """The line that a row is; None if nothing legible is left of it."""
    text = clean_text(" ".join(stretch.text for stretch in row.stretches))
    if not text:
        return None
    main = max(row.stretches, key=lambda stretch: len(stretch.text))
    heavy = sum(len(s.text) for s in row.stretches if s.bold)
    return Line(
        text=text,
        box=_box(row.stretches, frame),
        size=main.size,
        bold=heavy == sum(len(s.text) for s in row.stretches),
        block=row.block,
        beside=row.cells,
        cell=row.cell and _in_shares(row.cell, frame),
    )


def make_lines(rows: Iterable[Row], frame: Frame) -> Lines:
    """The lines that `rows` are, those apart of which nothing legible is left."""
    made = (line for row in rows if (line := make_line(row, frame)))
    return tuple(piece for line in made for piece in _pieces(line))


def _pieces(line: Line) -> Iterator[Line]:
    """The line, or what it is cut into where it is longer than any."""
    if len(line.text) <= MOST_IN_LINE:
        yield line
    else:
        texts = textwrap.wrap(line.text, MOST_IN_LINE, break_on_hyphens=False)
        yield from (replace(line, text=text) for text in texts)


def _in_shares(cell: Cell, frame: Frame) -> Cell:
    return replace(cell, left=_share(cell.left, frame.width), right=_share(cell.right, frame.width))


def _box(stretches: Sequence[Stretch], frame: Frame) -> Box:
    left, right = min(s.left for s in stretches), max(s.right for s in stretches)
    top, bottom = min(s.top for s in stretches), max(s.bottom for s in stretches)
    return Box(
        _share(left, frame.width),
        _share(top, frame.height),
        _share(right, frame.width),
        _share(bottom, frame.height),
    )


def _share(points: float, whole: float) -> float:
    return round(min(1.0, max(0.0, points / whole if whole > 0 else 0.0)), 5)


def settle_lines(pages: Sequence[Lines]) -> list[Lines]:
    """`pages` with every hyphen at a line's end settled by what the whole report writes."""
    texts = [line.text for lines in pages for line in lines]
    settled = iter(settle_hyphens(texts, vocabulary(texts)))
    return [tuple(replace(line, text=next(settled)) for line in lines) for lines in pages]
