"""Writes table rows with their heads: « Population desservie | 2023 : 12 345 | 2024 : 12 400 ».

Every piece between the marks is a part, verbatim, that is found on the page in that table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.report import Page, Passage, Row, RowCell

BETWEEN, AFTER_HEAD, WITHIN_HEADS = " | ", " : ", " – "
ROWS = "\n"

_LETTER = re.compile(r"[^\W\d_]{2}")


class Piece(StrEnum):
    """What a part of a row is."""

    ABOVE = "above"  # the head of a group of rows
    HEAD = "head"  # of a column
    LABEL = "label"  # what the row is about
    CELL = "cell"
    COUNTED = "counted"  # what its figures are counted in: « en milliers d'euros »


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a written row: `text[start:end]` of the whole; `column` and `row` count from 0."""

    kind: Piece
    text: str
    start: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """Rows of one table as they are quoted, and their parts in order."""

    text: str
    parts: tuple[Part, ...]


def rows_between(passage: Passage, start: int, end: int) -> tuple[Row, ...]:
    """The rows of a table that `passage.text[start:end]` is; none where it is anything else."""
    rows = tuple(row for row in passage.rows if row.start < end and start < row.end)
    if not rows or len({(row.page, row.table) for row in rows}) > 1:
        return ()
    covered = rows[0].start <= start and end <= rows[-1].end
    spans = [span for span in passage.sentences if span[0] < end and start < span[1]]
    return rows if covered and len(spans) == len(rows) else ()


@lru_cache(maxsize=4096)
def write(text: str, rows: tuple[Row, ...]) -> WrittenRows:
    """`rows` of a passage's `text`, one a line, each with all its heads."""
    written, parts = "", []
    for number, row in enumerate(rows):
        written += ROWS if number else ""
        for joint, kind, said, column in _pieces(text, row):
            written += joint
            parts.append(Part(kind, said, len(written), number, column))
            written += said
    return WrittenRows(written, tuple(parts))


def written(passage: Passage, start: int, end: int) -> str:
    """The stretch as it is quoted: verbatim, or its rows with their heads."""
    rows = rows_between(passage, start, end)
    return write(passage.text, rows).text if rows else passage.text[start:end]


def has_label(row: Row) -> bool:
    """Whether the first cell says what the row is about: it stands in the first column."""
    return bool(row.cells) and row.cells[0].column == 0


def heads_here(row: Row) -> bool:
    """Whether the heads of the row's columns stand on its own page."""
    return row.heads_page in {None, row.page}


def counted_here(row: Row) -> bool:
    """Whether what the row's figures are counted in stands on its own page."""
    return bool(row.counted_in) and row.counted_page == row.page


def stands(part: str, page: Page, rows: Sequence[Row]) -> bool:
    """Whether a part of a quote is found on `page`: in the table of its `rows`, where it is of one.

    What the figures of a table are counted in may stand over it.
    """
    counted = any(part == row.counted_in for row in rows if counted_here(row))
    return page.holds(part) and all(
        page.table_holds(table, part) or (counted and page.said_over(table, part))
        for table in {row.table for row in rows}
    )


def _pieces(text: str, row: Row) -> Iterator[tuple[str, Piece, str, int]]:
    """Joint, kind, words and column of every part of `row`."""
    first = True
    for above in row.above:
        yield ("" if first else BETWEEN), Piece.ABOVE, above, -1
        first = False
    for cell in row.cells:
        joint = "" if first else BETWEEN
        first = False
        said = text[cell.start : cell.end]
        label = cell is row.cells[0] and has_label(row) and bool(_LETTER.search(said))
        if heads_here(row) and not label and not row.head:
            for head in _said_heads(cell, said):
                yield joint, Piece.HEAD, head, cell.column
                joint = WITHIN_HEADS
            joint = AFTER_HEAD if joint == WITHIN_HEADS else joint
        yield joint, Piece.LABEL if label else Piece.CELL, said, cell.column
    if counted_here(row):
        yield BETWEEN, Piece.COUNTED, row.counted_in, -1


def _said_heads(cell: RowCell, said: str) -> Sequence[str]:
    return [head for head in cell.heads if head != said]
