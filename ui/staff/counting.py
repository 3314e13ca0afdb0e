"""Figures that take long to count: counted behind the pages, which never wait long for them."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from retrieval.journal import now_here

K = TypeVar("K")
V = TypeVar("V")

# A page waits so many seconds for new figures, then shows the last ones, or that they are counted.
WAIT = 0.5


@dataclass(frozen=True, slots=True)
class Counted(Generic[V]):
    """The `value` as it was `at` that moment."""

    value: V
    at: datetime


@dataclass(frozen=True, slots=True)
class _Known(Generic[V]):
    """What was counted, of which `state` of the journal, and when it was last held against it."""

    counted: Counted[V]
    state: object
    looked: float


class Counting(Generic[K, V]):
    """What `count` makes of each key, the `most` latest ones kept; any thread may ask.

    What was counted stands for `patience` seconds by the `clock`, and then as long as `state` gives
    the same. Everything is counted on a thread of its own, each key by one at a time. A page waits
    for at most `wait` seconds. Every method raises what `count` and `state` raise.
    """

    def __init__(
        self,
        count: Callable[[K], V],
        state: Callable[[K], object] | None = None,
        *,
        most: int = 6,
        patience: float = 0.0,
        wait: float = WAIT,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now_here,
    ) -> None:
        self._count = count
        self._state = state or (lambda _: object())
        self._most, self._patience, self._wait = most, patience, wait
        self._clock, self._now = clock, now
        self._changing = threading.Lock()
        self._kept: OrderedDict[K, _Known[V]] = OrderedDict()
        self._under_way: dict[K, Future[Counted[V]]] = {}

    def at_once(self, key: K) -> Counted[V] | None:
        """The latest figures that are there soon; None where none of `key` was counted yet."""
        last, counting = self._begun(key)
        with suppress(NotYet):
            return counting.result(self._wait)
        return last

    def whole(self, key: K) -> Counted[V]:
        """The figures, however long they take."""
        return self._begun(key)[1].result()

    def _begun(self, key: K) -> tuple[Counted[V] | None, Future[Counted[V]]]:
        """The last figures, and those under way: the last ones, over already, while they stand."""
        with self._changing:
            known = self._kept.get(key)
            last = known.counted if known else None
            if known is not None:
                self._kept.move_to_end(key)
                if self._clock() - known.looked < self._patience:
                    return last, _over(known.counted)
            if key not in self._under_way:
                self._under_way[key] = Future()
                args = key, known, self._under_way[key]
                threading.Thread(target=self._work, args=args, daemon=True).start()
            return last, self._under_way[key]

    def _work(self, key: K, known: _Known[V] | None, future: "Future[Counted[V]]") -> None:
        try:
            found = self._looked(key, known)
        except Exception as exc:
            with self._changing:
                del self._under_way[key]
            future.set_exception(exc)
            return
        with self._changing:
            del self._under_way[key]
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        future.set_result(found.counted)

    def _looked(self, key: K, known: _Known[V] | None) -> _Known[V]:
        """`known` as of now where nothing of it changed; else counted anew."""
        began, state = self._now(), self._state(key)
        if known is not None and known.state == state:
            return _Known(replace(known.counted, at=began), state, self._clock())
        return _Known(Counted(self._count(key), began), state, self._clock())


def _over(found: Counted[V]) -> Future[Counted[V]]:
    over: Future[Counted[V]] = Future()
    over.set_result(found)
    return over
