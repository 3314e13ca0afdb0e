"""The door to the recognition of text in pictures; Tesseract stands in it, if installed."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ingest.errors import RecognitionFailed

if sys.platform == "linux":
    import resource

PROGRAM = "tesseract"
LANGUAGE = "fra"
SECONDS = 20  # of the processor; a page of a report takes two


class NoRecognition(StrEnum):
    """Why no text in pictures can be recognised here."""

    NO_PROGRAM = "no_program"
    NO_FRENCH = "no_french"


class Recogniser(Protocol):
    """Finds the words in the picture of a page."""

    @property
    def identity(self) -> str:
        """What recognises, and in which version: another one may find other words."""

    def recognise(self, picture: bytes, dpi: int) -> bytes:
        """The words of a grey picture (PGM) as hOCR. Raises `RecognitionFailed`."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program at `path`, run once a page in a process of its own, on one core."""

    path: Path
    version: str

    @property
    def identity(self) -> str:
        """Its name, version and language."""
        return f"{PROGRAM} {self.version} {LANGUAGE}"

    def recognise(self, picture: bytes, dpi: int) -> bytes:
        """The words of a grey picture (PGM) as hOCR. Raises `RecognitionFailed`."""
        typed = [str(self.path), "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", "1"]
        one_core = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            with subprocess.Popen(  # noqa: S603 - the program that the person installed
                [*typed, "hocr"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=one_core,
            ) as program:
                _keep_within(program.pid)
                words, _ = program.communicate(picture)
        except OSError as exc:
            raise RecognitionFailed from exc
        if program.returncode:
            raise RecognitionFailed
        return words


def _keep_within(pid: int) -> None:
    """The process has SECONDS of the processor, where the system can be told so."""
    if sys.platform == "linux":
        with suppress(OSError):
            resource.prlimit(pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))


def find_tesseract(search: str | None = None) -> Tesseract | NoRecognition:
    """The Tesseract that is installed with its French data, or what is missing.

    `search` is a list of folders as in PATH, which it is by default.
    """
    found = shutil.which(PROGRAM, path=search)
    if found is None:
        return NoRecognition.NO_PROGRAM
    said = _said(found, "--version")
    if said is None:
        return NoRecognition.NO_PROGRAM
    if LANGUAGE not in (_said(found, "--list-langs") or "").split():
        return NoRecognition.NO_FRENCH
    return Tesseract(Path(found), said.removeprefix(PROGRAM).split(maxsplit=1)[0])


def _said(program: str, option: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - the program that the person installed
            [program, option], capture_output=True, text=True, check=True, timeout=SECONDS
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return (done.stdout or done.stderr).strip() or None
