"""Characters strung into stretches, on bare PDFs whose places are known."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.letters import Frame
from ingest.stretches import Stretch, read_stretches

TextPdf = Callable[..., Path]


@pytest.fixture
def stretches_of(text_pdf: TextPdf) -> Callable[..., list[Stretch]]:
    def read(stream: str, rotate: int = 0) -> list[Stretch]:
        document = pdfium.PdfDocument(text_pdf(stream, rotate=rotate))
        page = document[0]
        text_page = page.get_textpage()
        stretches = read_stretches(text_page, Frame(0, 0, 200, 200, rotate // 90))
        text_page.close()
        page.close()
        document.close()
        return stretches

    return read


def test_a_line_is_one_stretch_with_its_place(stretches_of: Callable[..., list[Stretch]]):
    [line] = stretches_of("BT /F1 10 Tf 20 150 Td (Bonjour) Tj ET")
    assert (line.text, line.size, line.bold, line.turned) == ("Bonjour", 10.0, False, False)
    assert line.left == pytest.approx(20, abs=1)
    assert line.base == pytest.approx(50)
    assert line.top == pytest.approx(42)


def test_text_off_the_page_is_left_out(stretches_of: Callable[..., list[Stretch]]):
    stream = "BT /F1 10 Tf 20 150 Td (dedans) Tj 0 100 Td (dehors) Tj ET"
    assert [line.text for line in stretches_of(stream)] == ["dedans"]


def test_the_size_is_the_size_as_shown(stretches_of: Callable[..., list[Stretch]]):
    [line] = stretches_of("BT /F1 1 Tf 12 0 0 12 20 150 Tm (grand) Tj ET")
    assert line.size == 12.0


def test_a_wide_gap_parts_two_stretches(stretches_of: Callable[..., list[Stretch]]):
    stream = "BT /F1 10 Tf 20 150 Td (gauche) Tj 80 0 Td (droite) Tj ET"
    assert [line.text for line in stretches_of(stream)] == ["gauche", "droite"]


def test_a_figure_set_large_is_a_word_of_its_own(stretches_of: Callable[..., list[Stretch]]):
    stream = "BT /F1 24 Tf 20 150 Td (101) Tj /F1 10 Tf (services) Tj ET"
    assert [line.text for line in stretches_of(stream)] == ["101 services"]


def test_a_label_tight_under_a_large_figure_is_another_line(
    stretches_of: Callable[..., list[Stretch]],
):
    stream = "BT /F1 24 Tf 20 150 Td (3) Tj /F1 10 Tf 0 -11 Td (pactes) Tj ET"
    assert [line.text for line in stretches_of(stream)] == ["3", "pactes"]


def test_a_raised_exponent_stays_with_its_unit(stretches_of: Callable[..., list[Stretch]]):
    stream = "BT /F1 10 Tf 20 150 Td (80 m) Tj /F1 6 Tf 4 Ts (3) Tj /F1 10 Tf 0 Ts ( d'eau) Tj ET"
    assert [line.text for line in stretches_of(stream)] == ["80 m3 d'eau"]


def test_text_that_runs_upwards_is_turned(stretches_of: Callable[..., list[Stretch]]):
    [line] = stretches_of("BT /F1 10 Tf 0 1 -1 0 100 50 Tm (marge) Tj ET")
    assert (line.text, line.turned) == ("marge", True)
    assert line.bottom == pytest.approx(150, abs=1)
    assert line.right == pytest.approx(102.2)


def test_places_on_a_rotated_page_are_as_it_is_shown(stretches_of: Callable[..., list[Stretch]]):
    # On a page shown turned clockwise, text that runs upwards runs to the right.
    [line] = stretches_of("BT /F1 10 Tf 0 1 -1 0 100 50 Tm (titre) Tj ET", rotate=90)
    assert (line.text, line.turned) == ("titre", False)
    assert line.left == pytest.approx(50, abs=1)
    assert line.base == pytest.approx(100)
