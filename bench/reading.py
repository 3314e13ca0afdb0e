"""Measures how pages are read beside other libraries: words, order, headings, tables, cost.

    python -m bench.reading [--final] [--only NAME…] [--python FOLDER]

Against the web versions of two documents (`twins` in ../shared/reports): the share of their words
that were read, and in the right order (longest common subsequence of words over those of the web
version). Against `layout.json`, marks made by hand on pictures of hard pages: boxes in reading
order with the first and last letters of each, hashed, and headings with their levels; and against
the boxes of `tables.json`. Some marks are opened by `--final` alone.

Each library runs in a process of its own, one after the other, on the first pages of each report up
to the last with marks; those that Selon doesn't need in the environment at FOLDER. Prints tables
in Markdown. Seconds are the processor's; Selon's are those of whole reports, whose pages count.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from bench.marked import Mark, headings_of, likeness, order_of, shared_area, words_of
from bench.readers import READERS
from bench.tables import ALIKE, MARKS, SHARED

LAYOUT = Path(__file__).with_name("layout.json")
REPORTS = SHARED / "reports"
TWINS = {
    "01_bilan_betagouv_2025.pdf": "bilan_betagouv_2025.md",
    "40_cm_chemere_2015-07-07.pdf": "CM 7 juillet 2015.html",
}
WHOLE = 1000  # pages: all of a report
ELSEWHERE = {"pymupdf4llm"}


def words_of_twin(path: Path) -> list[str]:
    """The words that a web version shows; the lines before a Markdown page's text left out."""
    markup = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    markup = re.sub(r"\]\([^)]*\)", "] ", markup)
    soup = BeautifulSoup(markup, "lxml")
    for hidden in soup(["script", "style", "title"]):
        hidden.decompose()
    return words_of(soup.get_text(" "))


def run(name: str, folder: Path | None, job: Path, out: Path) -> dict[str, Any]:
    """What the reader `name` makes of the job, in a process of its own."""
    own = name not in ELSEWHERE
    if not own and folder is None:
        raise SystemExit(f"{name}: --python is missing")
    python = sys.executable if own else str(folder / "bin" / "python")  # type: ignore[operator]
    root = Path(__file__).parents[1]
    command = [python, str(root / "bench" / "readers.py"), name, str(job), str(out)]
    env = {**os.environ, "PYTHONPATH": str(root) if own else "", "OMP_NUM_THREADS": "1"}
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text())  # type: ignore[no-any-return]


def row_of(name: str, told: dict[str, Any], marks: Sequence[Mark], tables: dict[str, Any]) -> str:
    """A line of the table in Markdown."""
    pages = {Path(path).name: leaves for path, leaves in told["pages"].items()}
    cells = [name]
    for pdf, twin in TWINS.items():
        read = words_of("\n".join(text for text, _ in pages[pdf]))
        cells.append(str(likeness(read, words_of_twin(REPORTS / "twins" / twin))))
    orders, heads = [], []
    for mark in marks:
        text, headings = pages[mark["pdf"]][mark["page"] - 1]
        orders.append(order_of(text, mark["blocks"]))
        heads.append(None if headings is None else headings_of(headings, mark["blocks"]))
        print(f"{name:12} {mark['pdf'][:24]:24} p. {mark['page']:3} {orders[-1]} {heads[-1]}")
    right, pairs = sum(o.right for o in orders), sum(o.pairs for o in orders)
    found, boxes = sum(o.found for o in orders), sum(o.boxes for o in orders)
    cells += [f"{found} of {boxes}", f"{right} of {pairs}"]
    cells.append(f"{sum(o.tau for o in orders) / len(orders):.2f}")
    sums = [sum(each) for each in zip(*(astuple(h) for h in heads if h), strict=True)]
    cells.append("{1} of {3}, {0} alone, {2} nested".format(*sums) if sums else "–")
    cells.append(tables_row(told["tables"], tables))
    count = sum(told["read"].values())
    cells += [f"{count / sum(told['seconds'].values()):.0f}", f"{told['peak_mb']:.0f}"]
    return "| " + " | ".join(cells) + " |"


def tables_row(told: dict[str, Any] | None, tables: dict[str, Any]) -> str:
    """Tables found of those marked, and those found on pages without."""
    if told is None:
        return "– | –"
    by_name = {Path(path).name: boxes for path, boxes in told.items()}
    found = sum(
        any(shared_area(b, m["box"]) >= ALIKE for b in by_name[m["pdf"]][str(m["page"])])
        for m in tables["tables"]
    )
    false = sum(len(by_name[m["pdf"]][str(m["page"])]) for m in tables["without"])
    return f"{found} of {len(tables['tables'])} | {false}"


def counted(marks: Iterable[Mark]) -> dict[str, int]:
    """How many first pages of each report are wanted, by path."""
    counts = dict.fromkeys(TWINS, WHOLE)
    for mark in marks:
        counts[mark["pdf"]] = max(counts.get(mark["pdf"], 0), mark["page"])
    return {str(REPORTS / name): count for name, count in sorted(counts.items())}


def main() -> None:
    """Prints how each page with marks was read by each library, then the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--final", action="store_true", help="the sealed marks too, apart")
    parser.add_argument("--only", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--python", type=Path, help="the environment of those not our own")
    asked = parser.parse_args()
    marks = json.loads(LAYOUT.read_text())["pages"]
    tables = json.loads(MARKS.read_text())
    wanted: dict[str, set[int]] = {}
    for mark in (*tables["tables"], *tables["without"]):
        wanted.setdefault(str(REPORTS / mark["pdf"]), set()).add(mark["page"])
    rows: dict[bool, list[str]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as place:
        job = Path(place) / "job.json"
        pages = {path: sorted(numbers) for path, numbers in wanted.items()}
        job.write_text(json.dumps({"reports": counted(marks), "tables": pages}))
        for name in asked.only:
            told = run(name, asked.python, job, Path(place) / f"{name}.json")
            for final in {False, asked.final}:
                some = [mark for mark in tables["tables"] if mark["final"] == final]
                hard = [mark for mark in marks if mark["final"] == final]
                rows[final].append(row_of(name, told, hard, {**tables, "tables": some}))
    first, second = "slides: words | order", "minutes: words | order"
    boxes = "boxes found | neighbours in order | tau | headings"
    for final in sorted({False, asked.final}):
        print("final marks" if final else "open marks")
        print(f"| | {first} | {second} | {boxes} | tables | on pages without | pages/s | MB |")
        print("|" + "---|" * 13)
        print("\n".join(rows[final]))


if __name__ == "__main__":
    main()
