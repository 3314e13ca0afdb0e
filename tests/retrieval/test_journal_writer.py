"""The journal's thread: never in the way of an answer, and honest about what it couldn't write."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, JournalState, Trouble, WrapUp
from retrieval.journal_errors import JournalFull, JournalLocked
from retrieval.journal_writer import JournalWriter

MONTHS = 6


def entry(number: int) -> Entry:
    return Entry(
        date(2026, 3, 31), 9, Desk.PAGES, Outcome.ANSWERED, f"Question {number} ?", id=number
    )


class HeldStore:
    """A store in memory, which can be held up, and break."""

    set_aside = ("journal-damaged-2026-03-31.sqlite",)

    def __init__(self) -> None:
        self.done: list[object] = []
        self.kept: list[int] = []
        self.trouble: Exception | None = None
        self.free = threading.Event()
        self.free.set()
        self.closed = False

    def _go(self) -> None:
        self.free.wait()
        if self.trouble:
            raise self.trouble

    def append(self, entry: Entry, instead_of: int | None = None) -> None:
        self._go()
        self.done.append((entry.id, instead_of))

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        self._go()
        self.done.append((entry_id, code))

    def keep_for(self, months: int) -> int:
        self._go()
        self.kept.append(months)
        return 0

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def store() -> HeldStore:
    return HeldStore()


@contextmanager
def running(store: HeldStore, **more: object) -> Iterator[JournalWriter]:
    given: dict[str, object] = {"pause": 0.001} | more
    writer = JournalWriter(store, MONTHS, **given)  # type: ignore[arg-type]
    writer.start()
    yield writer
    writer.stop()


def is_idle(state: JournalState) -> bool:
    return state.waiting == 0


def test_what_is_noted_is_written_in_order(store: HeldStore) -> None:
    with running(store) as writer:
        writer.write(entry(1))
        writer.write(entry(2), instead_of=1)
        writer.wrap_up(2, WrapUp.FOUND)

    assert store.done == [(1, None), (2, 1), (2, WrapUp.FOUND)]
    assert store.closed


def test_noting_never_waits_for_the_disk(store: HeldStore) -> None:
    store.free.clear()
    with running(store) as writer:
        for number in range(500):
            writer.write(entry(number))
        assert writer.state.waiting == 500
        assert store.done == []
        store.free.set()

    assert len(store.done) == 500


def test_what_the_queue_has_no_room_for_is_counted_as_lost(store: HeldStore) -> None:
    store.free.clear()
    with running(store, most_waiting=10) as writer:
        for number in range(25):
            writer.write(entry(number))
        assert writer.state.lost == 15
        store.free.set()
        writer.until(is_idle)

    assert [number for number, _ in store.done] == list(range(10))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("error", "trouble"),
    [(JournalFull(path="j"), Trouble.FULL), (JournalLocked(path="j"), Trouble.LOCKED)],
)
def test_a_trouble_is_told_and_what_waits_is_written_once_it_is_over(
    store: HeldStore, error: Exception, trouble: Trouble
) -> None:
    with running(store) as writer:
        writer.until(lambda _: bool(store.kept))
        store.trouble = error
        writer.write(entry(1))
        writer.write(entry(2))
        told = writer.until(lambda state: state.trouble is not None)
        store.trouble = None
        after = writer.until(is_idle)

    assert told.trouble is trouble
    assert (after.trouble, after.lost) == (None, 0)
    assert store.done == [(1, None), (2, None)]


def test_stopping_does_not_wait_for_a_trouble_to_end(store: HeldStore) -> None:
    store.trouble = JournalLocked(path="j")
    writer = JournalWriter(store, MONTHS, pause=3600)
    for number in range(1000):
        writer.write(entry(number))
    writer.start()
    writer.until(lambda state: state.trouble is not None)

    writer.stop()

    assert writer.state.lost == 1000
    assert store.closed


def test_every_new_day_what_is_too_old_is_let_go(store: HeldStore) -> None:
    days = [date(2026, 3, 31)]
    clock = lambda: datetime(days[-1].year, days[-1].month, days[-1].day, 9)  # noqa: E731
    with running(store, clock=clock) as writer:
        for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 2)):
            days.append(day)
            writer.write(entry(1))
            writer.until(is_idle)
            writer.write(entry(2))
            writer.until(is_idle)

    assert store.kept == [MONTHS] * 3


def test_an_unforeseen_error_is_logged_without_the_question_and_the_next_is_written(
    store: HeldStore, caplog: pytest.LogCaptureFixture
) -> None:
    with running(store) as writer, caplog.at_level(logging.ERROR):
        writer.until(lambda _: bool(store.kept))
        store.trouble = ValueError("Question 1 ?")
        writer.write(entry(1))
        writer.until(lambda state: state.lost == 1)
        store.trouble = None
        writer.write(entry(2))

    assert store.done == [(2, None)]
    assert caplog.messages == ["a question could not be noted: ValueError"]


def test_the_state_says_how_long_and_what_was_set_aside(store: HeldStore) -> None:
    with running(store) as writer:
        state = writer.until(is_idle)

    assert state == JournalState(months=MONTHS, set_aside=store.set_aside)
