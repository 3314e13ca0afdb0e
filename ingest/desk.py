"""What a reading process does: one job at a time on one open PDF."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pypdfium2 as pdfium

from ingest.errors import RecognitionFailed
from ingest.hocr import Recognised
from ingest.ocr import Recogniser
from ingest.opening import open_pdf
from ingest.pdf import bookmarks_of, read_sheet
from ingest.report import Bookmark
from ingest.scan import recognise
from ingest.sheet import Sheet
from ingest.structure import Structure, read_structure

# pdfium keeps what it has parsed of a file as long as the file is open.
JOBS_A_DOCUMENT = 40


class What(StrEnum):
    """What is wanted of a PDF."""

    PAGES = "pages"
    BOOKMARKS = "bookmarks"
    STRUCTURE = "structure"
    SHEET = "sheet"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing wanted of the PDF at `path`; `number` is the page's, from 1, where it is of one."""

    what: What
    path: Path
    number: int = 0


Result = int | tuple[Bookmark, ...] | Structure | Sheet | Recognised


@dataclass
class Desk:
    """Does jobs, and keeps the last PDF open between them."""

    recogniser: Recogniser | None
    _path: Path | None = field(default=None, init=False)
    _document: pdfium.PdfDocument | None = field(default=None, init=False)
    _jobs: int = field(default=0, init=False)

    def __call__(self, job: Job) -> Result:
        """What was wanted. Raises what `open_pdf` raises, and `RecognitionFailed`."""
        if job.what is What.STRUCTURE:
            return read_structure(job.path)
        return self._do(job, self._opened(job.path))

    def _do(self, job: Job, document: pdfium.PdfDocument) -> Result:
        match job.what:
            case What.BOOKMARKS:
                return bookmarks_of(document)
            case What.SHEET:
                return read_sheet(document, job.number)
            case What.PICTURE:
                if self.recogniser is None:
                    raise RecognitionFailed
                return recognise(document, job.number, self.recogniser)
            case _:
                return len(document)

    def _opened(self, path: Path) -> pdfium.PdfDocument:
        if self._document is None or self._path != path or self._jobs >= JOBS_A_DOCUMENT:
            self.close()
            self._document, self._path = open_pdf(path), path
        self._jobs += 1
        return self._document

    def close(self) -> None:
        """No file is open."""
        if self._document is not None:
            self._document.close()
        self._document, self._path, self._jobs = None, None, 0


@dataclass(frozen=True, slots=True)
class DeskOf:
    """Makes a desk, in the process where it is to stand."""

    recogniser: Recogniser | None

    def __call__(self) -> Callable[[Job], Result]:
        """The desk."""
        return Desk(self.recogniser)
