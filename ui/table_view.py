"""What a template places for a quote that is rows of a table: heads, rows, and marked cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.answer import Citation
from retrieval.definitions import Definition
from retrieval.rows import WITHIN_HEADS, Part, Piece, write
from ui.emphasis import Span, emphasise

GROUPS = " › "


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its words in spans; `label` says that it heads its row."""

    spans: tuple[Span, ...] = ()
    label: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the heads of its `group`, "" for none or the same as above, and a cell a column."""

    group: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A small table: `heads` by column, "" where there is none.

    `heads_page` is the page where they stand, where that is an earlier one. `counted_in` is what
    the figures are counted in, "" where they or the heads say so; `counted_page` is the page where
    that stands, where it is an earlier one and not that of the heads.
    """

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    heads_page: int | None = None
    counted_in: str = ""
    counted_page: int | None = None


def table_view(citation: Citation, acronyms: Sequence[Definition] = ()) -> TableView | None:
    """The rows that `citation` quotes as a table; None where it quotes anything else."""
    if not citation.rows:
        return None
    written = write(citation.passage.text, citation.rows)
    columns = sorted({cell.column for row in citation.rows for cell in row.cells})
    heads = {
        cell.column: WITHIN_HEADS.join(cell.heads)
        for row in reversed(citation.rows)
        for cell in row.cells
        if cell.heads
    }
    rows: list[TableRow] = []
    before = ""
    for _, held in groupby(written.parts, key=lambda part: part.row):
        parts = list(held)
        group = GROUPS.join(part.text for part in parts if part.kind is Piece.ABOVE)
        cells = {
            part.column: TableCell(_spans(part, citation, acronyms), part.kind is Piece.LABEL)
            for part in parts
            if part.kind in {Piece.CELL, Piece.LABEL}
        }
        rows.append(
            TableRow(
                "" if group == before else group,
                tuple(cells.get(column, TableCell()) for column in columns),
            )
        )
        before = group
    own, page = citation.page.number, citation.rows[0].heads_page
    heads_page = page if page != own else None
    counted = next((row for row in citation.rows if row.counted_in), citation.rows[0])
    unsaid = not any(counted.counted_in in head for head in heads.values())
    return TableView(
        tuple(heads.get(column, "") for column in columns),
        tuple(rows),
        heads_page,
        counted.counted_in if unsaid else "",
        counted.counted_page if unsaid and counted.counted_page not in {own, heads_page} else None,
    )


def _spans(part: Part, citation: Citation, acronyms: Sequence[Definition]) -> tuple[Span, ...]:
    """The words of a part in spans, marked where the quote is."""
    end = part.start + len(part.text)
    marks = [
        (max(a, part.start) - part.start, min(b, end) - part.start)
        for a, b in citation.marks
        if a < end and b > part.start
    ]
    return emphasise(part.text, marks, acronyms)
