"""Why a question may not have been well answered, on a report small enough to read."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest

from index.reader import Logits
from retrieval.about import Subjects
from retrieval.answer import Outcome
from retrieval.asked import Asked
from retrieval.cause import Cause
from retrieval.coverage import Coverage, cover
from retrieval.diagnosis import Action, Basis, Diagnoser, Diagnosis
from retrieval.gaps import Gap
from retrieval.gazetteer import Gazetteer
from retrieval.journal import WrapUp
from retrieval.thesaurus import read_groups
from retrieval.tools import Tools
from retrieval.topic import read_topics

TOPICS = tuple(
    read_topics(
        """\
topics:
- id: velo
  name: Vélo
  family: Routes
  about: Le vélo.
  probes: {words: [plan vélo, pistes cyclables, vélo]}
- id: ponts
  name: Ponts
  family: Routes
  about: Les ponts.
  probes: {words: [pont]}
""",
        "themes.yaml",
    )
)
BIKES = (
    "Le plan vélo du Département prévoit cent vingt kilomètres de pistes cyclables d'ici 2027, et "
    "les pistes cyclables du littoral seront achevées les premières par les équipes des routes."
)
MEALS = "La cuisine centrale a servi 412 repas par jour aux écoles de la ville en 2024."
NOWHERE = Gazetteer([])


@pytest.fixture
def report(make_edition: Callable[..., Any]) -> Any:
    return make_edition([(1, ("Routes",), BIKES), (2, ("Écoles",), MEALS)])


@pytest.fixture
def coverage(report: Any) -> Coverage:
    return cover(report, TOPICS, encoder=None, gazetteer=NOWHERE)


Diagnosed = Callable[..., Diagnosis]


@pytest.fixture
def diagnosed(report: Any, coverage: Coverage) -> Diagnosed:
    """A function that diagnoses a question asked once, with this outcome and code."""
    subjects = Subjects(TOPICS, NOWHERE)
    diagnoser = Diagnoser(report, Tools(gazetteer=NOWHERE), coverage)

    def diagnose(
        text: str,
        outcome: Outcome = Outcome.NOT_IN_REPORT,
        code: WrapUp | None = None,
        unhelpful: int = 0,
    ) -> Diagnosis:
        about = subjects.of(text)
        asked = Asked(1, date(2026, 11, 30), outcome, code, about, withheld=False, missed=True)
        return diagnoser.of(Gap(about, (asked,), unhelpful=unhelpful), text)

    return diagnose


def test_another_bodys_business_is_not_looked_up(diagnosed: Diagnosed) -> None:
    for each in (
        diagnosed("Et mon passeport ?", Outcome.OUT_OF_SCOPE),
        diagnosed("Et mon passeport ?", None, WrapUp.OFF_TOPIC),
    ):
        assert (each.cause, each.action) == (Cause.ELSEWHERE, Action.NOTHING)


def test_what_no_passage_comes_near_is_absent_and_may_be_a_topic(diagnosed: Diagnosed) -> None:
    found = diagnosed("Combien de trottinettes ?")
    assert (found.cause, found.basis, found.action) == (
        Cause.ABSENT,
        Basis.NOTHING_NEAR,
        Action.NEW_TOPIC,
    )
    assert found.words == ("trottinettes",)


def test_a_topic_that_the_report_leaves_out_is_for_the_next_edition(diagnosed: Diagnosed) -> None:
    found = diagnosed("Le pont est-il réparé ?")
    assert (found.basis, found.action) == (Basis.TOPIC_ABSENT, Action.NEXT_EDITION)
    assert found.passages == ()


def test_words_that_the_report_never_prints_get_a_line_for_the_thesaurus(
    diagnosed: Diagnosed,
) -> None:
    found = diagnosed("Quelles draisiennes, quels hoverboards et quels gyroroues à vélo ?")
    (group,) = read_groups(found.line, "essai")
    assert (found.cause, found.action) == (Cause.NOT_FOUND, Action.THESAURUS_LINE)
    assert [each.page.number for each in found.passages] == [1]
    assert group.asked == ("draisiennes", "hoverboards", "gyroroues")
    assert group.said == ("plan vélo", "pistes cyclables", "vélo")


def test_a_passage_that_holds_the_words_is_shown(diagnosed: Diagnosed) -> None:
    found = diagnosed("Combien de repas par jour ?", Outcome.MENTIONED)
    assert (found.cause, found.basis, found.action) == (
        Cause.NOT_FOUND,
        Basis.SPOKEN_OF,
        Action.READ,
    )
    assert [each.page.number for each in found.passages] == [2]


@pytest.mark.parametrize(
    ("code", "unhelpful", "basis"),
    [
        (None, 0, Basis.BARELY),
        (None, 1, Basis.MARKED),
        (WrapUp.PARTLY, 0, Basis.PARTLY),
        (WrapUp.ABSENT, 0, Basis.SPOKEN_OF),
    ],
)
def test_an_answer_that_was_given_is_unclear_unless_an_agent_says_it_is_none(
    code: WrapUp | None, unhelpful: int, basis: Basis, diagnosed: Diagnosed
) -> None:
    found = diagnosed("Combien de repas par jour ?", Outcome.ANSWERED, code, unhelpful)
    assert found.basis is basis
    assert found.cause is (Cause.NOT_FOUND if basis is Basis.SPOKEN_OF else Cause.UNCLEAR)


class Reading:
    """A reader for which every stretch answers as surely as it is told to."""

    name, revision = "reading", "1"

    def __init__(self, sure: float) -> None:
        self.sure = sure

    def read(self, question: str, texts: Sequence[str]) -> Logits:
        return np.full(len(texts), self.sure, np.float32)


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        (6.0, (Cause.NOT_FOUND, Basis.SPOKEN_OF, Action.READ)),
        (-6.0, (Cause.ABSENT, Basis.NAMED_ONLY, Action.NEXT_EDITION)),
    ],
)
def test_passages_that_hold_the_words_and_hardly_answer_leave_the_question_absent(
    sure: float, expected: tuple[Cause, Basis, Action], report: Any, coverage: Coverage
) -> None:
    text = "Combien de repas par jour ?"
    about = Subjects(TOPICS, NOWHERE).of(text)
    asked = Asked(1, date(2026, 11, 30), Outcome.MENTIONED, None, about, False, True)
    tools = Tools(gazetteer=NOWHERE, reader=Reading(sure))
    found = Diagnoser(report, tools, coverage).of(Gap(about, (asked,)), text)
    assert (found.cause, found.basis, found.action) == expected
    assert [each.page.number for each in found.passages] == [2]
