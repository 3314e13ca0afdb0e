"""A picture is drawn once, forgotten in time, and a dead worker is replaced."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from ui.pictures import (
    MOST_WAITING,
    PICTURES_KEPT,
    PagePictures,
    PictureKey,
    PictureLost,
    TooManyPictures,
)


def key(number: int = 1) -> PictureKey:
    return PictureKey("0123456789abcdef", Path("report.pdf"), number, 1100)


class Counting:
    """A hand that draws the number of the page and counts what it drew."""

    def __init__(self) -> None:
        self.drawn: list[int] = []

    def __call__(self, pdf: Path, number: int, width: int) -> bytes:
        self.drawn.append(number)
        return f"{pdf.name} {number} {width}".encode()


def get(pictures: PagePictures, number: int = 1) -> bytes:
    return asyncio.run(pictures.get(key(number)))


class Idle(Executor):
    """A worker that never begins."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


class DeadExecutor(Executor):
    """A worker that died before it was given anything."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise BrokenProcessPool("killed")


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
    assert get(drawn_by_hand, 7) == b"report.pdf 7 1100"


def test_a_picture_is_drawn_once_however_often_it_is_asked(
    drawn_by_hand: PagePictures, hand: Counting
) -> None:
    async def eight() -> list[bytes]:
        return await asyncio.gather(*[drawn_by_hand.get(key()) for _ in range(8)])

    assert asyncio.run(eight()) == [b"report.pdf 1 1100"] * 8
    assert hand.drawn == [1]


def test_the_picture_that_was_asked_longest_ago_is_forgotten(
    drawn_by_hand: PagePictures, hand: Counting
) -> None:
    for number in range(1, PICTURES_KEPT + 2):
        get(drawn_by_hand, number)
    get(drawn_by_hand, PICTURES_KEPT + 1)
    get(drawn_by_hand, 1)
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
        get(drawn_by_hand)
    assert get(drawn_by_hand) == b"drawn"


def test_a_worker_that_died_is_replaced(
    hand: Counting, hire_a_thread: Callable[[], Executor]
) -> None:
    workers = iter([DyingExecutor(), hire_a_thread()])
    drawn_by_hand = PagePictures(draw=hand, hire=lambda: next(workers))
    assert get(drawn_by_hand) == b"report.pdf 1 1100"


def test_a_page_that_kills_every_worker_is_given_up_and_the_next_one_is_drawn(
    hand: Counting, hire_a_thread: Callable[[], Executor]
) -> None:
    workers = iter([DyingExecutor(), DyingExecutor(), hire_a_thread()])
    drawn_by_hand = PagePictures(draw=hand, hire=lambda: next(workers))
    with pytest.raises(PictureLost):
        get(drawn_by_hand)
    assert get(drawn_by_hand) == b"report.pdf 1 1100"


def test_a_worker_that_died_idle_is_replaced(
    hand: Counting, hire_a_thread: Callable[[], Executor]
) -> None:
    workers = iter([DeadExecutor(), hire_a_thread()])
    drawn_by_hand = PagePictures(draw=hand, hire=lambda: next(workers))
    assert get(drawn_by_hand) == b"report.pdf 1 1100"


def test_one_picture_more_than_may_wait_is_refused() -> None:
    pictures = PagePictures(hire=Idle)

    async def waited_for() -> list[object]:
        waiting = [asyncio.ensure_future(pictures.get(key(n))) for n in range(1, MOST_WAITING + 1)]
        await asyncio.sleep(0)
        refused = await asyncio.gather(pictures.get(key(99)), return_exceptions=True)
        again = asyncio.ensure_future(pictures.get(key(1)))
        await asyncio.sleep(0)
        still = [one.done() for one in (*waiting, again)]
        for one in (*waiting, again):
            one.cancel()
        return [*refused, *still]

    refused, *done = asyncio.run(waited_for())
    assert isinstance(refused, TooManyPictures)
    assert done == [False] * (MOST_WAITING + 1)


def test_a_visitor_who_leaves_takes_the_picture_from_nobody() -> None:
    drawing: Future[bytes] = Future()

    class Slow(Idle):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            return drawing

    pictures = PagePictures(hire=Slow)

    async def one_leaves() -> bytes:
        leaving = asyncio.ensure_future(pictures.get(key()))
        staying = asyncio.ensure_future(pictures.get(key()))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.sleep(0)
        drawing.set_result(b"drawn")
        return await staying

    assert asyncio.run(one_leaves()) == b"drawn"


def test_closing_twice_is_closing_once(drawn_by_hand: PagePictures) -> None:
    get(drawn_by_hand)
    drawn_by_hand.close()
    drawn_by_hand.close()
