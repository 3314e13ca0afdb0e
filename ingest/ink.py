"""Tells whether anything is printed on a page, and whether pictures or curves cover most of it."""

from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw

LOOK_PIXELS = 160  # across: a page number still darkens a pixel
CONTRAST = 24  # of 256 shades; less is the paper of a pale scan
MOSTLY = 0.5  # of the page
MANY_CURVES = 100  # text drawn as curves: one a word or a letter; a plain frame: a few
MOST_LOOKED_AT = 20_000
_PICTURES = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING}


def has_ink(page: pdfium.PdfPage) -> bool:
    """Whether two places of the page as it is shown differ in shade."""
    with closing(page.render(scale=LOOK_PIXELS / max(page.get_size()), grayscale=True)) as bitmap:
        darkest, lightest = bitmap.to_pil().convert("L").getextrema()
    return bool(int(lightest) - int(darkest) > CONTRAST)


def is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover half of the page, or it has very many curves."""
    width, height = page.get_size()
    covered, curves = 0.0, 0
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_LOOKED_AT)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        curves += kind == raw.FPDF_PAGEOBJ_PATH
        if kind in _PICTURES:
            covered += _area(item)
    return curves >= MANY_CURVES or covered >= MOSTLY * width * height


def _area(item: object) -> float:
    box = raw.FS_QUADPOINTSF()
    if not raw.FPDFPageObj_GetRotatedBounds(item, box):
        return 0.0
    xs, ys = (box.x1, box.x2, box.x3, box.x4), (box.y1, box.y2, box.y3, box.y4)
    return float((max(xs) - min(xs)) * (max(ys) - min(ys)))
