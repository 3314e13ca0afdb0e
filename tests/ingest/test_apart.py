"""PDFs read in other processes are read as here; pages of pictures go through the recogniser."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PosixPath

import pikepdf
import pytest

from ingest.apart import Readers, ReadReport
from ingest.cut import CUT, cut_passages, is_recognised
from ingest.errors import ExhaustingPdf, NotAPdf, PasswordProtected, RecognitionFailed
from ingest.pdf import read_report
from ingest.report import Missing, Provenance, ReadBy
from ingest.sources import DOSSIER_FILE

DOSSIER = Path(__file__).parents[2] / "ingest" / "data" / DOSSIER_FILE
RECT = "0.2 g 20 20 160 160 re f"
PROSE = "BT /F1 8 Tf 10 150 Td (La ville entretient quatorze ecoles et trente routes.) Tj ET"
SAID = "La cantine du quartier a servi douze mille repas cette année."


@dataclass(frozen=True)
class Reciting:
    """A recogniser that finds the same line in every picture, as sure of it as it is told."""

    sure: int = 95
    identity: str = "reciting 1"

    def recognise(self, picture: bytes, dpi: int) -> bytes:
        words = "".join(
            f"<span class='ocrx_word' title='bbox 0 0 9 9; x_wconf {self.sure}'>{word}</span>"
            for word in SAID.split()
        )
        line = f"<span class='ocr_line' title='bbox 100 50 400 80; x_size 30'>{words}</span>"
        width, height = picture.split(maxsplit=3)[1:3]
        whole = f"bbox 0 0 {int(width)} {int(height)}"
        return f"<div class='ocr_page' title='{whole}'><p class='ocr_par'>{line}</p></div>".encode()


@dataclass(frozen=True)
class Failing:
    """A recogniser that gives up."""

    identity: str = "failing 1"

    def recognise(self, picture: bytes, dpi: int) -> bytes:
        raise RecognitionFailed


class Asleep(PosixPath):
    """A file that can't be looked at before long."""

    def is_file(self) -> bool:
        time.sleep(600)
        return super().is_file()


def quiet(stage: str, done: int, total: int) -> None:
    """Nobody is told."""


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(recogniser=None, workers=2) as made:
        yield made


@pytest.fixture(scope="module")
def reciting() -> Iterator[Readers]:
    with Readers(recogniser=Reciting(), workers=1) as made:
        yield made


@pytest.fixture
def mixed(text_pdf: Callable[..., Path]) -> Path:
    """A page of text, one that is a dark square, one with nothing on it."""
    return text_pdf(PROSE, RECT, "")


def read(readers: Readers, path: Path) -> ReadReport:
    return readers.read(path, slug="x", provenance=Provenance(path.name), advance=quiet)


def test_it_is_read_as_here(readers: Readers) -> None:
    found = read(readers, DOSSIER)
    here = read_report(DOSSIER, slug="x", provenance=Provenance(DOSSIER_FILE))
    assert found == ReadReport(here, cut_passages(here), CUT)


def test_pages_are_told_as_they_are_read(readers: Readers, mixed: Path) -> None:
    told: list[tuple[str, int, int]] = []
    readers.read(
        mixed, slug="x", provenance=Provenance("x"), advance=lambda *each: told.append(each)
    )
    read, cut = told[:3], told[3:]
    assert read == [("read", 1, 3), ("read", 2, 3), ("read", 3, 3)]
    assert cut == [("cut", 0, 3), ("cut", 1, 3), ("cut", 3, 3)]


def test_what_reading_raises_comes_through(readers: Readers, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.pdf"
    letter.write_text("Bonjour")
    with pytest.raises(NotAPdf) as refused:
        read(readers, letter)
    assert refused.value.values == {"file": "lettre.pdf"}


def test_a_password_is_told_by_name(readers: Readers, mixed: Path) -> None:
    locked = mixed.with_name("secret.pdf")
    with pikepdf.open(mixed) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="u", owner="o"))
    with pytest.raises(PasswordProtected):
        read(readers, locked)


def test_without_a_recogniser_a_picture_is_unread_and_says_why(
    readers: Readers, mixed: Path
) -> None:
    found = read(readers, mixed)
    assert [page.missing for page in found.report.pages] == [
        None,
        Missing.UNRECOGNISED,
        Missing.BLANK,
    ]
    assert found.report.unread_pages == (2, 3)
    assert found.cut == {**CUT, "lost": "2"}


def test_a_picture_is_recognised_and_marked(reciting: Readers, mixed: Path) -> None:
    found = read(reciting, mixed)
    page = found.report.pages[1]
    assert (page.text, page.read_by, page.confidence, page.missing) == (
        SAID,
        ReadBy.OCR,
        0.95,
        None,
    )
    assert [p.read_by for p in found.passages] == [ReadBy.TEXT, ReadBy.OCR]
    assert found.cut == {**CUT, "ocr": "reciting 1"}
    assert is_recognised(found.cut)


def test_bullets_left_among_curves_are_no_text(
    reciting: Readers, text_pdf: Callable[..., Path]
) -> None:
    left = text_pdf(f"{RECT} BT /F1 8 Tf 10 190 Td (\u2022) Tj 0 -9 Td (\u2022) Tj ET")
    (page,) = read(reciting, left).report.pages
    assert (page.text, page.read_by) == (SAID, ReadBy.OCR)


def test_the_recognition_of_pages_is_told_apart(reciting: Readers, mixed: Path) -> None:
    told: list[tuple[str, int, int]] = []
    reciting.read(
        mixed, slug="x", provenance=Provenance("x"), advance=lambda *each: told.append(each)
    )
    assert told[3:5] == [("recognise", 1, 1), ("cut", 0, 3)]


def test_what_is_recognised_badly_is_never_quoted(mixed: Path) -> None:
    with Readers(recogniser=Reciting(sure=40), workers=1) as unsure:
        page = read(unsure, mixed).report.pages[1]
    assert (page.lines, page.missing) == ((), Missing.DOUBTFUL)


def test_a_recognition_that_fails_is_tried_again_next_time(mixed: Path) -> None:
    with Readers(recogniser=Failing(), workers=1) as failing:
        found = read(failing, mixed)
    assert found.report.pages[1].missing is Missing.SLOW
    assert found.cut == {**CUT, "lost": "2"}


def test_a_file_that_can_not_be_opened_within_its_limits_is_refused(mixed: Path) -> None:
    with (
        Readers(recogniser=None, workers=1, seconds=1, patience=0.0) as hasty,
        pytest.raises(ExhaustingPdf) as refused,
    ):
        read(hasty, Asleep(mixed))
    assert refused.value.values == {"file": mixed.name, "seconds": 1}
