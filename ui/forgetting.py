"""Forgets the visits of those who left: Gradio alone keeps the conversations of ten thousand."""

import asyncio
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Protocol

# A visitor who comes back to an open page after that begins a new conversation.
LONGEST_IDLE = timedelta(hours=1)
# A phone may take that long to come back from a call: it closed the line meanwhile.
LONGEST_GONE = timedelta(minutes=5)
# Then the visit that was used longest ago goes. One of six questions takes about a tenth of a MB.
MOST_VISITS = 2000
SECONDS_BETWEEN = 15


class Visit(Protocol):
    """What Gradio keeps of one visit, its conversation included, and whether its page is closed."""

    is_closed: bool


class Visits(Protocol):
    """Where Gradio keeps all visits, by their session: `StateHolder`."""

    session_data: MutableMapping[str, Visit]
    time_last_used: MutableMapping[str, datetime]


class Forgetting:
    """Empties `visits` of those who are gone; only the loop that serves them may call it."""

    def __init__(self, visits: Visits, *, clock: Callable[[], datetime] = datetime.now) -> None:
        self._visits = visits
        self._clock = clock
        self._closed: dict[str, datetime] = {}

    def sweep(self) -> None:
        """Nothing is kept any more of visits closed five minutes ago, or an hour without use."""
        now, kept = self._clock(), self._visits.session_data
        self._closed = {s: self._closed.get(s, now) for s, one in kept.items() if one.is_closed}
        for session in [session for session in kept if self._over(session, now)]:
            del kept[session]
            self._visits.time_last_used.pop(session, None)

    def _over(self, session: str, now: datetime) -> bool:
        used = self._visits.time_last_used.get(session, datetime.min)
        closed = self._closed.get(session)
        left = closed is not None and now - max(used, closed) >= LONGEST_GONE
        return left or now - used >= LONGEST_IDLE

    async def keep_on(self) -> None:
        """Sweeps every quarter of a minute until it is cancelled."""
        while True:
            self.sweep()
            await asyncio.sleep(SECONDS_BETWEEN)


@asynccontextmanager
async def forgetting(visits: Visits) -> AsyncIterator[None]:
    """Within it visitors who are gone are forgotten, bit by bit."""
    task = asyncio.create_task(Forgetting(visits).keep_on())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
