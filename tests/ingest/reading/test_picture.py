"""Pictures of pages."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ingest.errors import PageOutOfRange
from ingest.picture import page_picture

TextPdf = Callable[..., Path]


def test_a_picture_is_as_wide_as_asked(text_pdf: TextPdf):
    picture = Image.open(io.BytesIO(page_picture(text_pdf("0 0 100 100 re f"), 1, width=400)))
    assert (picture.format, picture.size) == ("PNG", (400, 400))


def test_it_shows_the_page_asked_for(text_pdf: TextPdf):
    pdf = text_pdf("", "0 0 200 200 re f")
    colours = [
        Image.open(io.BytesIO(page_picture(pdf, n, width=10))).getpixel((5, 5)) for n in (1, 2)
    ]
    assert colours == [(255, 255, 255), (0, 0, 0)]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_is_an_error(number: int, text_pdf: TextPdf):
    with pytest.raises(PageOutOfRange) as refusal:
        page_picture(text_pdf(""), number, width=100)
    assert refusal.value.values == {"file": "bare.pdf", "page": number, "pages": 1}


def test_a_picture_has_a_width(text_pdf: TextPdf):
    with pytest.raises(ValueError, match="at least one pixel"):
        page_picture(text_pdf(""), 1, width=0)
