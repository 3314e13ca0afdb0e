"""Finds the names of communes and of their territories in a text, however they are typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.patterns import load_data
from retrieval.place_names import (
    Word,
    Words,
    composed,
    is_part_of_another,
    name_forms,
    opens_with_article,
    says_a_place,
    without_article,
    words_of,
)
from retrieval.places import Place, own_places, shipped_places, territory_names


@dataclass(frozen=True, slots=True)
class Name:
    """What some words name: a `place`, a `territory`, or nothing that is looked for.

    `written` is the name in full, without its article.
    """

    written: str = ""
    place: Place | None = None
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` where a text has it, `text[start:end]`, an article in front left out.

    `sure` is false for what may be no more than alike: a part of another name
    (« Boulogne-Billancourt »), an ordinary word with a capital.
    """

    name: Name
    start: int
    end: int
    sure: bool = True


class Gazetteer:
    """Communes and what they are part of, found in texts by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Of two communes with one name the later one counts."""
        self.places = tuple({place.name: place for place in places}.values())
        self._names: dict[Words, Name] = {}
        for department in load_data("departements.yaml")["names"]:
            if "-" in department:
                self._enter(department, Name())
        for territory in dict.fromkeys(each for place in self.places for each in place.within):
            for name in territory_names(territory):
                self._enter(name, Name(name, territory=territory))
        for place in self.places:
            for alias in place.aliases:
                self._enter(alias, Name(without_article(alias), place))
        for place in self.places:
            self._enter(place.name, Name(without_article(place.name), place))
        self._lengths: dict[str, set[int]] = {}
        for form in self._names:
            self._lengths.setdefault(form[0], set()).add(len(form))

    def places_in(self, text: str) -> tuple[Place, ...]:
        """The communes that `text` names, each once, as they come.

        >>> [place.name for place in shipped_gazetteer().places_in("les crèches de st omer")]
        ['Saint-Omer']
        """
        mentions = self.mentions(composed(text))
        sure = (mention.name.place for mention in mentions if mention.sure)
        return tuple(dict.fromkeys(place for place in sure if place))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every name in `text` (composed), from left to right, the longest where several begin."""
        words = words_of(text)
        same = [word.same for word in words]
        at = 0
        while at < len(words):
            form = self._longest(same, at)
            mention = self._mention(text, words, at, form) if form else None
            if mention:
                yield mention
            at += len(form) or 1

    def _enter(self, name: str, named: Name) -> None:
        for form in name_forms(name):
            self._names[form] = named

    def _longest(self, same: Sequence[str], at: int) -> Words:
        """The longest name that begins at `same[at]`; empty if there is none."""
        for length in sorted(self._lengths.get(same[at], ()), reverse=True):
            if (form := tuple(same[at : at + length])) in self._names:
                return form
        return ()

    def _mention(self, text: str, words: Sequence[Word], at: int, form: Words) -> Mention | None:
        named = self._names[form]
        first, last = words[at + int(opens_with_article(form))], words[at + len(form) - 1]
        sure = not is_part_of_another(text, first.start, last.end)
        if named.place and named.place.ordinary:
            sure = sure and says_a_place(text, words, at, form)
            if not sure and not text[first.start].isupper():
                return None
        return Mention(named, first.start, last.end, sure) if named != Name() else None


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    return Gazetteer(shipped_places())


def load_gazetteer(own: Path | None) -> Gazetteer:
    """The gazetteer of the package, with the communes of a file or folder of one's `own` beside it.

    Raises `PlacesMissing` and `PlacesUnsound`.
    """
    if own is None:
        return shipped_gazetteer()
    return Gazetteer([*shipped_places(), *own_places(own)])
