"""Passages and pages as lines of JSON, and back: what an edition's files hold."""

import json
from collections.abc import Iterable
from typing import Any

from ingest.report import (
    Box,
    Cell,
    Line,
    Missing,
    Page,
    Passage,
    PassageKind,
    Placement,
    ReadBy,
    Row,
    RowCell,
)
from ingest.spread import Spread


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
        "rows": [_row_record(row) for row in passage.rows],
    }


def _row_record(row: Row) -> dict[str, Any]:
    return {
        "at": [row.start, row.end, row.page, row.table],
        "cells": [[c.start, c.end, c.column, list(c.heads)] for c in row.cells],
        "above": list(row.above),
        "heads_page": row.heads_page,
        "head": row.head,
        **({"counted": [row.counted_in, row.counted_page]} if row.counted_in else {}),
    }


def _read_row(record: dict[str, Any]) -> Row:
    start, end, page, table = record["at"]
    counted_in, counted_page = record.get("counted", ("", None))
    return Row(
        start=start,
        end=end,
        page=page,
        table=table,
        cells=tuple(RowCell(a, b, column, tuple(heads)) for a, b, column, heads in record["cells"]),
        above=tuple(record["above"]),
        heads_page=record["heads_page"],
        head=record["head"],
        counted_in=counted_in,
        counted_page=counted_page,
    )


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
        rows=tuple(map(_read_row, record.get("rows", ()))),  # an edition read before has none
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
        **({"spread": [page.spread.left, page.spread.right]} if page.spread else {}),
        "lines": [_line_record(line) for line in page.lines],
    }


def read_page(line: str | bytes) -> Page:
    """The page that `page_record` wrote. Raises ValueError, KeyError or TypeError."""
    record = json.loads(line)
    return Page(
        number=record["number"],
        label=record["label"],
        lines=tuple(_read_line(*parts) for parts in record["lines"]),
        width=record["width"],
        height=record["height"],
        contents=record["contents"],
        read_by=ReadBy(record["read_by"]),
        # Editions that were read before these were noted don't have them.
        confidence=record.get("confidence"),
        missing=Missing(record["missing"]) if "missing" in record else None,
        spread=Spread(*record["spread"]) if "spread" in record else None,
    )


def _line_record(line: Line) -> list[Any]:
    """A line as plain data; the place in a table last, where it stands in one."""
    cell = line.cell
    place = cell and [cell.table, cell.row, cell.column, cell.rows, cell.columns]
    about = [line.text, line.size, line.bold, line.block, line.beside, *_sides(line.box)]
    return [*about, [*place, cell.left, cell.right]] if cell and place else about


def _read_line(text: str, size: float, bold: bool, block: int, beside: bool, *rest: Any) -> Line:
    left, top, right, bottom, *place = rest
    cell = Cell(*place[0]) if place else None
    return Line(text, Box(left, top, right, bottom), size, bold, block, beside, cell)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return (box.left, box.top, box.right, box.bottom)
