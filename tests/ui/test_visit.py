"""A visit is gone back and forward in like the pages of a browser."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from retrieval.answer import Answer, Outcome, SetAside
from ui.residents import complete_visit, take_turn
from ui.turn import Turn
from ui.visit import STEPS_KEPT, Visit


class Echo:
    """Answers nothing, and remembers what each question leant on."""

    encoder_pending = False

    def __init__(self) -> None:
        self.leant: dict[str, list[str]] = {}

    def ask(self, question: str, previous: Any, *, as_typed: bool) -> Answer:
        self.leant[question] = list(previous)
        return Answer(question=question, searched=question, outcome=Outcome.NOT_IN_REPORT)

    def suggestions(self) -> tuple[str, ...]:
        return ()


def asking(*questions: str, after: Visit | None = None, of: Echo | None = None) -> Visit:
    visit, echo = after or Visit(), of or Echo()
    for question in questions:
        visit = take_turn(echo, visit, question)
    return visit


def read(visit: Visit) -> list[str]:
    return [turn.question for turn in visit.shown]


def test_a_visit_begins_at_the_first_screen() -> None:
    assert (Visit().at, Visit().shown) == (0, ())


def test_going_back_takes_the_last_turn_off_and_going_forward_brings_it_back() -> None:
    visit = asking("a", "b")
    assert read(visit.moved_to(1)) == ["a"]
    assert read(visit.moved_to(1).moved_to(0)) == []
    assert read(visit.moved_to(0).moved_to(2)) == ["a", "b"]


def test_a_question_after_going_back_drops_what_was_ahead() -> None:
    visit = asking("c", after=asking("a", "b").moved_to(1))
    assert read(visit) == ["a", "c"]
    assert read(visit.moved_to(9)) == ["a", "c"]


def test_a_question_leans_on_the_turns_on_the_screen_alone() -> None:
    echo = Echo()
    visit = asking("a", "b", of=echo)
    asking("c", after=visit.moved_to(1), of=echo)
    assert echo.leant == {"a": [], "b": ["a"], "c": ["a"]}


def test_a_new_question_leans_on_nothing_and_can_be_gone_back_from() -> None:
    echo = Echo()
    visit = asking("c", after=asking("a", "b").begun_anew(), of=echo)
    assert read(visit) == ["c"]
    assert echo.leant["c"] == []
    assert read(visit.moved_to(3)) == []
    assert read(visit.moved_to(2)) == ["a", "b"]


@pytest.mark.parametrize(("step", "at"), [(-3, 0), (0, 0), (2, 2), (99, 2)])
def test_a_step_that_is_not_held_leads_to_the_nearest(step: int, at: int) -> None:
    assert asking("a", "b").moved_to(step).at == at


def test_the_oldest_steps_of_a_long_visit_are_held_no_more() -> None:
    visit = asking(*(str(number) for number in range(STEPS_KEPT + 2)))
    assert visit.at == STEPS_KEPT + 2
    assert read(visit) == [str(number) for number in range(2, STEPS_KEPT + 2)]
    assert read(visit.moved_to(3)) == ["2"]
    assert visit.moved_to(0).at == 2


def test_a_provisional_turn_is_asked_again_with_what_it_leant_on(
    make_answer: Callable[..., Answer],
) -> None:
    echo = Echo()
    partial = Turn("b", make_answer(question="b", partial=True))
    visit = asking("a").begun_anew().asked(partial).moved_to(1)
    whole = complete_visit(echo, visit)
    assert whole.at == 1
    assert echo.leant == {"b": []}
    assert not whole.moved_to(3).shown[0].provisional


class Thorough(Echo):
    """Says what it set aside, and how long it took."""

    def ask(self, question: str, previous: Any, *, as_typed: bool) -> Answer:
        aside = (SetAside("Autre.", 3, "bilan", "weak", 0.1),)
        found = super().ask(question, previous, as_typed=as_typed)
        return replace(found, set_aside=aside, timings_ms={"search": 9.0}, confidence=0.4)


def test_a_visit_holds_nothing_that_no_page_shows() -> None:
    (turn,) = asking("a", of=Thorough()).shown
    assert (turn.answer.set_aside, dict(turn.answer.timings_ms)) == ((), {})
    assert (turn.answer.searched, turn.answer.confidence) == ("a", 0.4)
