"""Reads a PDF into a report. pdfium counts pages from 0; that never leaves this file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.aligned import aligned_grids
from ingest.clean import Lines, make_lines, settle_lines
from ingest.contents import is_contents
from ingest.errors import PortfolioPdf
from ingest.fold import lay_out_halves
from ingest.footnotes import put_before, put_last
from ingest.grid import Walls, grids_of
from ingest.ink import has_ink, is_drawn
from ingest.labels import page_labels
from ingest.layout import lay_out
from ingest.legible import is_legible, words_in
from ingest.letters import Frame
from ingest.levels import level_grids
from ingest.opening import open_pdf
from ingest.pairs import part_pairs
from ingest.printed import read_printed
from ingest.report import Bookmark, Missing, Page, Provenance, Report
from ingest.ruling import rules_of
from ingest.sheet import Sheet
from ingest.spreads import double_sheets
from ingest.stretches import read_stretches
from ingest.structure import Structure, read_structure
from ingest.tables import Parted, part_tables

Progress = Callable[[int, int], None]

A4 = Frame(0, 0, 595, 842, 0)  # stands in for a page that pdfium can't load
MOST_CHARACTERS = 200_000  # on a page; the fullest poster of figures has a tenth
FEW_WORDS = 15
COVER_PAGES = 2  # of a portfolio: « ouvrez ce fichier avec … »
MOST_BOOKMARKS = 5000
DEEPEST_BOOKMARK = 8


@dataclass(frozen=True, slots=True)
class Leaves:
    """What was had of a PDF, page by page, and what it says of itself."""

    sheets: tuple[Sheet, ...]
    bookmarks: tuple[Bookmark, ...]
    structure: Structure


def read_report(
    path: Path, *, slug: str, provenance: Provenance, progress: Progress | None = None
) -> Report:
    """The report that the PDF at `path` is, read in this process, without its pictures.

    `progress` is told the pages read and their total. Raises a `SourceError` where the file
    isn't a PDF that can be opened.
    """
    with closing(open_pdf(path)) as document:
        total = len(document)
        sheets = []
        for number in range(1, total + 1):
            sheets.append(read_sheet(document, number))
            if progress is not None:
                progress(number, total)
        bookmarks = bookmarks_of(document)
    return bind(path, slug, provenance, Leaves(tuple(sheets), bookmarks, read_structure(path)))


def bind(path: Path, slug: str, provenance: Provenance, leaves: Leaves) -> Report:
    """The report that what was had of the PDF at `path` makes. Raises `PortfolioPdf`."""
    sheets, structure = leaves.sheets, leaves.structure
    if structure.portfolio and len(sheets) <= COVER_PAGES:
        raise PortfolioPdf(file=path.name)
    printed = read_printed(sheets, double_sheets(sheets))
    labels = page_labels(structure.labels, printed.numbers, len(sheets))
    spreads = [printed.spread_at(at, label) for at, label in enumerate(labels)]
    last = [put_last(each, double=bool(spreads[at])) for at, each in enumerate(printed.lines)]
    ordered = [put_before(lines, after) for lines, after in zip(last, [*last[1:], ()], strict=True)]
    kept = settle_lines(ordered)
    pages = tuple(
        Page(
            number=at + 1,
            label=labels[at],
            lines=kept[at],
            width=sheet.frame.width,
            height=sheet.frame.height,
            contents=is_contents(kept[at], len(sheets)),
            read_by=sheet.read_by,
            confidence=sheet.confidence,
            missing=sheet.missing or (None if kept[at] else Missing.FURNITURE),
            spread=spreads[at],
        )
        for at, sheet in enumerate(sheets)
    )
    title = structure.title or _shown_title(pages) or slug
    return Report(slug, title, provenance, _sha256(path), pages, path, leaves.bookmarks)


def lost_sheet(missing: Missing) -> Sheet:
    """What stands for a page of which nothing was had."""
    return Sheet(A4, (), missing=missing)


def read_sheet(document: pdfium.PdfDocument, number: int) -> Sheet:
    """The page `number` (from 1): its lines, or why there are none.

    A page whose text is garbage has none; a page of pictures or curves with next to no text keeps
    it, and is UNRECOGNISED too: what is drawn may be text.
    """
    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as text_page:
            frame = _frame(page)
            if raw.FPDFText_CountChars(text_page) > MOST_CHARACTERS:
                return Sheet(frame, (), missing=Missing.TOO_MUCH)
            rules = rules_of(page, frame)
            grids = grids_of(rules)
            ruled = part_tables(read_stretches(text_page, frame, Walls(grids)), grids)
            level = part_tables(ruled.rest, level_grids(rules, ruled.rest))
            lined = Parted((*ruled.tables, *level.tables), level.rest)
            aligned = part_tables(lined.rest, aligned_grids(lined.rest))
            pairs = part_pairs(aligned.rest)
            rows = lay_out(pairs.rest, (*lined.tables, *aligned.tables, *pairs.tables))
            halves = lay_out_halves(lined, frame)
            read = _judged(page, frame, make_lines(rows, frame))
            if halves is None or not read.lines:
                return read
            return replace(read, halves=make_lines(halves, frame))
    except pdfium.PdfiumError:
        return lost_sheet(Missing.BROKEN)


def _judged(page: pdfium.PdfPage, frame: Frame, lines: Lines) -> Sheet:
    text = " ".join(line.text for line in lines)
    if lines and not is_legible(text):
        return Sheet(frame, (), missing=Missing.UNRECOGNISED)
    if any(map(str.isalnum, text)):  # bullets are left where letters were made curves
        drawn = words_in(text) < FEW_WORDS and is_drawn(page)
        return Sheet(frame, lines, missing=Missing.UNRECOGNISED if drawn else None)
    return Sheet(frame, (), missing=Missing.UNRECOGNISED if has_ink(page) else Missing.BLANK)


def _frame(page: pdfium.PdfPage) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation() // 90)


def bookmarks_of(document: pdfium.PdfDocument) -> tuple[Bookmark, ...]:
    """The outline, top down; loops and entries that lead nowhere are left out."""
    return tuple(_bookmarks(document))


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
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
