"""Prints the excerpts that no run learns from as reports, a page each, with gold questions.

    python -m training.excerpt_reports

How sure an answer is, and what it is worth, can so be learned and measured on many near misses, as
they are searched: among a hundred other excerpts, several of them of the same made-up report.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training import exercises
from training.places import EXCERPTS_ASIDE, REPORTS
from training.reports import Block, print_blocks

GOLD = "excerpts.jsonl"
WHY = "Ressemble à ce que dit l'extrait, qui n'y répond pas."
FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*")


def blocks_of(rows: list[dict[str, Any]]) -> Iterator[Block]:
    """A page for each excerpt: its headings, nested, and its text."""
    yield {"kind": "title", "text": "Extraits"}
    for row in rows:
        for level, heading in enumerate(row["headings"], start=1):
            yield {"kind": "heading", "level": level, "text": heading}
        for line in row["text"].splitlines():
            yield {"kind": "paragraph", "text": line}
        yield {"kind": "page"}


def gold_of(name: str, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The questions on the excerpts, those that they don't answer too, in the gold format."""
    for page, row in enumerate(rows, start=1):
        for number, asked in enumerate(row["asked"]):
            yield {
                "id": f"{name}-{page}-a{number}",
                "pdf": f"{name}.pdf",
                "kind": "direct",
                "question": asked["q"],
                "pages": [page],
                "answer": asked["e"],
                "evidence": asked["e"],
                "keys": FIGURE.findall(asked["e"]) or [asked["e"].split()[-1].strip(".,;:")],
            }
        for number, missed in enumerate(row["missed"]):
            yield {
                "id": f"{name}-{page}-m{number}",
                "pdf": f"{name}.pdf",
                "kind": "near_miss",
                "question": missed,
                "why": WHY,
            }


def main() -> None:
    """Prints each file of excerpts, and writes the gold questions beside them."""
    kept: list[dict[str, Any]] = []
    for path in sorted(EXCERPTS_ASIDE.glob("*.jsonl")):
        rows = exercises.rows_in(path)
        name = f"excerpts-{path.stem}"
        print_blocks(name, list(blocks_of(rows)))
        found = list(gold_of(name, rows))
        print(f"{name}: {len(rows)} pages, {len(found)} questions")
        kept += found
    written = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    Path(REPORTS / GOLD).write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
