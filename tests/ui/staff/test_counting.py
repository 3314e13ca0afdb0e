"""Figures are counted behind the pages: the last ones are shown meanwhile, or that they aren't."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from retrieval.journal_errors import JournalLocked
from ui.staff.counting import Counting

NOON = datetime(2026, 11, 30, 12)


class Slow:
    """Counts as far as it is let to; remembers what it was asked."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.asked: list[str] = []

    def __call__(self, key: str) -> int:
        self.asked.append(key)
        self.let.wait()
        return len(self.asked)


@pytest.fixture
def slow() -> Slow:
    return Slow()


def test_what_is_not_counted_yet_is_none_and_comes_later(slow: Slow) -> None:
    counting = Counting[str, int](slow, wait=0)
    assert counting.at_once("novembre") is None
    slow.let.set()
    assert counting.whole("novembre").value == 1


def test_the_last_figures_are_shown_while_new_ones_are_counted(slow: Slow) -> None:
    hours = iter(range(9))
    counting = Counting[str, int](slow, wait=0, now=lambda: NOON + timedelta(hours=next(hours)))
    slow.let.set()
    first = counting.whole("novembre")
    assert first.at == NOON
    slow.let.clear()
    assert counting.at_once("novembre") == first
    slow.let.set()
    second = counting.whole("novembre")
    assert (second.value, second.at) == (2, NOON + timedelta(hours=1))


def test_whoever_comes_meanwhile_waits_for_the_same_count(slow: Slow) -> None:
    counting = Counting[str, int](slow, wait=0)
    for _ in range(3):
        counting.at_once("novembre")
    counting.at_once("octobre")
    slow.let.set()
    counting.whole("novembre")
    counting.whole("octobre")
    assert sorted(slow.asked)[:2] == ["novembre", "octobre"]
    assert slow.asked.count("octobre") <= 2


def test_what_did_not_change_is_not_counted_anew(slow: Slow) -> None:
    slow.let.set()
    states = iter("aab")
    counting = Counting[str, int](slow, lambda _: next(states))
    assert [counting.whole("novembre").value for _ in range(3)] == [1, 1, 2]


def test_only_the_latest_keys_are_kept(slow: Slow) -> None:
    slow.let.set()
    counting = Counting[str, int](slow, most=1, patience=60)
    for month in ("octobre", "novembre", "novembre", "octobre"):
        counting.whole(month)
    assert slow.asked == ["octobre", "novembre", "octobre"]


@pytest.mark.parametrize("look", ["at_once", "whole"])
def test_what_goes_wrong_is_told_and_tried_again(look: str) -> None:
    troubles = iter([JournalLocked(path="journal.sqlite"), None])

    def count(_: str) -> str:
        if trouble := next(troubles):
            raise trouble
        return "counted"

    counting = Counting[str, str](count, wait=60)
    looking: Callable[[str], object] = getattr(counting, look)
    with pytest.raises(JournalLocked):
        looking("novembre")
    assert counting.whole("novembre").value == "counted"
