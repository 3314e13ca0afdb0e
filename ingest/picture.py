"""Draws one page of a PDF as a picture. PDFium is not thread-safe: call it from one thread."""

import io
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium

from ingest.errors import DamagedPdf, PageOutOfRange
from ingest.opening import open_pdf

MOST_PIXELS = 20_000_000  # a poster a hundred times as high as wide must not eat the memory


def page_picture(pdf: Path, number: int, *, width: int) -> bytes:
    """The page `number` (from 1) as a PNG, `width` pixels wide unless that is too large.

    Raises PageOutOfRange, DamagedPdf, or what `open_pdf` raises.
    """
    if width < 1:
        raise ValueError(f"a picture is at least one pixel wide, not {width}")
    with closing(open_pdf(pdf)) as document:
        if not 1 <= number <= len(document):
            raise PageOutOfRange(file=pdf.name, page=number, pages=len(document))
        try:
            with closing(document[number - 1]) as page:
                return _png(page, width)
        except pdfium.PdfiumError as exc:
            raise DamagedPdf(file=pdf.name) from exc


def _png(page: pdfium.PdfPage, width: int) -> bytes:
    points_wide, points_high = page.get_size()
    pixels = width * width * points_high / points_wide
    scale = width / points_wide * min(1.0, (MOST_PIXELS / pixels) ** 0.5)
    buffer = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(buffer, format="PNG", optimize=False)
    return buffer.getvalue()
