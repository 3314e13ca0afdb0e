"""Figures of a run are counts that a person can make, with the interval that statisticians give."""

import pytest
from scipy.stats import binomtest

from retrieval.answer import Outcome
from retrieval.gold import Kind
from retrieval.judge import Fault
from retrieval.quality import Figure, Measure, by_kind, figure, figures, wilson
from retrieval.run import Entry

RIGHT = Entry("a", Kind.DIRECT, "a", Outcome.ANSWERED, None, (1,))
WRONG = Entry("b", Kind.DIRECT, "b", Outcome.ANSWERED, Fault.OTHER_PAGE_QUOTED, (6,))
SHY = Entry("c", Kind.TYPO, "c", Outcome.MENTIONED, Fault.REFUSED, (5,))
SILENT = Entry("d", Kind.NEAR_MISS, "d", Outcome.NOT_IN_REPORT, None)
FALSE = Entry("e", Kind.NEAR_MISS, "e", Outcome.ANSWERED, Fault.ANSWERED_UNANSWERABLE)
OTHERWISE = Entry("f", Kind.UNSAFE, "f", Outcome.NOT_IN_REPORT, Fault.OTHER_OUTCOME)
LOST = Entry("g", Kind.DIRECT, "g", None, Fault.REPORT_NOT_INDEXED)
BROKEN = Entry("h", Kind.NEAR_MISS, "h", Outcome.FAILED, Fault.FAILED)
ALL = (RIGHT, WRONG, SHY, SILENT, FALSE, OTHERWISE, LOST, BROKEN)


def test_answers_are_right_out_of_all_questions_that_have_one() -> None:
    assert figure(Measure.RIGHT, ALL) == Figure(1, 4)


def test_answers_are_right_out_of_those_that_were_given() -> None:
    assert figure(Measure.RIGHT_WHEN_ANSWERED, ALL) == Figure(1, 2)


def test_a_page_is_found_among_the_first_five() -> None:
    assert figure(Measure.FOUND, ALL) == Figure(2, 4)


def test_every_part_of_a_question_has_to_be_found() -> None:
    both, one = (Entry(n, Kind.MULTI, n, None, None, ranks) for n, ranks in PARTS.items())
    assert figure(Measure.FOUND, (both, one)) == Figure(1, 2)


PARTS: dict[str, tuple[int | None, ...]] = {"both": (1, 4), "one": (1, None)}


def test_silence_is_justified_whatever_the_reason_given_but_not_by_a_failure() -> None:
    assert figure(Measure.REFUSED, ALL) == Figure(2, 4)


def test_a_measure_about_no_question_has_no_figure() -> None:
    assert set(figures([SILENT])) == {Measure.REFUSED}


def test_kinds_count_right_answers_or_justified_silence_in_the_order_of_the_format() -> None:
    assert by_kind(ALL) == {
        Kind.DIRECT: Figure(1, 3),
        Kind.TYPO: Figure(0, 1),
        Kind.NEAR_MISS: Figure(1, 3),
        Kind.UNSAFE: Figure(1, 1),
    }


@pytest.mark.parametrize(("got", "of"), [(0, 1), (5, 5), (92, 148), (41, 52), (1, 1000)])
def test_the_interval_is_the_one_that_scipy_gives(got: int, of: int) -> None:
    expected = binomtest(got, of).proportion_ci(method="wilson")
    assert wilson(got, of) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_a_figure_is_told_in_a_hundred_with_its_interval() -> None:
    found = Figure(92, 148)
    assert (found.in_100, found.between, found.missed) == (62, (54, 70), 56)


def test_fewer_than_twenty_questions_are_few() -> None:
    assert (Figure(3, 19).few, Figure(3, 20).few) == (True, False)


@pytest.mark.parametrize(("got", "of"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_no_figure(got: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        Figure(got, of)
