"""What staff look at is counted before anybody does: at the start, and on each new day."""

import threading
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from index.errors import NoReportYet
from retrieval.journal import JournalState, NoJournal
from ui.staff.warming import Warming, warmed

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)


class Told:
    """Stands for what is read, counted and looked into; remembers in which order."""

    encoder_pending = False

    def __init__(self) -> None:
        self.did: list[tuple[str, date]] = []
        self.covered: list[str] = []
        self.broken: Exception | None = None
        self.stopped = False
        self.tuesday = threading.Event()

    @property
    def records(self) -> Any:
        return self._Reading(self)

    class _Reading:
        def __init__(self, told: "Told") -> None:
            self.told = told

        def warm(self, today: date) -> None:
            self.told.did.append(("read", today))

        def coverage(self, edition: str) -> None:
            self.told.did.append(("cover", self.told.did[-1][1]))
            self.told.covered.append(edition)
            if self.told.broken:
                raise self.told.broken

    def ready(self) -> Any:
        return SimpleNamespace(edition="the live one")

    def warm(self, today: date) -> None:
        self.did.append(("count", today))

    def look(self, today: date) -> None:
        self.did.append(("look", today))
        if today == TUESDAY:
            self.tuesday.set()

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def told() -> Told:
    return Told()


def days() -> Iterator[date]:
    yield MONDAY
    yield MONDAY
    while True:
        yield TUESDAY


class Kept(NoJournal):
    """A journal that is kept."""

    state = JournalState(months=6)


def warming(told: Any) -> Warming:
    calendar = days()
    return Warming(told, told.records, told, lambda: next(calendar), day_wait=0.001)


def test_everything_is_counted_once_a_day_and_nothing_after_the_end(told: Told) -> None:
    with warmed(warming(told), Kept()):
        told.tuesday.wait()
    assert told.did == [
        (what, day) for day in (MONDAY, TUESDAY) for what in ("count", "read", "cover", "look")
    ]
    assert told.covered == ["the live one"] * 2
    assert told.stopped


@pytest.mark.parametrize("fault", [NoReportYet(), ZeroDivisionError()], ids=["ours", "any"])
def test_a_coverage_that_fails_keeps_nothing_else_from_being_looked_into(
    told: Told, fault: Exception
) -> None:
    told.broken = fault
    with warmed(warming(told), Kept()):
        told.tuesday.wait()
    assert ("look", TUESDAY) in told.did


def test_nothing_is_counted_where_no_journal_is_kept(told: Told) -> None:
    with warmed(warming(told), NoJournal()), warmed(None, Kept()):
        pass
    assert told.did == []
