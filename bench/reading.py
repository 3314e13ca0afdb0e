"""Measures how pages are read beside other libraries: words, order, headings, tables, cost.

    python -m bench.reading [--final] [--only NAME…] [--python FOLDER]

Against the web versions of two documents (`twins` in ../shared/reports): the share of their words
that were read, and in the right order (longest common subsequence of words over those of the web
version). Against `layout.json`, marks made by hand on pictures of hard pages: boxes in reading
order with the first and last letters of each, hashed, and headings with their levels; and against
the boxes of `tables.json`. Some marks are opened by `--final` alone.

Each library runs in a process of its own, one after the other, on all reports that hold text;
those that Selon doesn't need in the environment at FOLDER. Prints a table in Markdown.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from rapidfuzz.distance import LCSseq
from scipy.stats import kendalltau

from bench.readers import READERS, Heading
from bench.tables import ALIKE, MARKS, SHARED

LAYOUT = Path(__file__).with_name("layout.json")
REPORTS = SHARED / "reports"
TWINS = {
    "01_bilan_betagouv_2025.pdf": "bilan_betagouv_2025.md",
    "40_cm_chemere_2015-07-07.pdf": "CM 7 juillet 2015.html",
}
TEXT = ("01", "05", "06", "10", "12", "14", "17", "20", "25", "28", "40")
ELSEWHERE = {"pymupdf4llm"}
Mark = dict[str, Any]


def words_of(text: str) -> list[str]:
    """The words of `text` in compatibility form (NFKC), in small letters."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def letters_of(text: str) -> str:
    """The letters and digits of `text`, in small letters: white space decides nothing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def hash_of(letters: str) -> str:
    """The first 12 hexadecimal digits that stand for `letters` in the marks."""
    return hashlib.sha256(letters.encode()).hexdigest()[:12]


def words_of_twin(path: Path) -> list[str]:
    """The words that a web version shows; the lines before a Markdown page's text left out."""
    markup = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    markup = re.sub(r"\]\([^)]*\)", "] ", markup)
    soup = BeautifulSoup(markup, "lxml")
    for hidden in soup(["script", "style", "title"]):
        hidden.decompose()
    return words_of(soup.get_text(" "))


@dataclass(frozen=True)
class Likeness:
    """How many words of a text were read, and in its order, of how many."""

    found: int
    ordered: int
    total: int

    def __str__(self) -> str:
        return f"{100 * self.found / self.total:.1f} | {100 * self.ordered / self.total:.1f}"


def likeness(read: Sequence[str], wanted: Sequence[str]) -> Likeness:
    """How `read` agrees with `wanted`, both words in order."""
    found = sum((Counter(read) & Counter(wanted)).values())
    return Likeness(found, LCSseq.similarity(read, wanted), len(wanted))


def places_of(letters: str, mark: Sequence[Any]) -> list[int]:
    """Where in `letters` the marked ones start."""
    size, wanted = mark
    starts = range(len(letters) - size + 1)
    return [start for start in starts if hash_of(letters[start : start + size]) == wanted]


@dataclass(frozen=True)
class Order:
    """How the marked boxes of a page follow each other in what was read.

    `right` of `pairs` neighbours follow: the first is whole before the second starts, and no other
    box starts between them. `tau` is Kendall's, over the starts of the boxes that were found.
    """

    found: int
    boxes: int
    right: int
    pairs: int
    tau: float


def span_of(letters: str, block: Mark) -> tuple[int, int] | None:
    """Where a marked box starts and ends in `letters`; the nearest ends where some stand twice."""
    last: Sequence[Any] = block.get("last") or block["first"]
    ends = [at + last[0] for at in places_of(letters, last)]
    spans = ((a, b) for a in places_of(letters, block["first"]) for b in ends if b > a)
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def order_of(text: str, blocks: Sequence[Mark]) -> Order:
    """How `blocks`, marks in reading order, stand in `text`."""
    letters = letters_of(text)
    spans = [span_of(letters, block) for block in blocks]
    starts = [span[0] for span in spans if span]
    after = dict(pairwise(sorted(starts)))
    right = sum(
        one is not None and other is not None and after.get(one[0]) == other[0] >= one[1]
        for one, other in pairwise(spans)
    )
    tau = kendalltau(range(len(starts)), starts).statistic if len(starts) > 1 else 0.0
    return Order(len(starts), len(blocks), right, len(blocks) - 1, float(tau))


@dataclass(frozen=True)
class Headed:
    """Of `marked` headings those told alone, those told with others, and those nested as marked."""

    alone: int
    told: int
    nested: int
    marked: int


def headings_of(told: Iterable[Heading], blocks: Sequence[Mark]) -> Headed:
    """How the headings among `blocks` were told.

    A heading is nested as marked where it is told below the nearest larger one before it on the
    page; where there is none, that it is told is enough.
    """
    said = [(level, letters_of(text)) for level, text in told]
    marked = [block for block in blocks if "heading" in block]
    levels: list[int | None] = []
    alone = nested = 0
    for at, block in enumerate(marked):
        size, wanted = block["heading"]
        holding = [(level, x) for level, x in said if places_of(x, block["heading"])]
        own = min(holding, key=lambda each: len(each[1]))[0] if holding else None
        alone += any(hash_of(x) == wanted and len(x) == size for _, x in holding)
        levels.append(own)
        over = next((i for i in range(at)[::-1] if marked[i]["level"] < block["level"]), None)
        above = 0 if over is None else levels[over]
        nested += own is not None and above is not None and own > above
    return Headed(alone, sum(x is not None for x in levels), nested, len(marked))


def shared_area(one: Sequence[float], other: Sequence[float]) -> float:
    """The area that two boxes share, over that of both."""
    width = max(0.0, min(one[2], other[2]) - max(one[0], other[0]))
    height = max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / (sum(areas) - width * height)


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
    count = sum(map(len, pages.values()))
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


def main() -> None:
    """Prints how each page with marks was read by each library, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--final", action="store_true", help="the sealed marks alone")
    parser.add_argument("--only", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--python", type=Path, help="the environment of those not our own")
    asked = parser.parse_args()
    marks = [m for m in json.loads(LAYOUT.read_text())["pages"] if m["final"] == asked.final]
    tables = json.loads(MARKS.read_text())
    tables["tables"] = [m for m in tables["tables"] if m["final"] == asked.final]
    wanted: dict[str, set[int]] = {}
    for mark in (*tables["tables"], *tables["without"]):
        wanted.setdefault(str(REPORTS / mark["pdf"]), set()).add(mark["page"])
    reports = sorted(str(p) for p in REPORTS.glob("*.pdf") if p.name[:2] in TEXT)
    rows = []
    with tempfile.TemporaryDirectory() as place:
        job = Path(place) / "job.json"
        pages = {path: sorted(numbers) for path, numbers in wanted.items()}
        job.write_text(json.dumps({"reports": reports, "tables": pages}))
        for name in asked.only:
            told = run(name, asked.python, job, Path(place) / f"{name}.json")
            rows.append(row_of(name, told, marks, tables))
    first, second = "slides: words | order", "minutes: words | order"
    boxes = "boxes found | neighbours in order | tau | headings"
    print(f"| | {first} | {second} | {boxes} | tables | on pages without | pages/s | MB |")
    print("|" + "---|" * 13)
    print("\n".join(rows))


if __name__ == "__main__":
    main()
