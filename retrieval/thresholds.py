"""The measured figures that answering leans on: data that `bench` writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from retrieval.patterns import load_data


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What each sign of a stretch weighs, and what makes an answer of the best stretch.

    `stretch` ranks stretches, and `reads` is what being read as an answer adds to a stretch's
    score. `confidence` are the coefficients of a logistic sum (`bias` is its constant), `unread`
    those where nothing was read (an answer from words alone, for one). A confidence of at least
    `answered` is an answer, of `strong` one that even a question for another body gets. `mentioned`
    is the share of a question that must stand in one passage for the report to speak of it.
    """

    stretch: Mapping[str, float]
    confidence: Mapping[str, float]
    unread: Mapping[str, float]
    reads: float
    answered: float
    strong: float
    mentioned: float


@cache
def shipped_thresholds() -> Thresholds:
    """The figures in `retrieval/data/thresholds.json`."""
    return Thresholds(**load_data("thresholds.json"))
