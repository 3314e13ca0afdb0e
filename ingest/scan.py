"""Recognises the text in the picture of a page, and settles what the page then says."""

from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium

from ingest.fold import part_lines
from ingest.hocr import Recognised, read_hocr
from ingest.legible import is_legible, words_in
from ingest.ocr import Recogniser
from ingest.report import Missing, ReadBy
from ingest.sheet import Sheet

DPI = 300  # what Tesseract was trained on; 200 is hardly quicker
MOST_PIXELS = 18_000_000  # A3 at that resolution; a poster is drawn coarser
POINTS_AN_INCH = 72
# A page that has text of its own is taken from its picture only where that says far more.
FAR_MORE = 2
# Less than this share of the words left out is a smudge, or the grain of a photograph.
NOTABLE = 0.1


def recognise(document: pdfium.PdfDocument, number: int, recogniser: Recogniser) -> Recognised:
    """What the picture of page `number` (from 1) says. Raises `RecognitionFailed`."""
    with closing(document[number - 1]) as page:
        points, high = page.get_size()
        scale = min(DPI / POINTS_AN_INCH, (MOST_PIXELS / (points * high)) ** 0.5)
        with closing(page.render(scale=scale, grayscale=True)) as bitmap:
            image = bitmap.to_pil().convert("L")
        head = f"P5 {image.width} {image.height} 255\n".encode()
        picture = head + image.tobytes()
    return read_hocr(recogniser.recognise(picture, round(scale * POINTS_AN_INCH)), points=points)


def settled(sheet: Sheet, found: Recognised) -> Sheet:
    """The page with what was recognised, unless its own text says as much."""
    own = words_in(" ".join(line.text for line in sheet.lines))
    text = " ".join(line.text for line in found.lines)
    new = words_in(text)
    if found.lines and is_legible(text) and new >= FAR_MORE * own:
        partly = found.left_out > NOTABLE * (new + found.left_out)
        return replace(
            sheet,
            lines=found.lines,
            halves=part_lines(found.lines, sheet.frame),
            read_by=ReadBy.OCR,
            confidence=found.confidence,
            missing=Missing.DOUBTFUL if partly else None,
        )
    if own:
        return replace(sheet, missing=None)
    nothing = not (found.lines or found.left_out)
    return replace(sheet, missing=Missing.NOTHING_FOUND if nothing else Missing.DOUBTFUL)
