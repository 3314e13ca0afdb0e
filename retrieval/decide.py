"""Decides from a few signs whether the report answers, only speaks of it, or is silent."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.lexical import Rarity, idf
from retrieval.answer import Outcome
from retrieval.evidence import Evidence
from retrieval.patterns import load_data
from retrieval.question import Question

Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where confidence becomes an answer, a strong one, or at least a mention; measured data."""

    coefficients: Mapping[str, float]
    answered: float
    strong: float
    mentioned: float


@cache
def shipped_thresholds() -> Thresholds:
    """What `bench/thresholds.py` measured."""
    return Thresholds(**load_data("thresholds.json"))


def signs(question: Question, best: Evidence, rarity: Rarity) -> Signs:
    """The signs that a confidence is made of, each about 0..1, in a fixed order."""
    known = sum(w for stem, w in question.weights.items() if _known(stem, rarity))
    return {
        "coverage": best.coverage,
        "context": best.context,
        "names": best.names,
        "kind": best.kind,
        "counted": float(best.counted),
        "known": known / question.total if question.total else 0.0,
        "other_year": float(best.other_year),
        "likeness": best.hit.likeness or 0.0,
    }


def confidence(given: Signs, thresholds: Thresholds) -> float:
    """0..1 by a logistic sum of the signs, to 4 decimals."""
    weights = thresholds.coefficients
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in given.items())
    return round(1 / (1 + math.exp(-total)), 4)


def outcome(score: float, thresholds: Thresholds) -> Outcome:
    """What a confidence of `score` amounts to."""
    if score >= thresholds.answered:
        return Outcome.ANSWERED
    return Outcome.MENTIONED if score >= thresholds.mentioned else Outcome.NOT_IN_REPORT


def _known(stem: str, rarity: Rarity) -> bool:
    passages = sum(index.passages for index in rarity.indexes)
    return rarity.of(stem) < idf(0, passages)
