"""Keeps what was recognised in a picture, so that the same picture is never looked at twice.

One file a picture, named by what it was made from: the picture, its resolution, who recognised it.
An ingestion that was cut off goes on where it was; a page that returns in another edition is known.
"""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from ingest.ocr import Recogniser


@dataclass(frozen=True, slots=True)
class Kept:
    """A recogniser that remembers, in files under `folder`; a full disk only makes it forget."""

    recogniser: Recogniser
    folder: Path

    @property
    def identity(self) -> str:
        """That of who recognises."""
        return self.recogniser.identity

    def recognise(self, picture: bytes, dpi: int) -> bytes:
        """The words of the picture as hOCR. Raises `RecognitionFailed`, which is not kept."""
        made_from = f"{self.identity}|{dpi}|".encode()
        name = hashlib.sha256(made_from + picture).hexdigest()
        file = self.folder / name[:2] / f"{name}.hocr"
        with suppress(OSError):
            return file.read_bytes()
        words = self.recogniser.recognise(picture, dpi)
        with suppress(OSError):
            _write(file, words)
        return words


def _write(file: Path, content: bytes) -> None:
    """The whole file or none, whenever the machine stops."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as stream:
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).replace(file)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
