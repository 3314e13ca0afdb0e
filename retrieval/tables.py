"""Finds on a page table rows, and the heads of the table that a quoted one stands in."""

import re
from collections.abc import Callable, Iterable, Sequence

from ingest.normalise import normalise
from ingest.report import Box, Line, Page, Passage
from retrieval.question import YEAR

PageOf = Callable[[int], Page]

_MOST_HEADS = 3  # rows
_MOST_WORDS = 40
_DIGIT = re.compile(r"\d")


def heads_of(page: Page, boxes: Iterable[Box]) -> str:
    """The heads of the table whose rows stand in `boxes` of `page`, verbatim; "" where none do.

    Rows stand one under the other, their cells side by side. The first are heads if they are set
    bold and the row isn't, or hold no figures but years where the row has some.
    """
    at = [_line_in(box, page.lines) for box in boxes]
    rows = [page.lines[index] for index in at if index is not None]
    if not rows or len(rows) < len(at) or not all(line.beside for line in rows):
        return ""
    first = min(index for index in at if index is not None)
    heads = _joined(_heads(_above(page.lines, first), rows))
    return heads if len(heads.split()) <= _MOST_WORDS and page.holds(heads) else ""


def holds_row(passage: Passage, page: PageOf) -> bool:
    """Whether a unit of `passage` is a table row: two cells or more, all side by side."""
    if passage.rows:
        return True
    rows = (list(passage.placed(start, end)) for start, end in passage.sentences)
    return any(len(row) > 1 and all(_is_cell(p.box, page(p.page)) for p in row) for row in rows)


def _is_cell(box: Box, page: Page) -> bool:
    index = _line_in(box, page.lines)
    return index is not None and page.lines[index].beside


def _line_in(box: Box, lines: Sequence[Line]) -> int | None:
    """The place of the line that `box`, a part of it, stands on."""
    for index, line in enumerate(lines):
        level = (line.box.top, line.box.bottom) == (box.top, box.bottom)
        if level and line.box.left <= box.right and box.left <= line.box.right:
            return index
    return None


def _above(lines: Sequence[Line], row: int) -> list[list[Line]]:
    """The rows of the table above the line at `row`, from its top, without that line's own."""
    top = row
    while top and lines[top - 1].beside:
        top -= 1
    rows: list[list[Line]] = []
    for line in lines[top:row]:
        if line.block == lines[row].block:
            break
        if rows and rows[-1][0].block == line.block:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _heads(above: Sequence[Sequence[Line]], rows: Sequence[Line]) -> list[Line]:
    if any(line.bold for line in rows):
        bold = 0
    else:
        bold = next((n for n, row in enumerate(above) if not row[0].bold), len(above))
    if bold:
        return [line for row in above[: min(bold, _MOST_HEADS)] for line in row]
    named = above and not _has_figures(above[0]) and _has_figures(rows)
    return list(above[0]) if named else []


def _has_figures(lines: Iterable[Line]) -> bool:
    return bool(_DIGIT.search(YEAR.sub("", _joined(lines))))


def _joined(lines: Iterable[Line]) -> str:
    return normalise("\n".join(line.text for line in lines))
