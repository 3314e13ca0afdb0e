"""The matrix of coverage as it is shown: topics by family, a cell for the report and each part."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from retrieval.coverage import Cell, Column, Coverage, State, TopicCoverage

# How many pages at most the first shades of a cell stand for; the last one, for any number more.
STEPS = (1, 3, 7)
_PART = re.compile(r"(chapitres|territoires)-([1-9][0-9]{0,3})")


class View(StrEnum):
    """What the columns beside the whole report are."""

    CHAPTERS = "chapitres"
    TERRITORIES = "territoires"


@dataclass(frozen=True, slots=True)
class Part:
    """The column `number`, from 1, of a `view`."""

    view: View
    number: int

    def __str__(self) -> str:
        return f"{self.view.value}-{self.number}"

    @classmethod
    def read(cls, code: str) -> "Part":
        """The part that is written so. Raises ValueError."""
        found = _PART.fullmatch(code)
        if not found:
            raise ValueError(f"no part of a report: {code}")
        return cls(View(found[1]), int(found[2]))

    def column(self, coverage: Coverage) -> Column:
        """The column itself. Raises IndexError where there are fewer."""
        return columns_of(coverage, self.view)[self.number - 1]

    def cell(self, row: TopicCoverage) -> Cell:
        """The cell of the column in `row`. Raises IndexError where there are fewer."""
        return cells_of(row, self.view)[self.number - 1]


# Where the evidence of a topic stands, in a part of the report or (None) in all of it.
Address = Callable[[str, Part | None], str]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as it is shown; `href` leads to what shows it, "" where nothing was found.

    `shade` counts from 1 with the number of pages that treat the topic; 0 where none does.
    """

    state: str
    passages: int = 0
    pages: int = 0
    href: str = ""
    shade: int = 0


@dataclass(frozen=True, slots=True)
class RowView:
    """A topic, then the whole report and each column."""

    id: str
    topic: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Topics that belong together, and of how many the whole report has each state."""

    name: str
    rows: tuple[RowView, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The states that some of the topics have, in the order of the legend."""
        states = [row.cells[0].state for row in self.rows]
        return {state.value: states.count(state.value) for state in State if state.value in states}


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The `heads` of the columns beside the whole report, and the topics by family.

    `counts` says of how many topics the whole report has each state.
    """

    heads: tuple[str, ...]
    families: tuple[FamilyView, ...]
    counts: dict[str, int]


def matrix_view(coverage: Coverage, view: View, address: Address) -> MatrixView:
    """The matrix of `coverage` with the columns of `view`."""
    families = groupby(coverage.topics, key=lambda row: row.topic.family)
    return MatrixView(
        heads=tuple(column.name for column in columns_of(coverage, view)),
        families=tuple(
            FamilyView(name, tuple(_row(row, view, address) for row in rows))
            for name, rows in families
        ),
        counts={
            state.value: sum(row.whole.state is state for row in coverage.topics) for state in State
        },
    )


def columns_of(coverage: Coverage, view: View) -> tuple[Column, ...]:
    """The columns of `view`."""
    return coverage.chapters if view is View.CHAPTERS else coverage.territories


def cells_of(row: TopicCoverage, view: View) -> tuple[Cell, ...]:
    """The cells of a topic under the columns of `view`."""
    return row.chapters if view is View.CHAPTERS else row.territories


def cell_view(cell: Cell, topic: str, part: Part | None, address: Address) -> CellView:
    """A cell, with the way to its evidence where it has any."""
    if cell.best is None:
        return CellView(cell.state.value)
    pages = len(cell.pages)
    treated = cell.state in (State.COVERED, State.THIN)
    shade = 1 + sum(pages > most for most in STEPS) if treated else 0
    return CellView(cell.state.value, cell.passages, pages, address(topic, part), shade)


def _row(row: TopicCoverage, view: View, address: Address) -> RowView:
    whole = cell_view(row.whole, row.topic.id, None, address)
    parts = (
        cell_view(cell, row.topic.id, Part(view, number), address)
        for number, cell in enumerate(cells_of(row, view), start=1)
    )
    return RowView(row.topic.id, row.topic.name, (whole, *parts))
