"""Weighs stretches of one to three sentences of the passages found, for how well they answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.hit import Hit
from index.words import stems
from ingest.report import Passage
from ingest.sentences import split_sentences
from retrieval.kinds import counts, other_year, satisfies
from retrieval.question import Question

_LONGEST_STRETCH = 3
_WANTED_WORDS = 35

# What a sign of an answer is worth beside the words shared with the question (1 for all of them).
_CONTEXT, _FOUND, _KIND, _COUNTED, _OTHER_YEAR, _LENGTH = 0.45, 0.35, 0.3, 0.15, 0.3, 0.12


@dataclass(frozen=True, slots=True)
class Unit:
    """What is quoted whole: a sentence, a list item or a table row of a passage."""

    start: int
    end: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch `passage.text[start:end]` and the signs that it answers; `score` sums them up.

    `coverage` is the share of the question that stands in the stretch, `context` that which stands
    in its passage and the headings above; `names` the share of proper names found there; `kind`
    the share of the wanted kinds of thing that the stretch holds.
    """

    hit: Hit
    start: int
    end: int
    inside: frozenset[str]
    coverage: float
    context: float
    names: float
    kind: float
    counted: bool
    other_year: bool
    score: float

    @property
    def text(self) -> str:
        """The stretch, verbatim."""
        return self.hit.passage.text[self.start : self.end]


def weigh(question: Question, hits: Sequence[Hit]) -> list[Evidence]:
    """The best stretch of every hit, best first; ties stand as the hits do."""
    best = [max(_stretches(question, hit), key=lambda e: e.score) for hit in hits]
    return sorted(best, key=lambda evidence: -evidence.score)


def units(passage: Passage) -> list[Unit]:
    """The sentences, list items and table rows of `passage`, in order."""
    spans = passage.sentences or tuple(split_sentences(passage.text))
    return [Unit(a, b, frozenset(stems(passage.text[a:b]))) for a, b in spans]


def _stretches(question: Question, hit: Hit) -> Iterator[Evidence]:
    """Every run of one to three units of the hit's passage, weighed."""
    passage = hit.passage
    parts = units(passage)
    above = frozenset(stems(" ".join(passage.headings)))
    around = above.union(*(part.stems for part in parts))
    for first in range(len(parts)):
        inside: frozenset[str] = frozenset()
        for last in range(first, min(first + _LONGEST_STRETCH, len(parts))):
            inside |= parts[last].stems
            span = parts[first].start, parts[last].end
            yield _weighed(question, hit, span, inside, around)


def _weighed(
    question: Question,
    hit: Hit,
    span: tuple[int, int],
    inside: frozenset[str],
    around: frozenset[str],
) -> Evidence:
    text = hit.passage.text[slice(*span)]
    coverage, context = question.share(inside), question.share(around)
    kind, counted = satisfies(text, question.wants), counts(text, question.counted)
    elsewhen = other_year(text, question.years)
    score = (
        coverage
        + _CONTEXT * (context - coverage)
        + _FOUND * hit.score
        + _KIND * kind
        + _COUNTED * counted
        - _OTHER_YEAR * elsewhen
        - _LENGTH * max(0.0, len(text.split()) / _WANTED_WORDS - 0.5)
    )
    return Evidence(
        hit=hit,
        start=span[0],
        end=span[1],
        inside=inside,
        coverage=coverage,
        context=context,
        names=_share_of(question.names, around),
        kind=kind,
        counted=counted,
        other_year=elsewhen,
        score=round(score, 4),
    )


def _share_of(names: frozenset[str], found: frozenset[str]) -> float:
    return len(names & found) / len(names) if names else 1.0
