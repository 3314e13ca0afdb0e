"""Reads a PDF into a report. Page numbers count from 0 here, and nowhere outside this file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.aligned import aligned_grids
from ingest.clean import Lines, make_line, settle_lines
from ingest.contents import is_contents
from ingest.furniture import Furniture, body_size, find_furniture
from ingest.grid import Walls, grids_of
from ingest.labels import page_labels
from ingest.layout import lay_out
from ingest.letters import Frame
from ingest.opening import open_pdf
from ingest.report import Bookmark, Page, Provenance, Report
from ingest.ruling import rules_of
from ingest.stretches import read_stretches
from ingest.structure import read_structure
from ingest.tables import part_tables

Progress = Callable[[int, int], None]

A4 = Frame(0, 0, 595, 842, 0)  # stands in for a page that pdfium can't load
MOST_BOOKMARKS = 5000
DEEPEST_BOOKMARK = 8


@dataclass(frozen=True, slots=True)
class _Sheet:
    frame: Frame
    lines: Lines


def read_report(
    path: Path, *, slug: str, provenance: Provenance, progress: Progress | None = None
) -> Report:
    """The report that the PDF at `path` is; a page that can't be read has no lines.

    `progress` is told the pages read and their total. Raises a `SourceError` where the file
    isn't a PDF that can be opened.
    """
    with closing(open_pdf(path)) as document:
        sheets = list(_sheets(document, progress))
        bookmarks = tuple(_bookmarks(document))
    structure = read_structure(path)
    lines = [sheet.lines for sheet in sheets]
    furniture = find_furniture(lines, body_size(lines))
    kept = settle_lines(_without(lines, furniture))
    labels = page_labels(structure.labels, furniture.printed, len(sheets))
    pages = tuple(
        Page(
            number=at + 1,
            label=labels[at],
            lines=kept[at],
            width=sheet.frame.width,
            height=sheet.frame.height,
            contents=is_contents(kept[at], len(sheets)),
        )
        for at, sheet in enumerate(sheets)
    )
    title = structure.title or _shown_title(pages) or slug
    return Report(slug, title, provenance, _sha256(path), pages, path, bookmarks)


def _sheets(document: pdfium.PdfDocument, progress: Progress | None) -> Iterator[_Sheet]:
    total = len(document)
    for at in range(total):
        yield _sheet(document, at)
        if progress is not None:
            progress(at + 1, total)


def _sheet(document: pdfium.PdfDocument, at: int) -> _Sheet:
    """One page's lines; none where pdfium can't load it."""
    try:
        with closing(document[at]) as page, closing(page.get_textpage()) as text_page:
            frame = _frame(page)
            grids = grids_of(rules_of(page, frame))
            ruled = part_tables(read_stretches(text_page, frame, Walls(grids)), grids)
            aligned = part_tables(ruled.rest, aligned_grids(ruled.rest))
            rows = lay_out(aligned.rest, (*ruled.tables, *aligned.tables))
    except pdfium.PdfiumError:
        return _Sheet(A4, ())
    return _Sheet(frame, tuple(line for row in rows if (line := make_line(row, frame))))


def _frame(page: pdfium.PdfPage) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation() // 90)


def _without(pages: Sequence[Lines], furniture: Furniture) -> list[Lines]:
    return [
        tuple(line for index, line in enumerate(lines) if (at, index) not in furniture.places)
        for at, lines in enumerate(pages)
    ]


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
    """The outline, top down; loops and entries that lead nowhere are left out."""
    for count, mark in enumerate(document.get_toc(max_depth=DEEPEST_BOOKMARK)):
        if count >= MOST_BOOKMARKS:
            return
        target = mark.get_dest()
        at = target.get_index() if target else None
        if at is not None and at >= 0:
            yield Bookmark(" ".join(mark.get_title().split()), at + 1, mark.level)


def _shown_title(pages: Sequence[Page]) -> str | None:
    """The largest lines of the first page that has any, as far as they are one title."""
    for page in pages[:2]:
        lines = [x for x in page.lines if sum(char.isalpha() for char in x.text) > 2]  # noqa: PLR2004
        if lines:
            largest = max(line.size for line in lines)
            title = " ".join(x.text for x in lines if x.size >= 0.95 * largest)
            return title[:200]
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
