"""What passages can be filtered by: their chapter, the communes they name, pages, tables."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from index.read_once import ReadOnce
from index.search import Searchable
from ingest.report import Page, PassageKind
from retrieval.chapters import chapters_of
from retrieval.citings import Citings, citings_of
from retrieval.gazetteer import Gazetteer
from retrieval.tables import PageOf, holds_row

# Editions whose traits are kept: reading the pages of one takes a fraction of a second.
_KEPT = 16


class Paged(Searchable, Protocol):
    """What can be searched, and its pages looked at: an edition."""

    def page(self, number: int) -> Page:
        """The page `number`, counted from 1."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What one passage can be filtered by.

    `places` are the communes that it names, as the gazetteer writes them; `table` is true where
    it holds a table row.
    """

    chapter: str
    places: frozenset[str]
    first_page: int
    last_page: int
    table: bool


def traits_of(edition: Paged, gazetteer: Gazetteer) -> tuple[Traits, ...]:
    """The traits of each passage, in order; read once and kept."""
    read, citings = ReadOnce(edition.passages), citings_of(edition, gazetteer)
    return _traits(read, citings, edition.page)


@lru_cache(maxsize=_KEPT)
def _traits(read: ReadOnce, citings: Citings, page: PageOf) -> tuple[Traits, ...]:
    chapters = chapters_of(read.passages)
    return tuple(
        Traits(
            chapter=chapter,
            places=citings.cited[passage.id],
            first_page=passage.first_page,
            last_page=passage.last_page,
            table=passage.kind is PassageKind.BODY and holds_row(passage, page),
        )
        for passage, chapter in zip(read.passages, chapters, strict=True)
    )
