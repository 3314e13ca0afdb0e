"""Recognises a question too short to answer, and offers the headings where its word stands."""

from collections import Counter
from collections.abc import Iterable, Sequence

from index.lexical import Rarity
from index.words import stems
from ingest.report import Passage
from retrieval.patterns import load_data
from retrieval.question import Question

_FREQUENT = 0.12
_SEVERAL = 8
_CHOICES = 5


def is_too_vague(question: Question, rarity: Rarity) -> bool:
    """Whether nothing, or a single word that the report uses everywhere, was asked."""
    if not question.weights:
        return not question.unknown
    if len(question.weights) > 1 or question.unknown or question.wants or question.years:
        return False
    (stem,) = question.weights
    return stem in _empty_words() or _is_everywhere(stem, rarity)


def choices_for(question: Question, passages: Iterable[Passage]) -> tuple[str, ...]:
    """Up to five headings that hold the question's words, then those with the words under them.

    Those with most passages come first. One that holds nothing else would be as vague again.
    """
    wanted = set(question.weights)
    holding: Counter[str] = Counter()
    above: Counter[str] = Counter()
    for passage in passages:
        for heading in _narrowest(passage.headings):
            held = set(stems(heading))
            if wanted & held:
                holding[heading] += bool(held - wanted)
            elif wanted & set(stems(passage.text)):
                above[heading] += 1
    found = [heading for each in (+holding, above) for heading, _ in each.most_common()]
    return tuple(found[:_CHOICES])


def _narrowest(headings: Sequence[str]) -> Sequence[str]:
    return headings[-1:]


def _empty_words() -> frozenset[str]:
    return frozenset(stems(" ".join(load_data("question_words.yaml")["vague"])))


def _is_everywhere(stem: str, rarity: Rarity) -> bool:
    passages = sum(index.passages for index in rarity.indexes)
    found = sum(index.frequency(stem) for index in rarity.indexes)
    return found >= max(_SEVERAL, _FREQUENT * passages)
