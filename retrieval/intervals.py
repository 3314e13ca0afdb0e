"""How far the measures of an evaluation could be off: their bootstrap confidence intervals."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.judge import Judged
from retrieval.measures import SHARES

Interval = tuple[float, float]
Array = npt.NDArray[np.float64]

MEASURED = (
    "page_recall@1",
    "page_recall@5",
    "answered",
    "right",
    "right_when_answered",
    "citation_precision",
    "refused",
    "outcome_right",
)
RESAMPLES = 10_000
SEED = 1993
_TAILS = (2.5, 97.5)


def intervals(judged: Sequence[Judged], resamples: int = RESAMPLES) -> dict[str, Interval | None]:
    """For each measure the ends of its 95 % interval, to 4 decimals; None where nothing counts.

    Percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13):
    as many questions as there are, drawn with replacement, `resamples` times. Whole questions are
    drawn, so that the citations of one answer stay together. The same questions give the same ends.
    """
    if not judged:
        return dict.fromkeys(MEASURED)
    shares = [SHARES[name] for name in MEASURED]
    counts = np.array([[share.counts(each) for share in shares] for each in judged], dtype=float)
    gained = np.array([[share.gained(each) for share in shares] for each in judged], dtype=float)
    drawn = np.array(
        [_share(times @ gained, times @ counts) for times in _draws(len(judged), resamples)]
    )
    return {name: _ends(column) for name, column in zip(MEASURED, drawn.T, strict=True)}


def _draws(questions: int, resamples: int) -> Iterator[Array]:
    """How often each question is drawn, `resamples` times over."""
    random = np.random.default_rng(SEED)
    for _ in range(resamples):
        drawn = random.integers(questions, size=questions)
        yield np.bincount(drawn, minlength=questions).astype(float)


def _share(gained: Array, counts: Array) -> Array:
    """What was gained of what counts, measure by measure; not a number where nothing counts."""
    shares = np.full(len(counts), np.nan)
    np.divide(gained, counts, out=shares, where=counts > 0)
    return shares


def _ends(values: Array) -> Interval | None:
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    low, high = np.percentile(known, _TAILS)
    return round(float(low), 4), round(float(high), 4)
