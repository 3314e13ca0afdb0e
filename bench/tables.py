"""Measures how tables are found and read against marks made by hand, and how fast.

    python -m bench.tables [--final]

`tables.json` holds pages of the reports in ../shared/reports: the box of each table in shares of
its page, how many rows and columns it has, and of some cells the hashes of the row's head, the
column's heads and the cell itself; and pages without a table. No text. Some of the marks are
opened by `--final` alone. A hash is the first 12 digits of the SHA-256 of the text in
compatibility form (NFKC), in small letters, with straight apostrophes and without white space.
"""

import argparse
import hashlib
import json
import os
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.cut import cut_passages
from ingest.pdf import read_report
from ingest.report import Box, Line, Page, Passage, Provenance, Report, Row

MARKS = Path(__file__).with_name("tables.json")
SHARED = Path(os.environ.get("SELON_SHARED", Path(__file__).parents[2] / "shared"))
ALIKE = 0.6  # shared area over joined area of two boxes of one table


def hash_of(text: str) -> str:
    """The first 12 hexadecimal digits that stand for `text` in the marks."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return hashlib.sha256("".join(plain.split()).encode()).hexdigest()[:12]


class ReadPdf:
    """A report that was read, and how many seconds of the processor that took."""

    def __init__(self, path: Path) -> None:
        start = time.process_time()
        self.report: Report = read_report(path, slug="bench", provenance=Provenance(path.name))
        self.passages: list[Passage] = cut_passages(self.report)
        self.seconds = time.process_time() - start

    def rows(self, page: int, table: int) -> Iterator[tuple[Passage, Row]]:
        """The rows of a table with their passages."""
        for passage in self.passages:
            yield from ((passage, r) for r in passage.rows if (r.page, r.table) == (page, table))


def tables_on(page: Page) -> dict[int, list[Line]]:
    """The lines of each table of a page, by its number."""
    found: dict[int, list[Line]] = {}
    for line in page.lines:
        if line.cell is not None:
            found.setdefault(line.cell.table, []).append(line)
    return found


def likeness(lines: Sequence[Line], box: Sequence[float]) -> float:
    """The area that a table and a box share, over that of both."""
    top, bottom = min(x.box.top for x in lines), max(x.box.bottom for x in lines)
    cells = [x.cell for x in lines if x.cell is not None]
    own = Box(min(c.left for c in cells), top, max(c.right for c in cells), bottom)
    width = min(own.right, box[2]) - max(own.left, box[0])
    height = min(own.bottom, box[3]) - max(own.top, box[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = (own.right - own.left) * (own.bottom - own.top) + (box[2] - box[0]) * (box[3] - box[1])
    return shared / (areas - shared)


def is_read(pdf: ReadPdf, page: int, table: int, cell: Sequence[str | None]) -> bool:
    """Whether a row of the table shows a cell with the heads that the marks give it."""
    label, head, text = cell
    for passage, row in pdf.rows(page, table):
        said = [passage.text[c.start : c.end] for c in row.cells]
        over = {hash_of(x) for x in (*row.above, *said)}
        for each, words in zip(row.cells, said, strict=True):
            heads = {hash_of(x) for x in (*each.heads, " ".join(each.heads))}
            if hash_of(words) == text and head in {None, *heads} and label in {None, *over}:
                return True
    return False


def main() -> None:
    """Prints a line a marked page, then the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--final", action="store_true", help="open the sealed marks too")
    final = parser.parse_args().final
    marks: dict[str, list[dict[str, Any]]] = json.loads(MARKS.read_text())
    tables = [each for each in marks["tables"] if final or not each["final"]]
    names = sorted({each["pdf"] for each in (*tables, *marks["without"])})
    read = {name: ReadPdf(SHARED / "reports" / name) for name in names}
    found = sized = cells = right = 0
    for mark in tables:
        pdf, number = read[mark["pdf"]], mark["page"]
        on = tables_on(pdf.report.pages[number - 1])
        best = max(on, key=lambda n: likeness(on[n], mark["box"]), default=None)
        is_found = best is not None and likeness(on[best], mark["box"]) >= ALIKE
        told = [is_found and is_read(pdf, number, best or 0, each) for each in mark["cells"]]
        places = [x.cell for x in on.get(best or 0, ()) if x.cell is not None]
        size = len({c.row for c in places}), max((c.column + c.columns for c in places), default=0)
        found += is_found
        sized += is_found and size == (mark["rows"] or size[0], mark["columns"])
        cells, right = cells + len(told), right + sum(told)
        wanted = mark["rows"], mark["columns"]
        print(f"{mark['pdf'][:28]:28} p. {number:3} {is_found!s:5} {size} of {wanted} {told}")
    false = sum(
        len(tables_on(read[m["pdf"]].report.pages[m["page"] - 1])) for m in marks["without"]
    )
    pages = sum(len(pdf.report.pages) for pdf in read.values())
    speed = pages / sum(pdf.seconds for pdf in read.values())
    print(f"tables found {found}/{len(tables)}, of that size {sized}, cells {right}/{cells}")
    print(f"tables on {len(marks['without'])} pages without: {false}; {speed:.0f} pages/s")


if __name__ == "__main__":
    main()
