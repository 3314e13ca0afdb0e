"""Which passages a search is kept to, and what there is to choose from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.search import Kept
from index.words import fold
from retrieval.chapters import are_pacts
from retrieval.gazetteer import Gazetteer
from retrieval.traits import Paged, Traits, traits_of


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic that an edition treats, or at least mentions, on `pages`."""

    id: str
    name: str
    family: str
    pages: frozenset[int]

    def is_on_page_of(self, traits: Traits) -> bool:
        """Whether a passage of these `traits` touches one of the pages."""
        return any(page in self.pages for page in range(traits.first_page, traits.last_page + 1))


@dataclass(frozen=True, slots=True)
class Filter:
    """The passages that count: what is empty, None or false leaves all in.

    `chapter` is one of `chapters_of`, `place` a commune as the gazetteer writes it, `pages` the
    first and the last of a stretch of pages that a passage must touch; `tables` wants a table row,
    `theme` a page of that theme, whose other passages are left in: coverage misses some.
    """

    chapter: str = ""
    place: str = ""
    pages: tuple[int, int] | None = None
    tables: bool = False
    theme: Theme | None = None

    def __post_init__(self) -> None:
        if self.pages and not 1 <= self.pages[0] <= self.pages[1]:
            raise ValueError(f"pages count from 1 and go up, not {self.pages}")

    def keeps(self, traits: Traits) -> bool:
        """Whether a passage of these `traits` counts."""
        return (
            self.chapter in ("", traits.chapter)
            and (not self.place or self.place in traits.places)
            and (not self.tables or traits.table)
            and (self.pages is None or self._touches(traits, *self.pages))
            and (self.theme is None or self.theme.is_on_page_of(traits))
        )

    def kept(self, editions: Sequence[Paged], gazetteer: Gazetteer) -> Kept | None:
        """For every passage of the `editions`, one after the other, whether it counts.

        None where all do.
        """
        if self == EVERYTHING:
            return None
        traits = (each for edition in editions for each in traits_of(edition, gazetteer))
        return np.fromiter(map(self.keeps, traits), dtype=np.bool_)

    @staticmethod
    def _touches(traits: Traits, first: int, last: int) -> bool:
        return traits.first_page <= last and first <= traits.last_page


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Choices:
    """What the passages of some editions can be filtered by, with how many passages each keeps.

    `chapters` stand in reading order, `places` by name, `themes` by family. There is nothing to
    choose in a single chapter, nor in the chapters, themes or pages of several editions:
    `last_page` is 1 then.
    """

    chapters: Mapping[str, int]
    themes: Mapping[Theme, int]
    places: Mapping[str, int]
    tables: int
    last_page: int
    pacts: bool


def choices_in(
    editions: Sequence[Paged], gazetteer: Gazetteer, themes: Sequence[Theme] = ()
) -> Choices:
    """What there is to choose from in `editions`; `themes` are those of the only one."""
    traits = [each for edition in editions for each in traits_of(edition, gazetteer)]
    alone = len(editions) == 1
    chapters = Counter(each.chapter for each in traits if each.chapter and alone)
    places = Counter(place for each in traits for place in each.places)
    return Choices(
        chapters=chapters if len(chapters) > 1 else {},
        themes={each: sum(map(each.is_on_page_of, traits)) for each in themes if alone},
        places={name: places[name] for name in sorted(places, key=fold)},
        tables=sum(each.table for each in traits),
        last_page=max((each.last_page for each in traits if alone), default=1),
        pacts=are_pacts(chapters),
    )
