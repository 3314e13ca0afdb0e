"""What a question is about, by its words alone: a topic, a territory, the stems that tell it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.words import stems
from retrieval.courtesy import without_courtesies
from retrieval.gazetteer import Gazetteer
from retrieval.place_names import composed
from retrieval.probing import Sought
from retrieval.question import asking
from retrieval.topic import Topic


@dataclass(frozen=True, slots=True)
class About:
    """The id of a `topic` and the name of a `territory`, each "" where none is recognised.

    `places` are the communes and territories named, in order; `words` the stems, sorted, each once.
    """

    topic: str = ""
    territory: str = ""
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Subjects:
    """Tells what questions are about, by the probes of `topics` and the names of places."""

    def __init__(self, topics: Sequence[Topic], gazetteer: Gazetteer) -> None:
        self.topics = tuple(topics)
        self._sought = Sought(topics)
        self._gazetteer = gazetteer
        self._known: dict[About, About] = {}
        self._told: dict[int, About] = {}

    def of(self, question: str) -> About:
        """What `question` is about; equal ones are one object, since a journal holds many.

        One that was typed before is known by a number that only this process makes of it, so that
        no text is kept.

        The territory is that of the first place: an intercommunality, or the commune itself where
        it is part of none.
        """
        typed = hash(question)
        if typed not in self._told:
            self._told[typed] = self._of(question)
        return self._told[typed]

    def _of(self, question: str) -> About:
        plain = without_courtesies(question)
        places, topic = self._places(plain), topic_of([plain], self._sought)
        found = About(
            topic=topic.id if topic else "",
            territory=next((territory for _, territory in places), ""),
            places=tuple(sorted(dict.fromkeys(name for name, _ in places))),
            words=words_of(plain),
        )
        return self._known.setdefault(found, found)

    def _places(self, plain: str) -> list[tuple[str, str]]:
        """Each place named, with the territory that it is in."""
        named = [each.name for each in self._gazetteer.mentions(composed(plain)) if each.sure]
        return [
            (each.place.name, each.place.intercommunality or each.place.name)
            if each.place
            else (each.territory, each.territory)
            for each in named
            if each.place or each.territory
        ]


def topic_of(texts: Iterable[str], sought: Sought) -> Topic | None:
    """The topic whose probes weigh most in the first of `texts` that has any; None without one.

    Of two that weigh the same, the one that comes first among the topics.
    """
    for text in texts:
        weights = sought.weights(text)
        if weights.any():
            return sought.topics[int(weights.argmax())]
    return None


def words_of(question: str) -> tuple[str, ...]:
    """The stems of `question` that say what is asked, sorted, each once; all where none does.

    >>> words_of("Combien coûte la cantine du collège ?")
    ('cantin', 'colleg')
    """
    every = frozenset(stems(question))
    return tuple(sorted(every - asking() or every))
