"""The columns that coverage is seen by: a report's chapters, and the territories it cites."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.search import Searchable
from index.words import fold
from ingest.report import Passage
from retrieval.citings import citings_of
from retrieval.gazetteer import Gazetteer

# A heading over more of the report than this is its title rather than a chapter of it.
_TITLE = 0.75
_DEEPEST = 3


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
    """What stands under each heading of the outermost depth that divides the report, in order.

    Passages before the first heading are in no chapter.
    """
    paths = [passage.headings[: _depth(passages)] for passage in passages]
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, path in enumerate(paths):
        if path:
            rows.setdefault(path, []).append(row)
    return tuple(
        Column(path[-1], tuple(held), passages[held[0]].first_page) for path, held in rows.items()
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


def _depth(passages: Sequence[Passage]) -> int:
    """How many headings down the chapters are: the first depth where none holds nearly all."""
    for depth in range(1, _DEEPEST + 1):
        words: dict[tuple[str, ...], int] = {}
        for passage in passages:
            path = passage.headings[:depth]
            words[path] = words.get(path, 0) + len(passage.text.split())
        if max(words.values(), default=0) <= _TITLE * sum(words.values()):
            return depth
    return 1
