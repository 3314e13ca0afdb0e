"""Coverages side by side as they are shown: a row a topic, a column an edition, what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.edition import Edition
from retrieval.coverage import Cell, Coverage, TopicCoverage
from retrieval.coverage_change import Change, change
from ui.cards import report_card
from ui.render import offered
from ui.staff.matrix import Address, CellView, cell_view
from ui.wording import decimal


@dataclass(frozen=True, slots=True)
class Side:
    """One of the coverages to compare, and where the evidence of its topics stands."""

    edition: Edition
    coverage: Coverage
    address: Address


@dataclass(frozen=True, slots=True)
class HeadView:
    """An edition at the head of its column, and what changed since the first one, by topic."""

    title: str
    built: str
    edition: str
    gained: tuple["MovedView", ...]
    lost: tuple["MovedView", ...]


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """A topic in an edition; `change` is against the first column, "same" in it."""

    cell: CellView
    share: str
    change: str


@dataclass(frozen=True, slots=True)
class MovedView:
    """A topic whose state changed: before, and after."""

    topic: str
    before: CellView
    after: CellView


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A topic in each edition."""

    topic: str
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class ComparedFamily:
    """Topics that belong together."""

    name: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The columns in the order in which they were chosen, the topics by family."""

    heads: tuple[HeadView, ...]
    families: tuple[ComparedFamily, ...]


def comparison_view(sides: Sequence[Side]) -> ComparisonView:
    """The `sides` side by side, by the topics of the first; changes are against it."""
    rows = list(_rows(sides))
    families = groupby(rows, key=lambda row: row[0].topic.family)
    return ComparisonView(
        heads=tuple(_head(sides, number, rows) for number in range(len(sides))),
        families=tuple(
            ComparedFamily(name, tuple(_row(sides, row) for row in members))
            for name, members in families
        ),
    )


Row = tuple[TopicCoverage, tuple[Cell, ...]]


def _rows(sides: Sequence[Side]) -> Iterator[Row]:
    """Each topic with its cell in each edition."""
    by_id = [{row.topic.id: row.whole for row in side.coverage.topics} for side in sides]
    for row in sides[0].coverage.topics:
        yield row, tuple(cells.get(row.topic.id, Cell()) for cells in by_id)


def _head(sides: Sequence[Side], number: int, rows: Sequence[Row]) -> HeadView:
    side = sides[number]
    card = report_card(side.edition)
    moved = {kind: tuple(_moved(sides, number, rows, kind)) for kind in Change}
    return HeadView(
        offered(card.title), card.built, side.edition.id, moved[Change.GAINED], moved[Change.LOST]
    )


def _moved(
    sides: Sequence[Side], number: int, rows: Sequence[Row], kind: Change
) -> Iterator[MovedView]:
    first, other = sides[0], sides[number]
    for row, cells in rows:
        before, after = cells[0], cells[number]
        if change(before, after) is kind:
            name = row.topic.id
            yield MovedView(
                offered(row.topic.name),
                cell_view(before, name, None, first.address),
                cell_view(after, name, None, other.address),
            )


def _row(sides: Sequence[Side], row: Row) -> ComparedRow:
    topic, cells = row[0].topic, row[1]
    return ComparedRow(
        offered(topic.name),
        tuple(
            ComparedCell(
                cell_view(cell, topic.id, None, side.address),
                decimal(100 * cell.share, 1),
                change(cells[0], cell).value,
            )
            for side, cell in zip(sides, cells, strict=True)
        ),
    )
