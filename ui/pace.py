"""How often something may happen, whoever asks for it."""

import threading
import time
from collections import deque
from collections.abc import Callable


class Pace:
    """Lets `most` through within any `seconds`; every method may be called by any thread."""

    def __init__(
        self, most: int, seconds: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._passed: deque[float] = deque()
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether one more may pass now; if so, it is counted."""
        with self._lock:
            now = self._clock()
            while self._passed and now - self._passed[0] >= self._seconds:
                self._passed.popleft()
            if len(self._passed) >= self._most:
                return False
            self._passed.append(now)
            return True
