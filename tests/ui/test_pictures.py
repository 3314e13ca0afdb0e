"""A picture is drawn once, forgotten in time, and a dead worker is replaced."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from ui.pictures import PICTURES_KEPT, PagePictures, PictureKey


def key(number: int = 1) -> PictureKey:
    return PictureKey("0123456789abcdef", Path("report.pdf"), number, 1100)


class Counting:
    """A hand that draws the number of the page and counts what it drew."""

    def __init__(self) -> None:
        self.drawn: list[int] = []

    def __call__(self, pdf: Path, number: int, width: int) -> bytes:
        self.drawn.append(number)
        return f"{pdf.name} {number} {width}".encode()


class DyingExecutor(Executor):
    """A worker that dies over the first page it is given."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


@pytest.fixture
def hand() -> Counting:
    return Counting()


@pytest.fixture
def drawn_by_hand(hand: Counting, hire_a_thread: Callable[[], Executor]) -> PagePictures:
    return PagePictures(draw=hand, hire=hire_a_thread)


def test_a_picture_is_drawn_as_asked(drawn_by_hand: PagePictures) -> None:
    assert drawn_by_hand.get(key(7)) == b"report.pdf 7 1100"


def test_a_picture_is_drawn_once_however_often_it_is_asked(
    drawn_by_hand: PagePictures, hand: Counting
) -> None:
    threads = [threading.Thread(target=drawn_by_hand.get, args=(key(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hand.drawn == [1]


def test_the_picture_that_was_asked_longest_ago_is_forgotten(
    drawn_by_hand: PagePictures, hand: Counting
) -> None:
    for number in range(1, PICTURES_KEPT + 2):
        drawn_by_hand.get(key(number))
    drawn_by_hand.get(key(PICTURES_KEPT + 1))
    drawn_by_hand.get(key(1))
    assert hand.drawn.count(PICTURES_KEPT + 1) == 1
    assert hand.drawn.count(1) == 2


def test_a_failure_is_raised_and_not_kept(hire_a_thread: Callable[[], Executor]) -> None:
    tried: list[int] = []

    def failing_once(_: Path, number: int, __: int) -> bytes:
        tried.append(number)
        if len(tried) == 1:
            raise OSError("the disk was away")
        return b"drawn"

    drawn_by_hand = PagePictures(draw=failing_once, hire=hire_a_thread)
    with pytest.raises(OSError, match="away"):
        drawn_by_hand.get(key())
    assert drawn_by_hand.get(key()) == b"drawn"


def test_a_worker_that_died_is_replaced(
    hand: Counting, hire_a_thread: Callable[[], Executor]
) -> None:
    workers = iter([DyingExecutor(), hire_a_thread()])
    drawn_by_hand = PagePictures(draw=hand, hire=lambda: next(workers))
    assert drawn_by_hand.get(key()) == b"report.pdf 1 1100"


def test_closing_twice_is_closing_once(drawn_by_hand: PagePictures) -> None:
    drawn_by_hand.get(key())
    drawn_by_hand.close()
    drawn_by_hand.close()
