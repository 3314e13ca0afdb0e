"""What was asked by day: read once, again where an entry changed, forgotten where it is gone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from retrieval.answer import Outcome
from retrieval.asked import Asked, AskedDays, Period, asked_of, week_of
from retrieval.gazetteer import Gazetteer
from retrieval.journal import Desk, Entry, WrapUp
from retrieval.journal_reading import JournalReader, Noted
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld
from retrieval.topic import Probes, Topic

DAY = date(2026, 11, 30)
TODAY, WEEK = Period(DAY, DAY), Period(DAY - timedelta(6), DAY)
PONTS = Topic("ponts", "Ponts", "Routes", "Les ponts.", Probes(("pont",)))


class CountingReader(JournalReader):
    """Remembers which days it was asked to read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.read: list[date] = []

    def noted(self, day: date) -> Iterator[Noted]:
        self.read.append(day)
        return super().noted(day)


def entry(number: int, text: str | None = "Le pont ?", *, day: date = DAY, **more: object) -> Entry:
    given = {"outcome": Outcome.NOT_IN_REPORT, "withheld": None if text else Withheld.SENSITIVE}
    return Entry(day, 9, Desk.AGENTS, text=text, id=number, **(given | more))  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JournalStore]:
    store = JournalStore(tmp_path / "journal.sqlite")
    yield store
    store.close()


@pytest.fixture
def reader(store: JournalStore) -> CountingReader:
    return CountingReader(store.path)


@pytest.fixture
def days(reader: CountingReader) -> AskedDays:
    return AskedDays(reader, lambda: (PONTS,), lambda: Gazetteer([]))


@pytest.mark.parametrize(
    ("noted", "missed"),
    [
        (entry(1), True),
        (entry(1, outcome=Outcome.MENTIONED), True),
        (entry(1, outcome=Outcome.OUT_OF_SCOPE), True),
        (entry(1, outcome=Outcome.TOO_VAGUE), False),
        (entry(1, outcome=Outcome.ANSWERED, confidence=0.9), False),
        (entry(1, outcome=Outcome.ANSWERED, confidence=0.72), True),
        (entry(1, outcome=Outcome.ANSWERED, confidence=0.9, wrap_up=WrapUp.PARTLY), True),
        (entry(1, outcome=None, wrap_up=WrapUp.ABSENT), True),
        (entry(1, wrap_up=WrapUp.FOUND), False),
        (entry(1, filtered=True), False),
        (entry(1, filtered=True, wrap_up=WrapUp.ABSENT), True),
    ],
)
def test_what_was_not_or_barely_answered_is_missed(
    noted: Entry, missed: bool, store: JournalStore, days: AskedDays
) -> None:
    store.append(noted)
    assert [each.missed for each in days.between(TODAY)] == [missed]


def test_a_question_is_counted_without_its_text(store: JournalStore, days: AskedDays) -> None:
    store.append(entry(1))
    store.append(entry(2, None))
    first, second = days.between(TODAY)
    assert first.about.topic == "ponts"
    assert second.withheld
    assert "text" not in Asked.__slots__


def test_a_day_is_read_again_only_where_it_changed(
    store: JournalStore, reader: CountingReader, days: AskedDays
) -> None:
    store.append(entry(1))
    store.append(entry(2, day=DAY - timedelta(1)))
    days.between(WEEK)
    store.append(entry(3))
    assert [each.id for each in days.between(WEEK)] == [1, 3, 2]
    assert reader.read == [DAY - timedelta(1), DAY, DAY]


def test_what_is_erased_is_not_counted_any_more(store: JournalStore, days: AskedDays) -> None:
    store.append(entry(1))
    assert len(days.between(TODAY)) == 1
    store.erase()
    assert days.between(TODAY) == ()


def test_other_topics_are_gone_by_as_soon_as_they_are_there(
    store: JournalStore, reader: CountingReader
) -> None:
    topics: list[tuple[Topic, ...]] = [(PONTS,), ()]
    store.append(entry(1))
    days = AskedDays(reader, lambda: topics[0], lambda: Gazetteer([]))
    assert days.between(TODAY)[0].about.topic == "ponts"
    del topics[0]
    assert days.between(TODAY)[0].about.topic == ""


def shelved(slug: str, *editions: str, default: bool = False) -> Any:
    held = [SimpleNamespace(manifest=SimpleNamespace(edition=each)) for each in editions]
    return SimpleNamespace(slug=slug, default=default, editions=held)


def test_a_question_was_asked_of_the_report_whose_edition_answered() -> None:
    shelf = [shelved("bilan", "b1", "b2", default=True), shelved("projet", "p1")]
    held = {
        slug: [each for each in ("b1", "b2", "p1", "gone") if asked_of(shelf, slug).holds(each)]
        for slug in ("", "bilan", "projet", "autre")
    }
    assert held == {
        "": ["b1", "b2", "p1", "gone"],
        "bilan": ["b1", "b2", "gone"],
        "projet": ["p1"],
        "autre": [],
    }


def test_the_edition_that_was_asked_is_counted(store: JournalStore, days: AskedDays) -> None:
    store.append(entry(1, edition="0123456789abcdef"))
    assert [each.edition for each in days.between(TODAY)] == ["0123456789abcdef"]


def test_a_week_goes_from_monday_to_sunday() -> None:
    assert week_of(date(2026, 12, 6)) == Period(date(2026, 11, 30), date(2026, 12, 6))
    assert week_of(DAY).before == Period(date(2026, 11, 23), date(2026, 11, 29))


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        Period(DAY, DAY - timedelta(1))
