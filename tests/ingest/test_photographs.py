"""A large report full of photographs is read by two processes, each within 300 MB of addresses."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from ingest.apart import Readers
from ingest.report import Provenance

PAGES, MEGABYTES = 200, 56
WIDE, HIGH = 1200, 800
MEMORY = 300 * 1024 * 1024  # bytes of addresses, of which a reader uses a part

resource = pytest.importorskip("resource", reason="no limits of memory on this system")


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """56 MB: a photograph and a sentence on each of 200 pages."""
    grain = np.random.default_rng(7).integers(0, 90, (HIGH, WIDE, 3), dtype=np.uint8)
    slope = np.linspace(0, 160, WIDE, dtype=np.uint8)[None, :, None]
    jpeg = io.BytesIO()
    Image.fromarray(grain + slope).save(jpeg, format="JPEG", quality=75)
    content = jpeg.getvalue()
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        image = {"Type": Name.XObject, "Subtype": Name.Image, "Width": WIDE, "Height": HIGH}
        image |= {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8, "Filter": Name.DCTDecode}
        for number in range(1, PAGES + 1):
            page = pdf.add_blank_page(page_size=(595, 842))
            drawn = pdf.make_stream(content, **image)
            page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im=drawn))
            said = f"BT /F1 11 Tf 60 350 Td (Photographie de la commune {number}) Tj ET"
            page.Contents = pdf.make_stream(f"q 500 0 0 330 50 450 cm /Im Do Q {said}".encode())
        pdf.save(tmp_path / "album.pdf")
    return tmp_path / "album.pdf"


def test_a_report_of_photographs_is_read_whole_in_little_memory(photographs: Path) -> None:
    assert photographs.stat().st_size >= MEGABYTES * 1_000_000
    with Readers(recogniser=None, workers=2, memory=MEMORY) as readers:
        found = readers.read(
            photographs, slug="x", provenance=Provenance("x"), advance=lambda *_: None
        )
    said = [page.text for page in found.report.pages]
    assert said == [f"Photographie de la commune {n}" for n in range(1, PAGES + 1)]
