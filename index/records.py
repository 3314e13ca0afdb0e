"""Passages and pages as lines of JSON, and back: what an edition's files hold."""

import json
from collections.abc import Iterable
from typing import Any

from ingest.report import Box, Line, Missing, Page, Passage, PassageKind, Placement, ReadBy


def write_lines(records: Iterable[dict[str, Any]]) -> bytes:
    """One JSON object a line."""
    lines = (json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in records)
    return "".join(lines).encode()


def passage_record(passage: Passage) -> dict[str, Any]:
    """A passage as plain data."""
    return {
        "id": passage.id,
        "text": passage.text,
        "headings": list(passage.headings),
        "placements": [[p.start, p.end, p.page, *_sides(p.box)] for p in passage.placements],
        "page_label": passage.page_label,
        "kind": passage.kind.value,
        "read_by": passage.read_by.value,
        "sentences": [list(span) for span in passage.sentences],
    }


def read_passage(line: str | bytes) -> Passage:
    """The passage that `passage_record` wrote. Raises ValueError, KeyError or TypeError."""
    record = json.loads(line)
    return Passage(
        id=record["id"],
        text=record["text"],
        headings=tuple(record["headings"]),
        placements=tuple(
            Placement(start, end, page, Box(*sides))
            for start, end, page, *sides in record["placements"]
        ),
        page_label=record["page_label"],
        kind=PassageKind(record["kind"]),
        read_by=ReadBy(record["read_by"]),
        sentences=tuple((start, end) for start, end in record["sentences"]),
    )


def page_record(page: Page) -> dict[str, Any]:
    """A page as plain data."""
    return {
        "number": page.number,
        "label": page.label,
        "width": page.width,
        "height": page.height,
        "contents": page.contents,
        "read_by": page.read_by.value,
        **({"confidence": page.confidence} if page.confidence is not None else {}),
        **({"missing": page.missing.value} if page.missing else {}),
        "lines": [
            [line.text, line.size, line.bold, line.block, line.beside, *_sides(line.box)]
            for line in page.lines
        ],
    }


def read_page(line: str | bytes) -> Page:
    """The page that `page_record` wrote. Raises ValueError, KeyError or TypeError."""
    record = json.loads(line)
    return Page(
        number=record["number"],
        label=record["label"],
        lines=tuple(
            Line(text, Box(*sides), size, bold, block, beside)
            for text, size, bold, block, beside, *sides in record["lines"]
        ),
        width=record["width"],
        height=record["height"],
        contents=record["contents"],
        read_by=ReadBy(record["read_by"]),
        # Editions that were read before these were noted don't have them.
        confidence=record.get("confidence"),
        missing=Missing(record["missing"]) if "missing" in record else None,
    )


def _sides(box: Box) -> tuple[float, float, float, float]:
    return (box.left, box.top, box.right, box.bottom)
