"""What shows that passages treat topics: the words of their probes, and likeness to them.

Every matrix has a row a passage and a column a topic, in their order.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.errors import ModelMismatch
from index.lexical import rows_of
from index.search import DECIMALS, Searchable
from index.words import stems
from ingest.report import Passage, PassageKind
from retrieval.topic import Topic

Matrix = NDArray[np.float64]
Stems = tuple[str, ...]

# A single word is often another topic's as well, and everyday words even more so.
_SINGLE = 0.5
_THESAURUS = 0.5


@dataclass(frozen=True, slots=True)
class Expression:
    """Stems in order that speak of the topic in column `topic`, and how surely (0..1)."""

    stems: Stems
    topic: int
    weight: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for each topic in each passage, each sign 0 where nothing does.

    `words` is the logarithm of 1 + the weights of the different expressions of its text, `page`
    that of all passages of its page. `likeness` is the cosine of its text and the headings above to
    the topic, as standard deviations above the mean of the report; None without an encoder.
    """

    words: Matrix
    page: Matrix
    likeness: Matrix | None = None


class Sought:
    """The expressions of topics, found in texts by their stems."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)
        self.expressions = tuple(_shared(list(_expressions(self.topics))))
        self._by_first: dict[str, list[int]] = {}
        for number, each in enumerate(self.expressions):
            self._by_first.setdefault(each.stems[0], []).append(number)

    def found(self, text: str) -> frozenset[int]:
        """The numbers of the expressions that stand in `text`, whole and in order."""
        words = parts_of(text)
        return frozenset(
            number
            for at, stem in enumerate(words)
            for number in self._by_first.get(stem, ())
            if words[at : at + len(self.expressions[number].stems)]
            == self.expressions[number].stems
        )

    def weights(self, text: str) -> Matrix:
        """What `text` holds of each topic."""
        weights = np.zeros(len(self.topics))
        for number in sorted(self.found(text)):
            weights[self.expressions[number].topic] += self.expressions[number].weight
        return weights

    @cached_property
    def vocabularies(self) -> tuple[Mapping[str, float], ...]:
        """For each topic the stems that it is named and looked for by, each shared with others."""
        own = [
            frozenset(stem for text in _texts(topic) for stem in parts_of(text))
            for topic in self.topics
        ]
        topics = Counter(stem for each in own for stem in each)
        return tuple({stem: 1 / topics[stem] for stem in each} for each in own)


def signs_of(edition: Searchable, sought: Sought, encoder: Encoder | None) -> Signs:
    """The signs in every passage of `edition`; by words alone without an encoder, or vectors.

    Raises `ModelMismatch` where the vectors were made by another model.
    """
    passages = edition.passages
    shape = len(passages), len(sought.topics)
    held = np.array([_weights(p, sought) for p in passages]).reshape(shape)
    pages = rows_of([passage.first_page for passage in passages])
    together = np.zeros((int(pages.max(initial=-1)) + 1, len(sought.topics)))
    np.add.at(together, pages, held)
    return Signs(
        words=np.log1p(held).round(DECIMALS),
        page=np.log1p(together)[pages].round(DECIMALS),
        likeness=_likeness(edition, sought.topics, encoder),
    )


def parts_of(text: str) -> Stems:
    """The stems of `text`, those of a compound's parts without the compound.

    >>> parts_of("les sapeurs-pompiers")
    ('sapeur', 'pompi')
    """
    return tuple(stem for stem in stems(text) if "-" not in stem and "'" not in stem)


def _weights(passage: Passage, sought: Sought) -> Matrix:
    if passage.kind is PassageKind.REFERENCES:
        return np.zeros(len(sought.topics))
    return sought.weights(passage.text)


def _likeness(
    edition: Searchable, topics: Sequence[Topic], encoder: Encoder | None
) -> Matrix | None:
    if encoder is None or edition.model is None or not edition.passages or not topics:
        return None
    if edition.model != encoder.revision:
        raise ModelMismatch(
            report=edition.report_slug, recorded=edition.model, asked=encoder.revision
        )
    cosines = edition.store.vectors(edition.id) @ _vectors(topics, encoder).T
    above = (cosines - cosines.mean()).astype(np.float64)
    spread = float(above.std())
    found: Matrix = (above / spread if spread else np.zeros_like(above)).round(DECIMALS)
    return found


def _vectors(topics: Sequence[Topic], encoder: Encoder) -> Vectors:
    """For each topic the mean of the vectors of its name, of what it is about and of its words."""
    described = [
        text
        for topic in topics
        for text in (topic.name, topic.about, ", ".join(topic.probes.words))
    ]
    vectors = encoder.encode_query(described)
    return np.asarray(vectors.reshape(len(topics), 3, -1).mean(axis=1), dtype=np.float32)


def _expressions(topics: Sequence[Topic]) -> Iterator[Expression]:
    """Each expression of each topic once, with the most that it is worth there."""
    for column, topic in enumerate(topics):
        weights: dict[Stems, float] = {}
        for text, weight in _weighed(topic):
            key = parts_of(text)
            weights[key] = max(weights.get(key, 0.0), weight)
        yield from (Expression(key, column, worth) for key, worth in weights.items() if key)


def _weighed(topic: Topic) -> Iterator[tuple[str, float]]:
    for word in topic.probes.words:
        sure = len(parts_of(word)) > 1 or word.isupper()
        yield word, 1.0 if sure else _SINGLE
    for group in topic.probes.thesaurus:
        for text in (*group.said, *group.asked):
            yield text, _THESAURUS * group.strength.value


def _shared(expressions: Sequence[Expression]) -> Iterator[Expression]:
    """`expressions`, each worth the less the more topics have it."""
    topics: Mapping[Stems, int] = Counter(each.stems for each in expressions)
    for each in expressions:
        yield Expression(each.stems, each.topic, each.weight / topics[each.stems])


def _texts(topic: Topic) -> Iterator[str]:
    yield topic.name
    yield from topic.probes.words
    yield from topic.probes.questions
    for group in topic.probes.thesaurus:
        yield from group.said
