"""Reads PDFs with one library in the environment it is run in, and says what that took.

    python readers.py READER JOB.json OUT.json

Nothing but the standard library is imported before the reader: this file also runs where only the
tool is installed. A job has `reports`, paths that are read and timed with the number of their
first pages that are wanted (Selon reads all of a report whatever is wanted), and `tables`, pages by
path whose tables are looked for, apart and untimed. The outcome has the text of each page and its
headings where the library tells them (with their levels), boxes of tables in shares of the page,
seconds of the processor, and the most memory of the process in MB before tables are looked for.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

Heading = tuple[int, str]
Boxes = dict[int, list[list[float]]]
RAN: dict[str, int] = {}  # pages that were read of a report, where more than is wanted


@dataclass(frozen=True)
class Leaf:
    """The text of one page in reading order, and its headings, None where none are told."""

    text: str
    headings: list[Heading] | None = None


Read = Callable[[Path, int], Iterator[Leaf]]
Find = Callable[[Path, Sequence[int]], Boxes]


def selon() -> tuple[Read, Find]:
    """Selon's own reading and cutting, in one process, without recognition of scans."""
    from bench.tables import tables_on  # noqa: PLC0415
    from ingest.cut import cut_passages  # noqa: PLC0415
    from ingest.pdf import read_report  # noqa: PLC0415
    from ingest.report import Provenance, Report  # noqa: PLC0415

    def whole(path: Path) -> Report:
        return read_report(path, slug="bench", provenance=Provenance(path.name))

    def read(path: Path, count: int) -> Iterator[Leaf]:
        report = whole(path)
        RAN[str(path)] = len(report.pages)
        headings: dict[int, dict[Heading, None]] = {}
        for passage in cut_passages(report):
            for page in range(passage.first_page, passage.last_page + 1):
                told = headings.setdefault(page, {})
                told.update(dict.fromkeys(enumerate(passage.headings, 1)))
        for page in report.pages[:count]:
            yield Leaf(page.text, list(headings.get(page.number, {})))

    def find(path: Path, pages: Sequence[int]) -> Boxes:
        report = whole(path)
        boxes: Boxes = {}
        for number in pages:
            boxes[number] = []
            for lines in tables_on(report.pages[number - 1]).values():
                cells = [line.cell for line in lines if line.cell is not None]
                left, right = min(c.left for c in cells), max(c.right for c in cells)
                top, bottom = min(x.box.top for x in lines), max(x.box.bottom for x in lines)
                boxes[number].append([left, top, right, bottom])
        return boxes

    return read, find


def pypdf() -> tuple[Read, None]:
    """What pypdf gives as it is, in the order of the page's stream."""
    from pypdf import PdfReader  # noqa: PLC0415

    def read(path: Path, count: int) -> Iterator[Leaf]:
        return (Leaf(page.extract_text()) for page in PdfReader(path).pages[:count])

    return read, None


def pdfium() -> tuple[Read, None]:
    """The text that pdfium itself gives of a page."""
    import pypdfium2  # noqa: PLC0415

    def read(path: Path, count: int) -> Iterator[Leaf]:
        document = pypdfium2.PdfDocument(path)
        for page in islice(document, count):
            text = page.get_textpage()
            yield Leaf(text.get_text_range())
            text.close()
            page.close()

    return read, None


def pdfplumber() -> tuple[Read, Find]:
    """What is had of pdfplumber: `extract_text` and `find_tables` as they are."""
    import pdfplumber as library  # noqa: PLC0415

    def read(path: Path, count: int) -> Iterator[Leaf]:
        with library.open(path) as document:
            for page in document.pages[:count]:
                yield Leaf(page.extract_text())
                page.close()

    def find(path: Path, pages: Sequence[int]) -> Boxes:
        boxes: Boxes = {}
        with library.open(path) as document:
            for number in pages:
                page = document.pages[number - 1]
                found = [table.bbox for table in page.find_tables()]
                boxes[number] = _shares(found, float(page.width), float(page.height))
                page.close()
        return boxes

    return read, find


def pdfminer() -> tuple[Read, None]:
    """pdfminer.six, which analyses the layout of boxes of text (`LAParams`)."""
    from pdfminer.high_level import extract_pages  # noqa: PLC0415
    from pdfminer.layout import LAParams, LTTextContainer  # noqa: PLC0415

    def read(path: Path, count: int) -> Iterator[Leaf]:
        for page in extract_pages(path, maxpages=count, laparams=LAParams()):
            yield Leaf("".join(x.get_text() for x in page if isinstance(x, LTTextContainer)))

    return read, None


def pymupdf4llm() -> tuple[Read, Find]:
    """pymupdf4llm's Markdown, columns and headings analysed; PyMuPDF's `find_tables`. AGPL."""
    import pymupdf  # noqa: PLC0415
    import pymupdf4llm as library  # noqa: PLC0415

    def read(path: Path, count: int) -> Iterator[Leaf]:
        with pymupdf.open(path) as document:
            pages = list(range(min(count, len(document))))
        for page in library.to_markdown(str(path), pages=pages, page_chunks=True):
            text = re.sub(r"<br>|<[^>]*>|[*_`|]|^#+", " ", page["text"], flags=re.MULTILINE)
            marked = re.findall(r"^(#+)\s*(.+)$", page["text"], re.MULTILINE)
            yield Leaf(text, [(len(level), re.sub(r"[*_`]", "", said)) for level, said in marked])

    def find(path: Path, pages: Sequence[int]) -> Boxes:
        boxes: Boxes = {}
        with pymupdf.open(path) as document:
            for number in pages:
                page = document[number - 1]
                found = [table.bbox for table in page.find_tables().tables]
                boxes[number] = _shares(found, page.rect.width, page.rect.height)
        return boxes

    return read, find


READERS: dict[str, Callable[[], tuple[Read, Find | None]]] = {
    "selon": selon,
    "pypdf": pypdf,
    "pdfium": pdfium,
    "pdfplumber": pdfplumber,
    "pdfminer": pdfminer,
    "pymupdf4llm": pymupdf4llm,
}


def _shares(boxes: Iterable[Sequence[float]], width: float, height: float) -> list[list[float]]:
    return [[b[0] / width, b[1] / height, b[2] / width, b[3] / height] for b in boxes]


def main() -> None:
    """Writes what the reader makes of the job."""
    name, job_file, out = sys.argv[1:]
    job: dict[str, Any] = json.loads(Path(job_file).read_text())
    read, find = READERS[name]()
    pages: dict[str, list[Any]] = {}
    seconds: dict[str, float] = {}
    for path, count in job["reports"].items():
        begun = time.process_time()
        pages[path] = [[leaf.text, leaf.headings] for leaf in read(Path(path), count)]
        seconds[path] = time.process_time() - begun
    read_pages = {path: RAN.get(path, len(leaves)) for path, leaves in pages.items()}
    told: dict[str, Any] = {"pages": pages, "seconds": seconds, "read": read_pages}
    told["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told["tables"] = find and {p: find(Path(p), numbers) for p, numbers in job["tables"].items()}
    Path(out).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
