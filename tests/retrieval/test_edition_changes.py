"""Of questions asked of two editions, those are kept that are answered differently."""

from collections.abc import Callable
from typing import Any

import pytest

from retrieval.answer import Answer, Outcome
from retrieval.edition_changes import Asked, answer_changes, differ


@pytest.fixture
def answer() -> Callable[..., Answer]:
    def made(outcome: Outcome = Outcome.NOT_IN_REPORT, **about: Any) -> Answer:
        return Answer("Combien ?", "Combien ?", outcome, **about)

    return made


def test_another_outcome_is_another_answer(answer: Callable[..., Answer]) -> None:
    assert differ(answer(), answer(Outcome.TOO_VAGUE))
    assert not differ(answer(), answer())


def test_each_question_is_asked_once_and_progress_is_told(answer: Callable[..., Answer]) -> None:
    heard: list[tuple[int, int]] = []
    asked = [Asked("a"), Asked("b"), Asked("a"), Asked("a", ("b",))]
    before = {"a": answer(), "b": answer()}
    after = {"a": answer(), "b": answer(Outcome.TOO_VAGUE)}
    found = answer_changes(
        asked,
        lambda each: before[each.question],
        lambda each: after[each.question],
        lambda done, steps: heard.append((done, steps)),
    )
    assert found.asked == 3
    assert [each.asked for each in found.changed] == [Asked("b")]
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert not found.partial


def test_answers_from_words_alone_are_told(answer: Callable[..., Answer]) -> None:
    found = answer_changes(
        [Asked("a")], lambda _: answer(partial=True), lambda _: answer(), lambda *_: None
    )
    assert found.partial
