"""Finds the tables of some pages with one library in the environment it is run in.

    python finders.py FINDER JOB.json OUT.json

Nothing but the standard library is imported before the finder, since this file also runs where only
the tool is installed. The job has the wanted pages by path; the outcome has the boxes of the tables
of each, in shares of the page, and the seconds of the processor.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
Find = Callable[[Path, int], Iterator[Box]]


def _size(path: Path, number: int) -> tuple[float, float]:
    """Width and height of a page in points."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    size: tuple[float, float] = document[number - 1].get_size()
    document.close()
    return size


def camelot(flavor: str) -> Find:
    """Camelot: `lattice` sees ruled lines in a picture, `auto` asks `network` on other pages."""
    import camelot as library  # noqa: PLC0415

    def find(path: Path, number: int) -> Iterator[Box]:
        width, height = _size(path, number)
        for table in library.read_pdf(str(path), pages=str(number), flavor=flavor):
            left, bottom, right, top = table._bbox
            yield left / width, 1 - top / height, right / width, 1 - bottom / height

    return find


def img2table(borderless: bool) -> Find:
    """img2table: lines in a picture of the page, or also the white between words."""
    from img2table.document import PDF  # noqa: PLC0415

    dots = 200 / 72  # its pictures have 200 dots an inch

    def find(path: Path, number: int) -> Iterator[Box]:
        width, height = (side * dots for side in _size(path, number))
        page = PDF(str(path), pages=[number - 1])
        for tables in page.extract_tables(borderless_tables=borderless).values():
            for box in (table.bbox for table in tables):
                yield box.x1 / width, box.y1 / height, box.x2 / width, box.y2 / height

    return find


FINDERS: dict[str, Callable[[], Find]] = {
    "camelot lattice": lambda: camelot("lattice"),
    "camelot auto": lambda: camelot("auto"),
    "img2table": lambda: img2table(False),
    "img2table borderless": lambda: img2table(True),
}


def main() -> None:
    """Writes what the finder finds on the pages of the job."""
    name, job, out = sys.argv[1:]
    find = FINDERS[name]()
    told: dict[str, Any] = {"tables": {}, "failed": []}
    begun = time.process_time()
    for path, numbers in json.loads(Path(job).read_text()).items():
        boxes = told["tables"].setdefault(path, {})
        for number in numbers:
            try:
                boxes[number] = list(find(Path(path), number))
            except Exception as error:
                boxes[number] = []
                told["failed"].append(f"{Path(path).name} p. {number}: {error!r}")
    told["seconds"] = time.process_time() - begun
    Path(out).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
