"""Decides from a few signs whether the report answers, only speaks of it, or is silent."""

import math
from collections.abc import Mapping, Sequence

from index.words import stems
from retrieval.answer import Outcome
from retrieval.evidence import Evidence
from retrieval.question import Question
from retrieval.thresholds import Thresholds

Signs = Mapping[str, float]

# A figure in kilometres of something that isn't named beside it is hardly ever the one asked.
_UNNAMED_AT_MOST = 0.5


def signs(question: Question, evidence: Sequence[Evidence]) -> Signs:
    """The signs that a confidence is made of: those of the best stretch, and of the question.

    `read_best` and `read_next` are the two highest signs of reading, where there was a reader.
    `strange` says that what is to be counted is named nowhere in the editions, `unnamed` that what
    is to be measured isn't named in the stretch or the headings above it; `known` is the
    share of the question whose words stand anywhere in them, `whole` that
    which stands around the best stretch; `margin` is how far that one is ahead of the next.
    """
    best = evidence[0]
    return {
        **best.signs,
        **_read(evidence),
        "strange": float(bool(question.counted) and not question.counted & set(question.weights)),
        "unnamed": float(_unnamed(question, best)),
        "known": question.known,
        "whole": (best.signs["coverage"] + best.signs["context"]) * question.known,
        "margin": min(1.0, best.score - evidence[1].score) if len(evidence) > 1 else 1.0,
    }


def _unnamed(question: Question, best: Evidence) -> bool:
    beside = best.inside | frozenset(stems(" ".join(best.hit.passage.headings)))
    return question.measured and not any(question.holds(each, beside) for each in question.counted)


def _read(evidence: Sequence[Evidence]) -> Signs:
    signs = sorted((e.signs["reads"] for e in evidence if "reads" in e.signs), reverse=True)
    return dict(zip(("read_best", "read_next"), signs, strict=False))


def confidence(given: Signs, thresholds: Thresholds) -> float:
    """0..1 by a logistic sum of the signs, to 4 decimals; by one of its own without a reader."""
    weights = thresholds.confidence if "reads" in given else thresholds.unread
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in given.items())
    sure = 1 / (1 + math.exp(-total))
    return round(min(sure, _UNNAMED_AT_MOST) if given.get("unnamed") else sure, 4)


def outcome(score: float, spoken_of: float, thresholds: Thresholds) -> Outcome:
    """What a confidence of `score` amounts to, with `spoken_of` of the question in one passage."""
    if score >= thresholds.answered:
        return Outcome.ANSWERED
    return Outcome.MENTIONED if spoken_of >= thresholds.mentioned else Outcome.NOT_IN_REPORT
