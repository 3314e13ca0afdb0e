"""Opens a PDF with pdfium, or says by name why it can't be."""

import logging
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.errors import (
    DamagedPdf,
    EmptyFile,
    NotAPdf,
    PasswordProtected,
    SourceMissing,
    TooManyPages,
)

# It comments on loops among bookmarks; a person reading the terminal can't act on them.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)

MOST_PAGES = 3000
HEADER_WITHIN = 1024  # bytes before "%PDF-" that readers forgive
TRAILER_WITHIN = 8192  # bytes after the last "%%EOF" that servers add

_LOCKED = frozenset({raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY})


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """The open document, which the caller closes.

    Raises SourceMissing, EmptyFile, NotAPdf, DamagedPdf, PasswordProtected or TooManyPages.
    """
    _check_bytes(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as exc:
        if getattr(exc, "err_code", None) in _LOCKED:
            raise PasswordProtected(file=path.name) from exc
        raise DamagedPdf(file=path.name) from exc
    pages = len(document)
    if not 0 < pages <= MOST_PAGES:
        document.close()
        if pages > MOST_PAGES:
            raise TooManyPages(file=path.name, pages=pages, limit=MOST_PAGES)
        raise DamagedPdf(file=path.name)
    return document


def _check_bytes(path: Path) -> None:
    """Refuses what isn't a whole PDF; pdfium would quietly read half of a truncated one."""
    if not path.is_file():
        raise SourceMissing(path=str(path))
    size = path.stat().st_size
    if not size:
        raise EmptyFile(file=path.name)
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(HEADER_WITHIN):
            raise NotAPdf(file=path.name)
        stream.seek(max(0, size - TRAILER_WITHIN))
        if b"%%EOF" not in stream.read():
            raise DamagedPdf(file=path.name)
