"""Says how far a report treats each topic: where, how much, and by which quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.encoder import Encoder
from retrieval.ask import Askable
from retrieval.cells import Cell, Cells, Shown, State
from retrieval.columns import Column, chapters, territories
from retrieval.gazetteer import Gazetteer
from retrieval.probing import Sought, signs_of
from retrieval.topic import Topic
from retrieval.treating import Measured, shipped_measured, treating

__all__ = ["Cell", "Column", "Coverage", "State", "TopicCoverage", "cover"]


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """A row: how far the report as a `whole` treats a topic, then each chapter and territory.

    `chapters` and `territories` have a cell for each column of the coverage, in its order.
    """

    topic: Topic
    whole: Cell
    chapters: tuple[Cell, ...] = ()
    territories: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the edition of a report treats each topic, in the order of the topics.

    `by_meaning` is false where words alone were looked for.
    """

    edition: str
    report: str
    title: str
    by_meaning: bool
    chapters: tuple[Column, ...]
    territories: tuple[Column, ...]
    topics: tuple[TopicCoverage, ...]

    def __post_init__(self) -> None:
        for row in self.topics:
            cells = (len(row.chapters), len(row.territories))
            if cells != (len(self.chapters), len(self.territories)):
                raise ValueError(f"a cell for each column: {row.topic.id}")


def cover(
    edition: Askable,
    topics: Sequence[Topic],
    *,
    encoder: Encoder | None,
    gazetteer: Gazetteer,
    measured: Measured | None = None,
) -> Coverage:
    """The coverage of `edition`; without an encoder words alone are looked for.

    Raises `ModelMismatch` where the edition's vectors were made by another model.
    """
    measured = measured or shipped_measured()
    sought = Sought(topics)
    signs = signs_of(edition, sought, encoder)
    treated = treating(edition.passages, signs, measured)
    cells = Cells(edition, sought, treated, measured.whole)
    columns = chapters(edition.passages), territories(edition, gazetteer)
    return Coverage(
        edition=edition.id,
        report=edition.report_slug,
        title=edition.title,
        by_meaning=signs.likeness is not None,
        chapters=columns[0],
        territories=columns[1],
        topics=tuple(_row(n, topic, cells, columns) for n, topic in enumerate(sought.topics)),
    )


def _row(
    number: int, topic: Topic, cells: Cells, columns: tuple[Sequence[Column], Sequence[Column]]
) -> TopicCoverage:
    covering = cells.shown(number, covering=True)
    mentioning = cells.shown(number, covering=False)
    by_chapter, by_territory = (
        tuple(cells.cell(_within(each, covering), _within(each, mentioning)) for each in some)
        for some in columns
    )
    return TopicCoverage(topic, cells.cell(covering, mentioning), by_chapter, by_territory)


def _within(column: Column, shown: Sequence[Shown]) -> list[Shown]:
    rows = set(column.rows)
    return [each for each in shown if each.row in rows]
