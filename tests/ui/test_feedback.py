"""Opinions on answers: whom they are asked of, and what nobody can say of another's answer."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from retrieval.answer import Answer, HelpLine, Outcome
from retrieval.review_errors import ReviewsLocked
from retrieval.reviews import (
    Mark,
    NoReviews,
    Opinion,
    Reason,
    Review,
    Verdict,
    fingerprint,
    review_id,
)
from ui.feedback import Feedback, no_feedback
from ui.opinions import OPINIONS, opinion_at, opinion_written
from ui.turn import Offer, Turn

DAY = date(2026, 11, 30)
Make = Callable[..., Answer]


class HeldReviews(NoReviews):
    """Opinions and reviews in memory, or trouble."""

    def __init__(self) -> None:
        self.opinions: dict[int, Opinion] = {}
        self.held: tuple[Review, ...] = ()
        self.trouble: Exception | None = None

    def give(self, opinion: Opinion) -> None:
        if self.trouble:
            raise self.trouble
        self.opinions[opinion.entry] = opinion

    def tallies(self) -> Mapping[int, Opinion]:
        return self.opinions

    def mark(self, review: Review) -> None:
        self.held = (review, *self.held)

    def undo(self, review_id: str) -> None:
        self.held = tuple(each for each in self.held if each.id != review_id)

    def reviews(self) -> tuple[Review, ...]:
        if self.trouble:
            raise self.trouble
        return self.held


@pytest.fixture
def reviews() -> HeldReviews:
    return HeldReviews()


@pytest.fixture
def feedback(reviews: HeldReviews) -> Feedback:
    return Feedback(reviews, reviewer="Accueil", clock=lambda: datetime(2026, 11, 30, 9))


def offered(feedback: Feedback, answer: Answer, entry: int | None = 7) -> Offer | None:
    return feedback.beside(Turn(answer.question, answer), entry).offer


def test_an_opinion_holds_the_entry_the_verdict_the_reason_and_the_day(
    feedback: Feedback, reviews: HeldReviews, make_answer: Make
) -> None:
    offer = offered(feedback, make_answer())
    assert offer is not None
    given = feedback.give(offer, Verdict.NOT_HELPFUL, Reason.WRONG)
    assert (given.verdict, given.reason, given.lost) == (Verdict.NOT_HELPFUL, Reason.WRONG, False)
    assert feedback.tallies() == {7: Opinion(7, Verdict.NOT_HELPFUL, DAY, Reason.WRONG)}


@pytest.mark.parametrize(
    ("outcome", "about", "asked"),
    [
        (Outcome.ANSWERED, {}, True),
        (Outcome.MENTIONED, {}, True),
        (Outcome.NOT_IN_REPORT, {}, True),
        (Outcome.OUT_OF_SCOPE, {}, True),
        (Outcome.BLOCKED, {}, False),
        (Outcome.FAILED, {}, False),
        (Outcome.TOO_VAGUE, {}, False),
        (Outcome.ANSWERED, {"partial": True}, False),
        (Outcome.NOT_IN_REPORT, {"help": (HelpLine("3919", "partner_violence"),)}, False),
    ],
)
def test_opinions_are_asked_for_where_an_answer_could_have_helped(
    outcome: Outcome, about: Any, asked: bool, feedback: Feedback, make_answer: Make
) -> None:
    assert (offered(feedback, make_answer(outcome, **about)) is not None) is asked


def test_without_a_reviewer_or_an_entry_nothing_is_asked(
    feedback: Feedback, reviews: HeldReviews, make_answer: Make
) -> None:
    assert offered(Feedback(reviews, reviewer=""), make_answer()) is None
    assert offered(feedback, make_answer(), None) is None
    assert offered(no_feedback(), make_answer()) is None


@pytest.mark.parametrize(
    "token", ["", "7", "7.", "zz.00", "7.0123", "é.è", "-7.1", "7" * 9000 + ".1"]
)
def test_a_token_that_is_none_of_ours_says_nothing(
    token: str, feedback: Feedback, reviews: HeldReviews
) -> None:
    assert feedback.give(Offer(token), Verdict.HELPFUL).lost
    assert reviews.opinions == {}


def test_the_signature_of_one_answer_is_none_of_another(
    feedback: Feedback, reviews: HeldReviews, make_answer: Make
) -> None:
    offer = offered(feedback, make_answer())
    assert offer is not None
    forged = Offer("8." + offer.token.partition(".")[2])
    assert feedback.give(forged, Verdict.HELPFUL).lost
    assert reviews.opinions == {}


def test_an_opinion_that_cannot_be_kept_is_said_and_breaks_nothing(
    feedback: Feedback, reviews: HeldReviews, make_answer: Make, caplog: pytest.LogCaptureFixture
) -> None:
    offer = offered(feedback, make_answer())
    assert offer is not None
    reviews.trouble = ReviewsLocked(path="reviews.sqlite")
    with caplog.at_level(logging.ERROR):
        assert feedback.give(offer, Verdict.HELPFUL) == replace(offer, lost=True)
    assert caplog.messages == ["an opinion could not be kept: ReviewsLocked"]


def right(answer: Answer, question: str = "", *, told: bool = True) -> Review:
    question = question or answer.question
    shown = fingerprint(answer)
    name = review_id(question, answer.editions[0])
    gold: Any = object()
    return Review(name, 7, question, answer.editions[0], Mark.RIGHT, "paul", DAY, shown, told, gold)


def test_the_same_answer_is_said_to_be_checked_however_it_is_asked(
    feedback: Feedback, make_answer: Make
) -> None:
    feedback.mark(right(make_answer()))
    asked = make_answer(question="combien de services d'aide a domicile")
    assert feedback.checked(asked) == DAY
    assert feedback.beside(Turn(asked.question, asked), None).checked == DAY


def test_another_answer_edition_or_question_is_not_said_to_be_checked(
    feedback: Feedback, make_answer: Make, make_citation: Callable[..., Any]
) -> None:
    answer = make_answer()
    feedback.mark(right(answer))
    others = [
        replace(answer, editions=("f" * 16,)),
        replace(answer, question="Combien d’accueils ?"),
        replace(answer, citations=(make_citation("dans 1 640 familles."),)),
        replace(answer, partial=True),
    ]
    assert [feedback.checked(each) for each in others] == [None] * 4


def test_a_note_is_only_said_where_it_was_wanted_and_until_it_is_undone(
    feedback: Feedback, make_answer: Make
) -> None:
    answer = make_answer()
    feedback.mark(right(answer, told=False))
    assert feedback.checked(answer) is None
    feedback.undo(review_id(answer.question, answer.editions[0]))
    feedback.mark(right(answer))
    assert feedback.checked(answer) == DAY
    feedback.undo(review_id(answer.question, answer.editions[0]))
    assert feedback.checked(answer) is None


def test_reviews_that_cannot_be_read_leave_answers_without_notes(
    reviews: HeldReviews, make_answer: Make
) -> None:
    reviews.trouble = ReviewsLocked(path="reviews.sqlite")
    assert Feedback(reviews, reviewer="").checked(make_answer()) is None


def test_opinions_are_known_by_their_numbers() -> None:
    assert [opinion_at(number) for number in range(5)] == list(OPINIONS)
    assert opinion_written("4") == (Verdict.NOT_HELPFUL, Reason.WRONG)
    strange: list[object] = [-1, 5, True, None, "0", 1.0]
    assert [opinion_at(each) for each in strange] == [None] * 6
    assert [opinion_written(each) for each in ("", "-1", "5", "²", "x")] == [None] * 5
