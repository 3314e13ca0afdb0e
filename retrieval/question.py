"""Understands a question: its subject words, names and years, the kind of answer it wants."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from index.lexical import Rarity
from index.words import fold, stems
from retrieval.followup import Completed
from retrieval.patterns import any_of, load_data, plain

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_CARRIED = 0.5
_LIGHT = 0.35
_NAME = re.compile(r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w’'-]*\w")
_AFTER_END = re.compile(r"(?:^|[.!?:–]\s*|[«\"(]\s*)$")


class Wants(StrEnum):
    """What must stand in an answer, as the question words tell."""

    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    FIGURE = "figure"
    HOUR = "hour"
    DATE = "date"
    CONTACT = "contact"
    PLACE = "place"
    PERSON = "person"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be held against passages.

    `weights` gives each subject stem its importance (rarity times a share for light and carried
    words); `names` are stems of proper names, `years` those it asks about, `counted` the stems of
    what is asked to be counted.
    """

    text: str
    weights: Mapping[str, float]
    wants: frozenset[Wants]
    names: frozenset[str]
    years: frozenset[str]
    counted: frozenset[str]

    @property
    def total(self) -> float:
        """The sum of all weights; 0 for a question without any subject."""
        return sum(self.weights.values())

    def share(self, found: frozenset[str]) -> float:
        """How much of the question's weight the stems `found` carry, 0..1."""
        total = self.total
        return sum(w for stem, w in self.weights.items() if stem in found) / total if total else 0.0


def understand(completed: Completed, rarity: Rarity) -> Question:
    """What `completed` asks for, its words weighed by how rare the editions make them."""
    text = written_out(completed.text)
    subject = [stem for stem in dict.fromkeys(stems(text)) if stem not in asking()]
    own = written_out(completed.own)
    return Question(
        text=text,
        weights={
            stem: rarity.of(stem)
            * (_LIGHT if stem in light() else 1.0)
            * (_CARRIED if stem in completed.carried else 1.0)
            for stem in subject
        },
        wants=wants_of(own) or wants_of(text),
        names=names_of(text) & frozenset(subject),
        years=frozenset(YEAR.findall(own) or YEAR.findall(text)),
        counted=_counted(text),
    )


def written_out(text: str) -> str:
    """`text` with the abbreviations of messages in full (« cb » → « combien »)."""
    short: Mapping[str, str] = load_data("question_words.yaml")["short"]
    return " ".join(short.get(word.lower(), word) for word in text.split())


def wants_of(text: str) -> frozenset[Wants]:
    """The kinds of thing that an answer to `text` must hold."""
    expressions: Mapping[str, list[str]] = load_data("question_words.yaml")["wants"]
    asked = plain(text)
    return frozenset(
        Wants(kind) for kind, some in expressions.items() if any_of(tuple(some)).search(asked)
    )


def names_of(text: str) -> frozenset[str]:
    """Stems of the proper names in `text`: words with a capital that begin no sentence.

    >>> sorted(names_of("Combien de places à Calais ?"))
    ['calais']
    """
    found = (m for m in _NAME.finditer(text) if not _AFTER_END.search(text[: m.start()]))
    return frozenset(stem for match in found for stem in stems(match.group()))


def _counted(text: str) -> frozenset[str]:
    """Stems of the noun after « combien de » and its like."""
    match = re.search(
        r"\b(?:combien|nombre|pourcentage|part|proportion|taux) (?:de |d')(.*)", plain(text)
    )
    return frozenset(stems(match.group(1))[:1]) if match else frozenset()


@cache
def asking() -> frozenset[str]:
    """Stems of words that ask without naming a subject."""
    return _stems_of("asking")


@cache
def light() -> frozenset[str]:
    """Stems that a report may well replace by others, so that missing them says little."""
    return _stems_of("light")


def _stems_of(key: str) -> frozenset[str]:
    words = load_data("question_words.yaml")[key]
    return frozenset(stems(" ".join(words))) | frozenset(fold(word) for word in words)
