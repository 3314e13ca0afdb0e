"""Intervals: as wide as chance makes them, and those of an independent library."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import bootstrap

from retrieval.answer import Outcome
from retrieval.gold import Kind
from retrieval.intervals import MEASURED, intervals
from retrieval.judge import Judged
from retrieval.measures import measures

MakeJudged = Callable[..., Judged]


@pytest.fixture
def mixed(make_judged: MakeJudged) -> list[Judged]:
    """200 questions of which 150 can be answered; 100 are, each fourth from a wrong page too."""
    answered = [make_judged(cited=(1, 2) if n % 4 == 0 else (1,), ranked=(1,)) for n in range(100)]
    missed = [make_judged(ranked=(2, 3, 1)) for _ in range(50)]
    refused = [make_judged(kind=Kind.UNSAFE, outcome=Outcome.BLOCKED) for _ in range(30)]
    wrong = [make_judged(kind=Kind.OFF_TOPIC, cited=(1,)) for _ in range(20)]
    return [*answered, *missed, *refused, *wrong]


def of_scipy(*columns: Sequence[float]) -> tuple[float, float]:
    """The percentile interval of the sum of the first column over that of the last."""

    def ratio(*rows: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
        return np.asarray(rows[0].sum(axis=axis) / rows[-1].sum(axis=axis))

    found = bootstrap(
        columns, ratio, paired=True, n_resamples=10_000, method="percentile", rng=7
    ).confidence_interval
    return found.low, found.high


def test_the_interval_of_a_share_is_that_of_scipy(mixed: list[Judged]) -> None:
    counts = [1.0] * 150 + [0.0] * 50
    expected = of_scipy([1.0] * 100 + [0.0] * 100, counts)
    assert intervals(mixed)["answered"] == pytest.approx(expected, abs=0.006)


def test_the_interval_of_a_share_of_citations_is_that_of_scipy(mixed: list[Judged]) -> None:
    citations = [2.0 if n % 4 == 0 else 1.0 for n in range(100)]
    expected = of_scipy([1.0] * 100 + [0.0] * 100, citations + [0.0] * 100)
    assert intervals(mixed)["citation_precision"] == pytest.approx(expected, abs=0.006)


def test_whole_questions_are_drawn_not_single_citations(make_judged: MakeJudged) -> None:
    # Twice the second question has one chance in four: its single, wrong citation is all there is.
    found = intervals([make_judged(cited=(1,) * 9), make_judged(cited=(2,))])
    assert found["citation_precision"] == (0.0, 1.0)


def test_every_interval_holds_its_measure(mixed: list[Judged]) -> None:
    measured = measures(mixed)
    for name, interval in intervals(mixed).items():
        assert interval is not None
        low, high = interval
        assert low <= measured[name] <= high  # type: ignore[operator]
        assert (low < high) == (0 < measured[name] < 1)  # type: ignore[operator]


def test_more_questions_make_an_interval_narrower(mixed: list[Judged]) -> None:
    few, many = (intervals(mixed * times)["right"] for times in (1, 4))
    assert few is not None
    assert many is not None
    # four times the questions, half the width
    assert (many[1] - many[0]) / (few[1] - few[0]) == pytest.approx(0.5, abs=0.05)


def test_the_same_questions_give_the_same_intervals(mixed: list[Judged]) -> None:
    assert intervals(mixed) == intervals(mixed)


def test_there_is_no_interval_where_nothing_counts(make_judged: MakeJudged) -> None:
    found = intervals([make_judged(kind=Kind.UNSAFE, outcome=Outcome.BLOCKED)])
    assert found == dict.fromkeys(MEASURED) | {"refused": (1.0, 1.0), "outcome_right": (1.0, 1.0)}
    assert intervals([]) == dict.fromkeys(MEASURED)
