"""How often something may happen before one has to wait."""

import threading
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

FAILURES = 5
WITHIN = 300.0
# All keys together: some megabytes, however many keys a stranger makes up.
KEPT = 100_000


class Throttle:
    """Lets `most` tries of one key through within any `within` seconds; called by any thread.

    A try counts from the moment it is let in, so that many at once gain nothing. Keys are in
    memory alone, and gone once their tries are too old to count or `kept` later ones were made.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        most: int = FAILURES,
        within: float = WITHIN,
        kept: int = KEPT,
    ) -> None:
        self._clock = clock
        self._most = most
        self._within = within
        self._kept = kept
        self._tries: OrderedDict[str, list[float]] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def enter(self, *keys: str) -> float:
        """0 if the try is let in; else the seconds until one of these `keys` may try again."""
        now = self._clock()
        with self._lock:
            wait = max(self._wait(key, now) for key in keys)
            if not wait:
                for key in keys:
                    self._count(key, now)
                self._forget(now)
        return wait

    def succeed(self, key: str, *others: str) -> None:
        """All tries of `key` are forgiven, and the last of each of the `others`."""
        with self._lock:
            self._held -= len(self._tries.pop(key, ()))
            for other in others:
                if self._tries.get(other):
                    self._tries[other].pop()
                    self._held -= 1

    def _wait(self, key: str, now: float) -> float:
        tries = self._tries.get(key, [])
        old = bisect_right(tries, now - self._within)
        del tries[:old]
        self._held -= old
        return tries[0] + self._within - now if len(tries) >= self._most else 0.0

    def _count(self, key: str, now: float) -> None:
        self._tries.setdefault(key, []).append(now)
        self._tries.move_to_end(key)
        self._held += 1

    def _forget(self, now: float) -> None:
        """Drops the keys tried longest ago, if they no longer count or too much is held."""
        while self._tries:
            oldest = next(iter(self._tries.values()))
            if oldest and oldest[-1] > now - self._within and self._held <= self._kept:
                break
            self._held -= len(self._tries.popitem(last=False)[1])
