"""Only questions that were answered are suggested, each of another theme where that is possible."""

from typing import Any

from retrieval.answer import Answer, Outcome
from ui.suggestions import Candidate, checked, from_headings, spread


def candidates(*questions: str) -> list[Candidate]:
    return [Candidate(question) for question in questions]


def test_an_unanswered_question_is_never_suggested(make_answer: Any) -> None:
    def ask(question: str) -> Answer:
        return make_answer(Outcome.MENTIONED if "météo" in question else Outcome.ANSWERED)

    assert checked([candidates("Quelle météo ?", "Quelles aides ?")], ask) == ("Quelles aides ?",)


def test_other_themes_come_before_a_theme_again(make_answer: Any, make_citation: Any) -> None:
    themes = {"a1": "A", "a2": "A", "b1": "B"}

    def ask(question: str) -> Answer:
        return make_answer(citations=(make_citation(headings=(themes[question],)),))

    assert checked([candidates("a1", "a2", "b1")], ask, wanted=2) == ("a1", "b1")
    assert checked([candidates("a1", "a2", "b1")], ask, wanted=3) == ("a1", "b1", "a2")


def test_no_more_is_asked_once_there_are_enough(make_answer: Any, make_citation: Any) -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return make_answer(citations=(make_citation(headings=(question,)),))

    checked([candidates("a", "b", "c")], ask, wanted=2)
    assert asked == ["a", "b"]


def test_a_question_too_long_for_a_button_is_left_out(make_answer: Any) -> None:
    assert checked([candidates("x" * 200)], lambda _: make_answer()) == ()


def test_a_heading_becomes_a_question_once() -> None:
    chains = [("Pacte", "Les routes"), ("Pacte", "Les routes"), (), ("3.2",), ("x" * 99,)]
    (made,) = from_headings(chains)
    assert made == Candidate("Que dit le rapport sur «\u00a0Les routes\u00a0»\u202f?")


def test_a_long_list_is_thinned_from_beginning_to_end() -> None:
    thinned = spread(candidates(*map(str, range(100))), most=10)
    assert thinned == candidates("0", "10", "20", "30", "40", "50", "60", "70", "80", "90")


def test_a_group_only_fills_up_the_one_before(make_answer: Any, make_citation: Any) -> None:
    def ask(question: str) -> Answer:
        return make_answer(citations=(make_citation(headings=("one theme",)),))

    assert checked([candidates("a", "b"), candidates("c", "d")], ask, wanted=3) == ("a", "b", "c")


def test_an_answer_without_what_a_right_one_shows_is_not_suggested(
    make_answer: Any, make_citation: Any
) -> None:
    answer = make_answer(citations=(make_citation(),))
    shown = answer.citations[0].quote.split()[0]
    offered = [Candidate("wrong", ("a word that is not there",)), Candidate("right", (shown,))]
    assert checked([offered], lambda _: answer) == ("right",)
