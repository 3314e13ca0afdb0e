"""Writes the journal in a thread of its own, so that no answer ever waits for it."""

import logging
import threading
from collections.abc import Callable
from datetime import date
from queue import Empty, Full, Queue
from typing import Protocol

from retrieval.journal import Clock, Entry, JournalState, Trouble, WrapUp, now_here
from retrieval.journal_errors import JournalError

log = logging.getLogger("selon.journal")

# What waits while the file can't be written; more than that is counted as lost.
MOST_WAITING = 1000
SECONDS_BETWEEN_TRIES = 5.0
# How soon a new day is noticed where nobody asks anything.
SECONDS_BETWEEN_LOOKS = 60.0


class Store(Protocol):
    """Where the journal is written: `JournalStore`. Every verb raises `JournalError`."""

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The damaged files that were found on the way."""

    def append(self, entry: Entry, instead_of: int | None = None) -> None:
        """Writes an entry; the one that it stands for goes."""

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        """Writes the code beside an entry."""

    def keep_for(self, months: int) -> int:
        """How many entries were older than that and are gone."""

    def close(self) -> None:
        """Lets go of the file."""


Deed = Callable[[Store], object]


class JournalWriter:
    """The journal that is on: whatever is noted waits in a queue until its turn to be written.

    Every verb may be called by any thread, and returns at once. What can't be written is tried
    again every few seconds, in order; the trouble is told in `state`, and in the log by its name.
    """

    def __init__(
        self,
        store: Store,
        months: int,
        *,
        clock: Clock = now_here,
        most_waiting: int = MOST_WAITING,
        pause: float = SECONDS_BETWEEN_TRIES,
    ) -> None:
        self._store = store
        self._months = months
        self._clock = clock
        self._pause = pause
        self._waiting: Queue[Deed | None] = Queue(most_waiting)
        self._trouble: Trouble | None = None
        self._lost = 0
        self._swept: date | None = None
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    @property
    def state(self) -> JournalState:
        """How it is, as of now."""
        return JournalState(
            months=self._months,
            trouble=self._trouble,
            waiting=self._waiting.unfinished_tasks,
            lost=self._lost,
            set_aside=self._store.set_aside,
        )

    def start(self) -> None:
        """Begins to write, and lets go of what is too old."""
        self._thread.start()

    def stop(self) -> None:
        """Writes what waits, once and no more, and ends."""
        self._stopping.set()
        self._offer(None)
        if self._thread.ident is not None:
            self._thread.join()

    def write(self, entry: Entry, *, instead_of: int | None = None) -> None:
        """Notes `entry`, in the place of an earlier one if there is one."""
        self._offer(lambda store: store.append(entry, instead_of))

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        """Notes with which code an agent closed the call."""
        self._offer(lambda store: store.wrap_up(entry_id, code))

    def until(self, holds: Callable[[JournalState], bool]) -> JournalState:
        """The first state of which that holds; waits for it."""
        with self._changed:
            self._changed.wait_for(lambda: holds(self.state))
            return self.state

    def _offer(self, deed: Deed | None) -> None:
        try:
            self._waiting.put_nowait(deed)
        except Full:
            self._lose(1 if deed else 0)

    def _run(self) -> None:
        while True:
            self._sweep()
            try:
                deed = self._waiting.get(timeout=SECONDS_BETWEEN_LOOKS)
            except Empty:
                continue
            if deed is not None:
                self._do(deed)
            self._waiting.task_done()
            self._turn(self._trouble)
            if self._stopping.is_set() and self._waiting.empty():
                break
        self._store.close()

    def _do(self, deed: Deed) -> None:
        """Tries until it is done; when everything stops, what can't be written is lost."""
        hopeless = self._stopping.is_set() and self._trouble is not None
        while hopeless or not self._tried(deed):
            if hopeless or self._stopping.wait(self._pause):
                self._lose(1)
                return

    def _tried(self, deed: Deed) -> bool:
        try:
            deed(self._store)
        except JournalError as exc:
            if self._trouble is not exc.trouble:
                log.error("the journal can't be written: %s", exc.trouble.value)
            self._turn(exc.trouble)
            return False
        except Exception as exc:
            # Nobody would notice the end of this thread; what was asked is not in the log.
            log.error("a question could not be noted: %s", type(exc).__qualname__)
            self._lose(1)
        else:
            self._turn(None)
        return True

    def _sweep(self) -> None:
        """Lets go of what is too old, at the start and on every new day."""
        today = self._clock().date()
        if self._swept != today and self._tried(lambda store: store.keep_for(self._months)):
            self._swept = today

    def _turn(self, trouble: Trouble | None) -> None:
        with self._changed:
            self._trouble = trouble
            self._changed.notify_all()

    def _lose(self, count: int) -> None:
        with self._changed:
            self._lost += count
            self._changed.notify_all()
