"""What shows a cell of the matrix: its quotes page by page, and where else the topic stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.coverage import Coverage, TopicCoverage
from retrieval.topic import Topic
from ui.render import QuoteView, quote_view
from ui.staff.matrix import Address, CellView, Part, View, cell_view, cells_of, columns_of
from ui.wording import decimal


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """Another part of the report that speaks of the topic."""

    name: str
    cell: CellView


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A topic in the whole report, or in the part called `where`, with a quote a page.

    `share` is how many in a hundred words of the report stand in the passages, in French.
    """

    topic: Topic
    where: str
    cell: CellView
    share: str
    quotes: tuple[QuoteView, ...]
    chapters: tuple[ElsewhereView, ...]
    territories: tuple[ElsewhereView, ...]


def evidence_view(
    coverage: Coverage, topic: str, part: Part | None, address: Address, *, base: str
) -> EvidenceView:
    """The evidence of `topic` in a `part` of the report, or in all of it.

    `base` leads to the first page. Raises LookupError where there is no such topic or part.
    """
    row = next((row for row in coverage.topics if row.topic.id == topic), None)
    if row is None:
        raise LookupError(topic)
    cell = part.cell(row) if part else row.whole
    return EvidenceView(
        topic=row.topic,
        where=part.column(coverage).name if part else "",
        cell=cell_view(cell, topic, part, address),
        share=decimal(100 * cell.share, 1),
        quotes=tuple(quote_view(citation, base=base) for citation in cell.evidence),
        chapters=tuple(_elsewhere(coverage, row, View.CHAPTERS, address)),
        territories=tuple(_elsewhere(coverage, row, View.TERRITORIES, address)),
    )


def _elsewhere(
    coverage: Coverage, row: TopicCoverage, view: View, address: Address
) -> Iterator[ElsewhereView]:
    columns, cells = columns_of(coverage, view), cells_of(row, view)
    for number, (column, cell) in enumerate(zip(columns, cells, strict=True), start=1):
        if cell.best is not None:
            shown = cell_view(cell, row.topic.id, Part(view, number), address)
            yield ElsewhereView(column.name, shown)
