"""Why gaps may be there is looked into one by one, behind the pages, and once."""

import threading
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from index.errors import UnknownReport
from retrieval.about import About
from retrieval.answer import Outcome
from retrieval.asked import Asked
from retrieval.diagnosis import Basis, Diagnosis
from retrieval.gap_report import Diagnose
from retrieval.gaps import Gap
from ui.staff.causes import Causes

DAY = date(2026, 11, 30)


def gap(number: int, *, times: int = 1) -> Gap:
    about = About(words=(f"mot{number}",))
    ids = range(10 * number, 10 * number + times)
    asked = (Asked(n, DAY, Outcome.NOT_IN_REPORT, None, about, False, True) for n in ids)
    return Gap(about, tuple(asked))


def texts(gaps: Sequence[Gap]) -> Mapping[int, Sequence[str]]:
    """What each gap says; the questions of number 9 are gone."""
    return {each.id: () if each.id == 90 else (f"Question {each.id} ?",) for each in gaps}


class Looking:
    """Looks into gaps, as far as it is let to; remembers which."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.let.set()
        self.begun = threading.Event()
        self.looked: list[str] = []

    def current(self, report: str) -> tuple[object, Diagnose]:
        if report == "perdu":
            raise UnknownReport(slug=report, known="")
        return report, self.diagnose

    def diagnose(self, gap: Gap, text: str) -> Diagnosis:
        self.begun.set()
        self.let.wait()
        self.looked.append(text)
        return Diagnosis(Basis.NOTHING_NEAR, words=(text,))


@pytest.fixture
def looking() -> Looking:
    return Looking()


def test_every_gap_whose_questions_are_there_is_diagnosed(looking: Looking) -> None:
    found = Causes(texts, looking.current).whole("", [gap(1), gap(9), gap(2)])
    assert {id_: each.words for id_, each in found.items()} == {
        10: ("Question 10 ?",),
        20: ("Question 20 ?",),
    }


def test_a_page_does_not_wait_for_what_takes_long(looking: Looking) -> None:
    looking.let.clear()
    causes, gaps = Causes(texts, looking.current, wait=0), [gap(1)]
    assert causes.at_once("", gaps) == {}
    looking.let.set()
    assert set(causes.whole("", gaps)) == {10}
    assert set(causes.at_once("", gaps)) == {10}
    assert looking.looked == ["Question 10 ?"]


def test_a_gap_is_looked_into_again_only_where_it_changed_or_the_report_did(
    looking: Looking,
) -> None:
    causes = Causes(texts, looking.current)
    causes.whole("", [gap(1), gap(2)])
    causes.whole("", [gap(2)])
    assert len(looking.looked) == 2
    causes.whole("", [gap(2, times=2)])
    causes.whole("autre", [gap(2)])
    assert looking.looked[2:] == ["Question 20 ?"] * 2


def test_what_goes_wrong_is_told_each_time(looking: Looking) -> None:
    causes, gaps = Causes(texts, looking.current, wait=60), [gap(1)]
    for _ in range(2):
        with pytest.raises(UnknownReport):
            causes.at_once("perdu", gaps)


def test_the_end_waits_for_what_is_being_looked_into(looking: Looking) -> None:
    looking.let.clear()
    causes = Causes(texts, looking.current, wait=0)
    causes.at_once("", [gap(1), gap(2)])
    looking.begun.wait()
    stopping = threading.Thread(target=causes.stop)
    stopping.start()
    looking.let.set()
    stopping.join()
    before = list(looking.looked)
    assert before[:1] == ["Question 10 ?"]
    causes.at_once("", [gap(3)])
    assert looking.looked == before


def test_nothing_more_is_looked_into_once_it_is_stopped(looking: Looking) -> None:
    causes = Causes(texts, looking.current)
    causes.stop()
    assert causes.whole("", [gap(1)]) == {}
    assert looking.looked == []
