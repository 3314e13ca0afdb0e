"""What a scan says, read by the real Tesseract where it is installed; and which text is taken."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from ingest.hocr import Recognised
from ingest.letters import Frame
from ingest.ocr import Tesseract, find_tesseract
from ingest.report import Box, Line, Missing, ReadBy
from ingest.scan import recognise, settled
from ingest.sheet import Sheet

SOURCE = """
#set page(width: 148mm, height: 105mm, margin: 12mm)
#set text(font: "Libertinus Serif", size: 12pt, lang: "fr")
= La bibliothèque
La bibliothèque a rouvert en septembre 2024 après un an de travaux. Elle prête des livres, des jeux
et des instruments de musique à 3 450 habitants.
"""


def line(text: str) -> Line:
    return Line(text, Box(0, 0, 1, 1), 10)


def sheet(*texts: str) -> Sheet:
    return Sheet(Frame(0, 0, 595, 842, 0), tuple(map(line, texts)), missing=Missing.UNRECOGNISED)


@pytest.fixture
def tesseract() -> Tesseract:
    """The real one; without it the test is left out, and in CI, which installs it, that fails."""
    found = find_tesseract()
    if not isinstance(found, Tesseract):
        message = "Tesseract with French isn't installed"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(params=[0, 90])
def scan(
    request: pytest.FixtureRequest, compile_pdf: Callable[[str], Path], tmp_path: Path
) -> Path:
    """A page that is a picture of text, as a scanner makes it; once laid on its side."""
    with pdfium.PdfDocument(compile_pdf(SOURCE)) as document:
        image = document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    image = image.rotate(request.param, expand=True)
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG", quality=80)
    path = tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        size = image.width * 72 / 200, image.height * 72 / 200
        page = pdf.add_blank_page(page_size=size)
        picture = pdf.make_stream(
            buffer.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=image.width,
            Height=image.height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        page.Contents = pdf.make_stream(b"%f 0 0 %f 0 0 cm /Im Do" % size)
        pdf.save(path)
    return path


def test_a_scan_is_read_word_for_word(tesseract: Tesseract, scan: Path) -> None:
    with pdfium.PdfDocument(scan) as document:
        found = recognise(document, 1, tesseract)
    text = " ".join(line.text for line in found.lines)
    assert "a rouvert en septembre 2024 après un an de travaux" in text
    assert "à 3 450 habitants" in text
    assert found.confidence > 0.8
    assert found.lines[0].size > found.lines[1].size


def test_a_picture_that_says_far_more_than_the_page_wins() -> None:
    found = Recognised((line("Les comptes de la ville sont publiés chaque année"),), 0.9, 0)
    page = settled(sheet("Reçu le 12"), found)
    assert (page.lines, page.read_by, page.confidence, page.missing) == (
        found.lines,
        ReadBy.OCR,
        0.9,
        None,
    )


def test_a_page_keeps_its_own_text_where_the_picture_says_the_same() -> None:
    page = settled(
        sheet("Nos engagements pour demain"), Recognised((line("Nos engagements"),), 0.9, 0)
    )
    assert (page.lines[0].text, page.read_by) == ("Nos engagements pour demain", ReadBy.TEXT)
    assert page.missing is None


def test_a_picture_without_words_is_told_as_such() -> None:
    assert settled(sheet(), Recognised((), 0.0, 0)).missing is Missing.NOTHING_FOUND


def test_words_that_are_all_doubtful_are_told_as_such() -> None:
    assert settled(sheet(), Recognised((), 0.0, 30)).missing is Missing.DOUBTFUL


def test_a_page_recognised_in_part_says_so() -> None:
    found = Recognised((line("Les comptes de la ville sont publiés chaque année"),), 0.9, 30)
    assert settled(sheet(), found).missing is Missing.DOUBTFUL


def placed(text: str, left: float, top: float, right: float, block: int) -> Line:
    return Line(text, Box(left, top, right, top + 0.02), 10, block=block)


def test_the_halves_of_a_wide_scan_can_be_read_one_after_the_other() -> None:
    wide = Sheet(Frame(0, 0, 840, 595, 0), (), missing=Missing.UNRECOGNISED)
    lines = (
        placed("les nouvelles écoles du canton", 0.55, 0.3, 0.9, 0),
        placed("le canton ouvre des écoles", 0.05, 0.3, 0.4, 0),
        placed("et répare celles qui vieillissent", 0.05, 0.4, 0.45, 1),
        placed("les grands chantiers", 0.3, 0.1, 0.7, 2),
        placed("vue du chantier", 0.4, 0.8, 0.6, 3),
        *(placed(f"ligne {n} à droite", 0.55, 0.4 + n / 50, 0.9, 4) for n in range(15)),
    )
    halves = settled(wide, Recognised(lines, 0.9, 0)).halves or ()
    order = [(x.text.split()[-1], x.block) for x in halves]
    assert order[:4] == [("chantiers", 0), ("écoles", 1), ("vieillissent", 2), ("canton", 3)]
    assert order[-1] == ("chantier", 5)


def test_a_scan_with_text_over_its_middle_is_not_parted() -> None:
    wide = Sheet(Frame(0, 0, 840, 595, 0), (), missing=Missing.UNRECOGNISED)
    found = Recognised((placed("Les comptes de la ville sont publiés", 0.1, 0.3, 0.9, 0),), 0.9, 0)
    assert settled(wide, found).halves is None
