"""Counts for the staff's pages before anybody waits for it: at the start, and on each new day."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Thread

from ingest.errors import SelonError
from retrieval.journal import Journal, now_here
from ui.service import Service
from ui.staff.findings import Findings
from ui.staff.records import Records

log = logging.getLogger("selon.warming")

# Seconds between two looks at whether the encoder came, or a new day.
ENCODER_WAIT, DAY_WAIT = 1.0, 300.0


def today_now() -> date:
    """Today, as the calendar on the wall says it."""
    return now_here().date()


@dataclass(slots=True)
class Warming:
    """Keeps what the pages show of the journal counted, until it is stopped."""

    service: Service
    records: Records
    findings: Findings
    today: Callable[[], date] = today_now
    day_wait: float = DAY_WAIT
    _stopping: Event = field(default_factory=Event)

    def start(self) -> None:
        """Begins, on a thread of its own."""
        Thread(target=self._go_on, daemon=True).start()

    def stop(self) -> None:
        """Nothing more is counted or looked into."""
        self._stopping.set()
        self.findings.stop()

    def _go_on(self) -> None:
        warmed = date.min
        while not self._stopping.is_set():
            today = self.today()
            if today != warmed:
                self._warm(today)
                warmed = today
            self._stopping.wait(self.day_wait)

    def _warm(self, today: date) -> None:
        """Counts what the pages offer, then reads the rest, for longer periods.

        Once the encoder is there, how far the live edition covers the topics is worked out, and
        why something was missed is looked into.
        """
        self.findings.warm(today)
        self.records.warm(today)
        while self.service.encoder_pending and not self._stopping.wait(ENCODER_WAIT):
            pass
        if not self._stopping.is_set():
            self._cover()
            self.findings.look(today)

    def _cover(self) -> None:
        """Works the matrix out, where it isn't kept with the edition; the page says what fails."""
        try:
            self.records.coverage(self.service.ready().edition)
        except SelonError:
            return
        except Exception as exc:  # the thread goes on to all else
            log.exception("no coverage yet: %s", type(exc).__qualname__)


@contextmanager
def warmed(warming: Warming | None, journal: Journal) -> Iterator[None]:
    """Within it `warming` goes on, where there is one and the journal is kept."""
    if warming is not None and journal.state.months is not None:
        warming.start()
    try:
        yield
    finally:
        if warming is not None:
            warming.stop()
