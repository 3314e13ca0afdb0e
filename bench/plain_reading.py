"""Measures what reading is worth to answers: the same questions on pages as plain pypdf has them.

    python -m bench.plain_reading FOLDER GOLD.jsonl --home EMPTY_FOLDER [--out FILE.json]

The PDFs of FOLDER that GOLD asks about are published twice with the same encoder, in two homes
under EMPTY_FOLDER: once as Selon reads them, once with each page's lines as pypdf's `extract_text`
gives them, in its order, without headings, columns, lists, tables and running heads told apart.
Cutting, search, reader and confidence are the same for both, and so is the setting.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from bench.quality import measured
from bench.run import RESULTS
from bench.stamp import stamp
from index.models import load_encoder
from index.shelf import Shelf
from ingest.file_name import slug_of
from ingest.normalise import normalise
from ingest.pdf import read_report
from ingest.report import Box, Line, Provenance, Report
from retrieval.gold import read_gold

SIZE = 10.0  # points; the same for all lines, so that none is a heading
PAGE = Box(0, 0, 1, 1)


def plain(report: Report) -> Report:
    """The report with the lines of its pages as pypdf gives them, a paragraph a page."""
    leaves = PdfReader(report.path).pages
    pages = tuple(
        replace(page, lines=tuple(_lines(leaf.extract_text())), contents=False, spread=None)
        for page, leaf in zip(report.pages, leaves, strict=True)
    )
    return replace(report, pages=pages, bookmarks=())


def _lines(text: str) -> Iterator[Line]:
    said = (normalise(line) for line in text.splitlines())
    return (Line(line, PAGE, SIZE) for line in said if line)


def main() -> None:
    """Prints and stores both, whole and by kind and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=RESULTS / "plain_reading.json")
    asked = parser.parse_args()
    encoder = load_encoder(None)
    names = sorted({question.pdf for question in read_gold(asked.gold)})
    shelves = {way: Shelf(asked.home / way) for way in ("plain", "selon")}
    sums: dict[str, str] = {}
    for path in (asked.folder / name for name in names):
        report = read_report(path, slug=slug_of(path.name), provenance=Provenance(path.name))
        sums[path.name] = report.sha256
        shelves["selon"].publish(report, encoder)
        shelves["plain"].publish(plain(report), encoder, cut={"plain": 1})
    figures: dict[str, dict[str, Any]] = {
        way: measured(asked.gold, asked.home / way) for way in shelves
    }
    asked.out.write_text(
        json.dumps(stamp() | {"reports": sums, "figures": figures}, ensure_ascii=False, indent=1)
        + "\n",
        "utf-8",
    )
    for way, told in figures.items():
        print(way, json.dumps({k: v for k, v in told.items() if isinstance(v, float)}))
        for part in ("kinds", "reports"):
            print(
                way,
                part,
                json.dumps({k: v["right"] for k, v in told[part].items()}, ensure_ascii=False),
            )


if __name__ == "__main__":
    main()
