"""Coverage for programs: the JSON of the contract, and a table that spreadsheets open."""

from collections.abc import Iterator, Sequence

from retrieval.coverage import Cell, Column, Coverage, TopicCoverage
from ui.contract import Json, citation_json
from ui.spreadsheet import csv_of
from ui.wording import decimal, say

_HEADS = ("topic", "family", "state", "pages", "passages", "share", "quote", "quote_page")


def coverage_json(coverage: Coverage) -> Json:
    """A report, its columns, and its topics, each with those columns where it isn't absent."""
    return {
        "report": coverage.report,
        "edition": coverage.edition,
        "title": coverage.title,
        "by_meaning": coverage.by_meaning,
        "chapters": [
            {"chapter": each.name, "first_page": each.first_page} for each in coverage.chapters
        ],
        "territories": [
            {"territory": each.name, "communes": list(each.parts), "first_page": each.first_page}
            for each in coverage.territories
        ],
        "topics": [_topic_json(row, coverage) for row in coverage.topics],
    }


def coverage_csv(coverage: Coverage) -> bytes:
    """A line a topic, a column a chapter and a territory; UTF-8 with its mark, semicolons."""
    columns = [*coverage.chapters, *coverage.territories]
    heads = [say(f"coverage.heads.{head}") for head in _HEADS]
    heads += [column.name for column in columns]
    return csv_of(heads, map(_line, coverage.topics))


def _topic_json(row: TopicCoverage, coverage: Coverage) -> Json:
    return {
        "topic": row.topic.id,
        "name": row.topic.name,
        "family": row.topic.family,
        **_cell_json(row.whole),
        "evidence": [citation_json(citation) for citation in row.whole.evidence],
        "chapters": _cells_json("chapter", coverage.chapters, row.chapters),
        "territories": _cells_json("territory", coverage.territories, row.territories),
    }


def _cells_json(key: str, columns: Sequence[Column], cells: Sequence[Cell]) -> list[Json]:
    return [
        {key: column.name, "column": number, **_cell_json(cell)}
        for number, (column, cell) in enumerate(zip(columns, cells, strict=True))
        if cell.best is not None
    ]


def _cell_json(cell: Cell) -> Json:
    return {
        "state": cell.state.value,
        "pages": list(cell.pages),
        "passages": cell.passages,
        "share": cell.share,
        "quote": cell.best.quote if cell.best else None,
        "quote_page": cell.best.page.number if cell.best else None,
    }


def _line(row: TopicCoverage) -> Iterator[str]:
    cell = row.whole
    yield from (row.topic.name, row.topic.family, say(f"coverage.states.{cell.state.value}"))
    yield ", ".join(map(str, cell.pages))
    yield str(cell.passages)
    yield decimal(100 * cell.share, 2)
    yield " ".join(cell.best.quote.split()) if cell.best else ""
    yield str(cell.best.page.number) if cell.best else ""
    for each in (*row.chapters, *row.territories):
        yield say(f"coverage.states.{each.state.value}")
