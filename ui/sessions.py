"""Who is signed in: sessions in memory that end by themselves, and are gone with the process."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.accounts import Account

HOUR = 3600.0
LONGEST = 10 * HOUR
LONGEST_IDLE = HOUR
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Session:
    """One agent's session: the account as it was, and the token that guards its forms.

    `opened` and `seen` are seconds of the clock.
    """

    account: Account
    csrf: str
    opened: float
    seen: float

    def over(self, now: float) -> bool:
        """Whether it lasted 10 hours, or nothing was asked for an hour."""
        return now - self.opened >= LONGEST or now - self.seen >= LONGEST_IDLE


class Sessions:
    """The open sessions by token; every method may be called by any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, Session] = {}
        self._lock = threading.Lock()

    def open(self, account: Account) -> str:
        """The token of a new session, which can't be guessed; the oldest go where many are open."""
        now, token = self._clock(), secrets.token_urlsafe(32)
        with self._lock:
            self._open = {key: one for key, one in self._open.items() if not one.over(now)}
            while len(self._open) >= _KEPT:
                self._open.pop(next(iter(self._open)))
            self._open[token] = Session(account, secrets.token_urlsafe(32), now, now)
        return token

    def find(self, token: str) -> Session | None:
        """The session of `token`, which goes on from now; None if there is none or it is over."""
        now = self._clock()
        with self._lock:
            found = self._open.get(token)
            if found is None or found.over(now):
                self._open.pop(token, None)
                return None
            self._open[token] = replace(found, seen=now)
            return self._open[token]

    def close(self, token: str) -> None:
        """No session has that token any more."""
        with self._lock:
            self._open.pop(token, None)
