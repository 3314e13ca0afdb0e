"""The door to Tesseract: found or not, asked, and remembered. The program here is a script."""

import sys
from pathlib import Path

import pytest

from ingest.errors import RecognitionFailed
from ingest.ocr import NoRecognition, Tesseract, find_tesseract
from ingest.ocr_kept import Kept

SCRIPT = """#!{python}
import pathlib, sys
if sys.argv[1] == "--version":
    print("tesseract 9.9.1\\n leptonica-1")
elif sys.argv[1] == "--list-langs":
    print("List of available languages (2):\\n{languages}")
else:
    with open({log!r}, "a") as log:
        log.write(" ".join(sys.argv[1:]) + "\\n")
    picture = sys.stdin.buffer.read()
    if picture == b"bad":
        sys.exit(1)
    sys.stdout.write("<p>" + picture.decode() + "</p>")
"""


def install(folder: Path, languages: str = "eng\\nfra") -> Path:
    """A program named tesseract in `folder`, which writes down what it is asked."""
    log = folder / "asked"
    log.touch()
    path = folder / "tesseract"
    path.write_text(SCRIPT.format(python=sys.executable, log=str(log), languages=languages))
    path.chmod(0o755)
    return log


def test_a_program_with_french_is_found_with_its_version(tmp_path: Path) -> None:
    install(tmp_path)
    found = find_tesseract(str(tmp_path))
    assert isinstance(found, Tesseract)
    assert (found.path, found.identity) == (tmp_path / "tesseract", "tesseract 9.9.1 fra")


def test_without_the_program_that_is_told(tmp_path: Path) -> None:
    assert find_tesseract(str(tmp_path)) is NoRecognition.NO_PROGRAM


def test_without_french_that_is_told(tmp_path: Path) -> None:
    install(tmp_path, languages="eng\\nosd")
    assert find_tesseract(str(tmp_path)) is NoRecognition.NO_FRENCH


def test_a_program_that_does_not_start_is_none(tmp_path: Path) -> None:
    (tmp_path / "tesseract").write_text("no program")
    (tmp_path / "tesseract").chmod(0o755)
    assert find_tesseract(str(tmp_path)) is NoRecognition.NO_PROGRAM


def test_it_is_asked_for_french_words_with_their_places(tmp_path: Path) -> None:
    log = install(tmp_path)
    assert Tesseract(tmp_path / "tesseract", "9").recognise(b"abc", 300) == b"<p>abc</p>"
    assert log.read_text() == "stdin stdout -l fra --dpi 300 --psm 1 hocr\n"


def test_a_picture_that_it_gives_up_on_is_told(tmp_path: Path) -> None:
    install(tmp_path)
    with pytest.raises(RecognitionFailed):
        Tesseract(tmp_path / "tesseract", "9").recognise(b"bad", 300)


def test_a_program_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecognitionFailed):
        Tesseract(tmp_path / "tesseract", "9").recognise(b"abc", 300)


def test_the_same_picture_is_looked_at_once(tmp_path: Path) -> None:
    log = install(tmp_path)
    kept = Kept(Tesseract(tmp_path / "tesseract", "9"), tmp_path / "kept")
    assert [kept.recognise(b"abc", 300) for _ in range(2)] == [b"<p>abc</p>"] * 2
    assert len(log.read_text().splitlines()) == 1


@pytest.mark.parametrize(("version", "dpi"), [("10", 300), ("9", 200)])
def test_another_version_or_resolution_looks_again(tmp_path: Path, version: str, dpi: int) -> None:
    log = install(tmp_path)
    program = tmp_path / "tesseract"
    Kept(Tesseract(program, "9"), tmp_path / "kept").recognise(b"abc", 300)
    Kept(Tesseract(program, version), tmp_path / "kept").recognise(b"abc", dpi)
    assert len(log.read_text().splitlines()) == 2


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    log = install(tmp_path)
    kept = Kept(Tesseract(tmp_path / "tesseract", "9"), tmp_path / "kept")
    for _ in range(2):
        with pytest.raises(RecognitionFailed):
            kept.recognise(b"bad", 300)
    assert len(log.read_text().splitlines()) == 2
