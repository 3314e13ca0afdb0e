"""Coverage as JSON, and back: quotes are places in passages, looked up again on their pages."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from retrieval.answer import Citation
from retrieval.ask import Askable
from retrieval.coverage import Cell, Column, Coverage, State, TopicCoverage
from retrieval.rows import rows_between, write
from retrieval.topic import Topic

Record = dict[str, Any]


def write_coverage(coverage: Coverage) -> bytes:
    """The coverage as JSON that `read_coverage` reads; quotes as places in their passages."""
    record = {
        "by_meaning": coverage.by_meaning,
        "chapters": [asdict(column) for column in coverage.chapters],
        "territories": [asdict(column) for column in coverage.territories],
        "topics": [
            {
                "id": row.topic.id,
                "whole": _cell_record(row.whole),
                "chapters": [_cell_record(cell) for cell in row.chapters],
                "territories": [_cell_record(cell) for cell in row.territories],
            }
            for row in coverage.topics
        ],
    }
    sealed = {"seal": _seal(record), **record}
    return json.dumps(sealed, ensure_ascii=False, sort_keys=True).encode()


def read_coverage(content: bytes, edition: Askable, topics: Sequence[Topic]) -> Coverage:
    """The coverage of `edition` that was written, every quote found again on its page.

    Raises ValueError, KeyError, TypeError, IndexError or `QuoteNotOnPage` on anything else.
    """
    record = json.loads(content)
    if record.pop("seal") != _seal(record):
        raise ValueError("altered after it was written")
    if [row["id"] for row in record["topics"]] != [topic.id for topic in topics]:
        raise ValueError("of other topics")
    cells = _Cells(edition)
    return Coverage(
        edition=edition.id,
        report=edition.report_slug,
        title=edition.title,
        by_meaning=record["by_meaning"],
        chapters=tuple(map(_column, record["chapters"])),
        territories=tuple(map(_column, record["territories"])),
        topics=tuple(
            TopicCoverage(
                topic=topic,
                whole=cells.of(row["whole"]),
                chapters=tuple(map(cells.of, row["chapters"])),
                territories=tuple(map(cells.of, row["territories"])),
            )
            for topic, row in zip(topics, record["topics"], strict=True)
        ),
    )


class _Cells:
    """Reads the cells of one edition; a citation that several have is built once."""

    def __init__(self, edition: Askable) -> None:
        self._edition = edition
        self._passages = {passage.id: passage for passage in edition.passages}
        self._built: dict[str, Citation] = {}

    def of(self, record: Record) -> Cell:
        if not record:
            return Cell()
        evidence = tuple(map(self._citation, record["evidence"]))
        return Cell(
            state=State(record["state"]),
            pages=tuple(record["pages"]),
            passages=record["passages"],
            share=record["share"],
            evidence=evidence,
            best=evidence[record["best"]],
            rows=tuple(record["rows"]),
        )

    def _citation(self, record: Record) -> Citation:
        key = json.dumps(record, sort_keys=True)
        if key not in self._built:
            passage = self._passages[record["passage"]]
            start, end = record["start"], record["end"]
            rows = rows_between(passage, start, end)
            quote, parts = passage.text[start:end], tuple(record["heads"])
            if rows:
                said = write(passage.text, rows)
                quote, parts = said.text, tuple(dict.fromkeys(p.text for p in said.parts))
            elif parts:
                parts = (*parts, quote)
            self._built[key] = Citation(
                passage=passage,
                quote=quote,
                page=self._edition.page(record["page"]),
                edition=self._edition.id,
                report=self._edition.report_slug,
                start=start,
                end=end,
                parts=parts,
                read_by=passage.read_by,
                rows=rows,
            )
        return self._built[key]


def _cell_record(cell: Cell) -> Record:
    if cell.best is None:
        return {}
    return {
        "state": cell.state.value,
        "pages": list(cell.pages),
        "passages": cell.passages,
        "share": cell.share,
        "rows": list(cell.rows),
        "best": cell.evidence.index(cell.best),
        "evidence": [
            {
                "passage": each.passage.id,
                "page": each.page.number,
                "start": each.start,
                "end": each.end,
                "heads": list(each.heads),
            }
            for each in cell.evidence
        ],
    }


def _column(record: Record) -> Column:
    return Column(
        record["name"], tuple(record["rows"]), record["first_page"], tuple(record["parts"])
    )


def _seal(record: Record) -> str:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
