"""The columns that coverage is seen by: a report's chapters, and the territories it cites."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.search import Searchable
from index.words import fold
from ingest.report import Passage
from retrieval.chapters import chapters_of
from retrieval.citings import citings_of
from retrieval.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Column:
    """Passages that belong together: their rows in the edition, ascending.

    `parts` are the communes of a territory that the report cites, by name.
    """

    name: str
    rows: tuple[int, ...]
    first_page: int
    parts: tuple[str, ...] = ()


def chapters(passages: Sequence[Passage]) -> tuple[Column, ...]:
    """The report's chapters, in order; a passage that stands under none is in no column."""
    rows: dict[str, list[int]] = {}
    for row, name in enumerate(chapters_of(passages)):
        if name:
            rows.setdefault(name, []).append(row)
    return tuple(
        Column(name, tuple(held), passages[held[0]].first_page) for name, held in rows.items()
    )


def territories(edition: Searchable, gazetteer: Gazetteer) -> tuple[Column, ...]:
    """What names each intercommunality, or a commune of it, by name.

    A commune without one stands for itself.
    """
    within = {place.name: place.intercommunality or place.name for place in gazetteer.places}
    named = citings_of(edition, gazetteer).named
    columns = set(within.values())
    rows: dict[str, list[int]] = {}
    parts: dict[str, set[str]] = {}
    for row, passage in enumerate(edition.passages):
        names = named[passage.id]
        for name in names:
            if name in within:
                parts.setdefault(within[name], set()).add(name)
        for territory in {within.get(name, name) for name in names} & columns:
            rows.setdefault(territory, []).append(row)
    return tuple(
        Column(
            name,
            tuple(rows[name]),
            edition.passages[rows[name][0]].first_page,
            tuple(sorted(parts.get(name, ()), key=fold)),
        )
        for name in sorted(rows, key=fold)
    )
