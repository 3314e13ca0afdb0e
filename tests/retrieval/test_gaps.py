"""The groups of what was missed: how many, how many before, in which words."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from retrieval.answer import Outcome
from retrieval.asked import AskedDays, AskedOf, Period
from retrieval.gaps import gaps_of, wordings
from retrieval.gazetteer import Gazetteer
from retrieval.journal import Desk, Entry
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld

DAY = date(2026, 11, 30)
WEEK = Period(DAY - timedelta(6), DAY)
EARLIER = DAY - timedelta(8)


def entry(number: int, text: str | None, day: date = DAY, **more: object) -> Entry:
    given = {"outcome": Outcome.NOT_IN_REPORT, "withheld": None if text else Withheld.SENSITIVE}
    return Entry(day, 9, Desk.RESIDENTS, text=text, id=number, **(given | more))  # type: ignore[arg-type]


@pytest.fixture
def days(tmp_path: Path) -> AskedDays:
    store = JournalStore(tmp_path / "journal.sqlite")
    for each in (
        entry(11, "Combien de trottinettes électriques ?"),
        entry(12, "combien de trotinettes électriques"),
        entry(13, "Combien de trottinettes électriques ?"),
        entry(14, "Où sont les pneus ?"),
        entry(15, None),
        entry(16, "Combien de repas ?", outcome=Outcome.ANSWERED, confidence=0.9),
        entry(21, "Trottinettes électriques ?", EARLIER),
        entry(22, "Et les piscines ?", EARLIER),
    ):
        store.append(each)
    store.close()
    return AskedDays(JournalReader(store.path), tuple, lambda: Gazetteer([]))


def test_groups_come_with_their_number_now_and_before(days: AskedDays) -> None:
    gaps = gaps_of(days, WEEK)
    assert [(gap.id, gap.count, gap.before) for gap in gaps.found] == [(11, 3, 1), (14, 1, 0)]
    assert (gaps.asked, gaps.missed, gaps.withheld) == (6, 5, 1)


def test_a_group_is_found_by_any_of_its_questions(days: AskedDays) -> None:
    gaps = gaps_of(days, WEEK)
    assert gaps.one(12) == gaps.found[0]
    assert gaps.one(16) is None


def test_the_wordings_of_a_group_are_the_most_frequent_first(days: AskedDays) -> None:
    gaps = gaps_of(days, WEEK)
    assert wordings(days, gaps.found) == {
        11: ("Combien de trottinettes électriques ?", "combien de trotinettes électriques"),
        14: ("Où sont les pneus ?",),
    }


def test_an_answer_that_was_marked_as_no_help_is_missed_too(days: AskedDays) -> None:
    gaps = gaps_of(days, WEEK, unhelpful={16})
    assert [(gap.id, gap.unhelpful) for gap in gaps.found] == [(11, 0), (14, 0), (16, 1)]


def test_only_the_questions_that_are_meant_are_grouped(days: AskedDays) -> None:
    assert gaps_of(days, WEEK, asked_of=AskedOf(frozenset({"0" * 16}))).asked == 0
    assert gaps_of(days, WEEK, asked_of=AskedOf(frozenset({"0" * 16}), others=True)).asked == 6
