"""Makes the rows of a passage's tables: their cells on the tape, each with its heads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.counted import leaves_open
from ingest.heads import Heads, TableKey
from ingest.report import Row, RowCell
from ingest.tape import Piece, Tape
from ingest.units import Unit


def rows_of_units(
    units: Sequence[Unit], tape: Tape, heads: Mapping[TableKey, Heads]
) -> tuple[Row, ...]:
    """The table rows among `units`; their places count from the start of the first unit."""
    start = units[0].start
    found = (_row(unit, start, tape, heads) for unit in units if unit.row)
    return tuple(row for row in found if row is not None)


def _row(unit: Unit, start: int, tape: Tape, heads: Mapping[TableKey, Heads]) -> Row | None:
    """The row that `unit` is; None where its lines stand in no table, or in several rows."""
    pieces = list(tape.touched(unit.start, unit.end))
    first = pieces[0].line.cell
    if first is None or {_place(piece)[:2] for piece in pieces} != {(first.table, first.row)}:
        return None
    page = pieces[0].page
    given = heads.get((page, first.table), Heads(page))
    row = Row(
        start=unit.start - start,
        end=unit.end - start,
        page=page,
        table=first.table,
        cells=tuple(_cells(pieces, start, given, headed=first.row not in given.groups)),
        above=given.above.get(first.row, ()),
        heads_page=given.page if given.columns else None,
        head=first.row < given.rows,
    )
    if row.head or not given.counted_in or not _leaves_open(row, tape.text[unit.start : unit.end]):
        return row
    return replace(row, counted_in=given.counted_in, counted_page=given.counted_page)


def _leaves_open(row: Row, text: str) -> bool:
    """Whether what a figure of `row`, which is `text`, is counted in is said nowhere in it."""
    said = [text[cell.start - row.start : cell.end - row.start] for cell in row.cells]
    labels = said[: row.cells[0].column == 0]
    return any(
        leaves_open(words, " ".join(labels), (*row.above, *cell.heads))
        for words, cell in list(zip(said, row.cells, strict=True))[len(labels) :]
    )


def _cells(pieces: Sequence[Piece], start: int, heads: Heads, *, headed: bool) -> Iterator[RowCell]:
    """The cells of a row; those of heads, and of groups, which aren't `headed`, have no heads."""
    for (_, row, column), held in groupby(pieces, key=_place):
        lines = list(held)
        cell = lines[0].line.cell
        under = headed and cell is not None and row >= heads.rows
        texts = heads.over(cell) if cell is not None and under else ()
        yield RowCell(lines[0].start - start, lines[-1].end - start, column, texts)


def _place(piece: Piece) -> tuple[int, int, int]:
    cell = piece.line.cell
    return (0, 0, 0) if cell is None else (cell.table, cell.row, cell.column)
