"""Has the best stretches read together with the question, and ranks them anew by it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.reader import Reader
from retrieval.evidence import Evidence
from retrieval.thresholds import shipped_thresholds

# How many stretches are read of the best passage, and of the second.
READ = (3, 1)
READ_OF_A_PART = (2, 1)
_HEADINGS = 2
_HEADING_WORDS = 8  # a longer heading would leave no room for the stretch
_SURE = 6.0


def read(
    question: str,
    evidence: Sequence[Evidence],
    reader: Reader | None,
    most: Sequence[int] = READ,
) -> list[Evidence]:
    """`evidence`, the first `most` of it ranked anew with the sign `reads`: see `sign_of`.

    Of each passage the best stretch stays, `most` of them having been read. Only these are read,
    since reading takes milliseconds each; the others stay behind them. Without a reader nothing
    changes.
    """
    if reader is None:
        return list(evidence)
    tried = [(one, *one.others)[:count] for one, count in zip(evidence, most, strict=False)]
    texts = [read_text(each) for stretches in tried for each in stretches]
    logits = iter(reader.read(question, texts).tolist())
    weight = shipped_thresholds().reads
    best = [
        max((_with_reading(each, next(logits), weight) for each in stretches), key=_score)
        for stretches in tried
    ]
    return [*sorted(best, key=_score, reverse=True), *evidence[len(tried) :]]


def read_text(evidence: Evidence) -> str:
    """What is read of a stretch: the two headings right above it, cut short, and its text."""
    above = (
        " ".join(h.split()[:_HEADING_WORDS]) for h in evidence.hit.passage.headings[-_HEADINGS:]
    )
    return "\n".join((*above, evidence.text))


def _score(evidence: Evidence) -> float:
    return evidence.score


def sign_of(logit: float) -> float:
    """A reader's logit as a sign, -1..1: its sixth, cut off where surer says nothing more.

    >>> sign_of(3.0), sign_of(-9.0)
    (0.5, -1.0)
    """
    return round(max(-_SURE, min(_SURE, logit)) / _SURE, 4)


def _with_reading(evidence: Evidence, logit: float, weight: float) -> Evidence:
    signs: Mapping[str, float] = {**evidence.signs, "reads": sign_of(logit)}
    score = evidence.score + weight / (1 + math.exp(-max(-_SURE, min(_SURE, logit))))
    return replace(evidence, signs=signs, score=round(score, 4))
