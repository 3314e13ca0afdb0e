"""What the communes of a question mean for the editions asked: how they write them, or never do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.hit import Hit
from index.search import Searchable
from index.words import fold, stems
from retrieval.answer import Answer, Citation, Notice
from retrieval.citings import Citings, citings_of
from retrieval.followup import Completed
from retrieval.gazetteer import Gazetteer, Mention
from retrieval.place_names import composed
from retrieval.places import Place, territory_names
from retrieval.question import Question
from retrieval.thesaurus import Strength

WHOLE = "whole"
# A report is about a commune that so many of its passages name.
_ABOUT = 0.1

_LEAD = re.compile(
    r"(?:\s*\b(?:à|a|au|aux|en|dans|sur|pour|de|du|des|la|le|les|communes?|villes?|village)"
    r"|\s*\bd['’])+\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Uncited:
    """The communes of a question that no edition cites, and what to look for instead.

    `rest` is the question without them, unless it names a cited one too. `territories` are what
    they are part of and the editions name; `named` is all that each passage names, by edition and
    by id.
    """

    places: tuple[Place, ...] = ()
    rest: Completed | None = None
    territories: tuple[str, ...] = ()
    named: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    def widened(self, question: Question) -> Question:
        """`question`, the rest of one, for which the territories' own names count a little."""
        own = [list(territory_names(each))[-1] for each in self.territories]
        light = {stem: Strength.FAIBLE.value for name in own for stem in stems(name)}
        return replace(
            question,
            names=tuple(fold(name) for name in own[:1]) or question.names,
            beside={**light, **question.beside},
        )

    def fitting(self, hits: Sequence[Hit], *, territory_only: bool = False) -> list[Hit]:
        """Those that hold for the communes: of their territory, or without a word of any place."""
        if self.rest is None:
            return list(hits)
        named = [self.named[hit.edition].get(hit.passage.id, frozenset()) for hit in hits]
        return [
            hit
            for hit, names in zip(hits, named, strict=True)
            if names & set(self.territories) or (not names and not territory_only)
        ]

    def told_in(self, draft: Answer) -> Answer:
        """`draft` with the names of the communes, if there are any."""
        if not self.places:
            return draft
        names = ",".join(place.name for place in self.places)
        return replace(draft, notices={**draft.notices, Notice.PLACE_NOT_CITED.value: names})

    def placed(self, answer: Answer) -> Answer:
        """`answer` with what its nearest passages are about, where they stand in for a commune.

        There is no confidence in an answer that wasn't looked for.
        """
        if self.rest is None:
            return answer
        near = {Notice.NEAR_PLACE.value: self._nearest(answer.nearest)} if answer.nearest else {}
        return replace(answer, confidence=0.0, notices={**answer.notices, **near})

    def _nearest(self, shown: Sequence[Citation]) -> str:
        """The nearest territory that the passages shown name; `whole` if they name none."""
        named = (self.named[each.edition].get(each.passage.id, ()) for each in shown)
        names = {name for each in named for name in each}
        return next((each for each in self.territories if each in names), WHOLE)


class Locality:
    """The communes that questions name, as the editions asked have them."""

    def __init__(self, gazetteer: Gazetteer, editions: Sequence[Searchable]) -> None:
        self._gazetteer = gazetteer
        self._editions = editions

    def respelt(self, question: str) -> str:
        """`question` with communes as the editions write them: « st omer » is « Saint-Omer »."""
        text, parts, at = composed(question), list[str](), 0
        for mention in self._communes(text):
            parts += [text[at : mention.start], self._written(mention)]
            at = mention.end
        return "".join([*parts, text[at:]])

    def uncited(self, completed: Completed) -> Uncited:
        """The communes of the question that no edition cites; none of editions without text."""
        places = dict.fromkeys(m.name.place for m in self._communes(completed.text))
        if not places or not any(edition.passages for edition in self._editions):
            return Uncited()
        citings = self._citings()
        known = frozenset[str]().union(*(each.names for each in citings.values()))
        missing = tuple(place for place in places if place and place.name not in known)
        if not missing:
            return Uncited()
        within = dict.fromkeys(name for place in missing for name in place.within)
        return Uncited(
            places=missing,
            rest=self._without_places(completed) if len(missing) == len(places) else None,
            territories=tuple(name for name in within if name in known),
            named={edition: each.named for edition, each in citings.items()},
        )

    def stands_elsewhere(self, question: str, shown: Sequence[Hit]) -> bool:
        """Whether `question` names communes, and none of the passages `shown` is about any of them.

        A passage is about those that it or its headings name, and those that its report is about.
        """
        asked = {m.name.place.name for m in self._communes(question) if m.name.place}
        if not asked or not shown:
            return False
        citings = self._citings()
        named = {
            name for hit in shown for name in citings[hit.edition].named.get(hit.passage.id, ())
        }
        return not asked & named and not any(
            self._is_about(edition, citings[edition.id], asked)
            for edition in self._editions
            if edition.id in {hit.edition for hit in shown}
        )

    def _is_about(self, edition: Searchable, citings: Citings, places: set[str]) -> bool:
        title = self._gazetteer.places_in(str(getattr(edition, "title", "")))
        naming = sum(not places.isdisjoint(each) for each in citings.named.values())
        return any(each.name in places for each in title) or (
            naming >= _ABOUT * len(edition.passages)
        )

    def _communes(self, text: str) -> Iterator[Mention]:
        return (m for m in self._gazetteer.mentions(text) if m.sure and m.name.place)

    def _written(self, mention: Mention) -> str:
        """The spelling of the first edition that has one, else that of the gazetteer."""
        name = mention.name.place.name if mention.name.place else ""
        spellings = (each.spellings.get(name) for each in self._citings().values())
        return next(filter(None, spellings), mention.name.written)

    def _citings(self) -> Mapping[str, Citings]:
        return {edition.id: citings_of(edition, self._gazetteer) for edition in self._editions}

    def _without_places(self, completed: Completed) -> Completed:
        return replace(
            completed, text=self._without(completed.text), own=self._without(completed.own)
        )

    def _without(self, text: str) -> str:
        """`text` without its communes and the « à » or « de » before them."""
        parts, at = list[str](), 0
        for mention in self._communes(text):
            parts.append(_LEAD.sub("", text[at : mention.start]))
            at = mention.end
        return "".join([*parts, text[at:]])
