"""How often something may fail before it has to wait."""

import threading
import time
from collections.abc import Callable

FAILURES = 5
WITHIN = 300.0
_KEPT = 10_000


class Throttle:
    """Lets `failures` tries of one key through within some seconds; called by any thread.

    A try counts as failed from the moment it is let in, so that many at once gain nothing.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        failures: int = FAILURES,
        within: float = WITHIN,
    ) -> None:
        self._clock = clock
        self._failures = failures
        self._within = within
        self._tries: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def enter(self, *keys: str) -> float:
        """0 if the try is let in; else the seconds until one of these `keys` may try again."""
        now = self._clock()
        with self._lock:
            wait = max(self._wait(key, now) for key in keys)
            if not wait:
                for key in keys:
                    self._tries.setdefault(key, []).append(now)
                self._forget(now)
        return wait

    def succeed(self, key: str, *others: str) -> None:
        """All tries of `key` are forgiven, and the last of each of the `others`."""
        with self._lock:
            self._tries.pop(key, None)
            for other in others:
                if self._tries.get(other):
                    self._tries[other].pop()

    def _wait(self, key: str, now: float) -> float:
        recent = [at for at in self._tries.get(key, ()) if now - at < self._within]
        if recent:
            self._tries[key] = recent
        else:
            self._tries.pop(key, None)
        return recent[0] + self._within - now if len(recent) >= self._failures else 0.0

    def _forget(self, now: float) -> None:
        """Keeps the memory flat where a great many keys are tried."""
        if len(self._tries) > _KEPT:
            kept = {k: t for k, t in self._tries.items() if t and now - t[-1] < self._within}
            self._tries = dict(list(kept.items())[-_KEPT:])
