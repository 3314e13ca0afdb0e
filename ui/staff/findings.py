"""The gaps and why they may be there, worked out anew now and then, where something changed."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from index.edition import Edition
from ingest.errors import SelonError
from retrieval.asked import Period
from retrieval.coverage import Coverage
from retrieval.diagnosis import Diagnoser, Diagnosis
from retrieval.gap_report import MOST, Diagnose, GapReport, Told, told_of
from retrieval.gaps import Gap, Gaps, gaps_of
from retrieval.journal import now_here
from retrieval.tools import Tools
from ui.service import Service
from ui.staff.period import DAYS, lasting
from ui.staff.records import Records

_PERIODS, _DIAGNOSES = 4, 2000
# Hundreds of thousands of questions take seconds to group, and one more comes at any moment.
PATIENCE = 120.0

Diagnosing = Callable[[Edition, Tools, Coverage], Diagnose]


@dataclass(frozen=True, slots=True)
class Counted:
    """The `gaps` of a period as they were `at` that moment."""

    gaps: Gaps
    at: datetime


@dataclass(frozen=True, slots=True)
class _Known:
    """What was counted, of which `state` of the journal, and when it was last held against it."""

    counted: Counted
    state: object
    looked: float


def _diagnosing(edition: Edition, tools: Tools, coverage: Coverage) -> Diagnose:
    return Diagnoser(edition, tools, coverage).of


class Findings:
    """What staff are told of gaps; every method may be called by any thread.

    What was counted stands for `patience` seconds by the `clock`, whatever is asked meanwhile;
    `diagnosing` gives what looks into an edition. Each method raises `JournalError`, and the
    `SelonError` that says why there is no report to look into.
    """

    def __init__(
        self,
        service: Service,
        records: Records,
        *,
        diagnosing: Diagnosing = _diagnosing,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now_here,
    ) -> None:
        self._service = service
        self._records = records
        self._diagnosing = diagnosing
        self._patience, self._clock, self._now = patience, clock, now
        self._working = threading.Lock()
        self._counted: OrderedDict[Period, _Known] = OrderedDict()
        self._diagnoses: OrderedDict[object, Diagnosis] = OrderedDict()
        self._diagnose: tuple[object, Diagnose] | None = None

    def warm(self, today: date) -> None:
        """Counts the last days, so that nobody waits for it; an error is told later."""
        with suppress(SelonError):
            self.gaps(lasting(DAYS, today).period)

    def gaps(self, period: Period) -> Gaps:
        """The gaps of `period`."""
        return self.counted(period).gaps

    def counted(self, period: Period) -> Counted:
        """The same, with the moment they were counted at."""
        with self._working:
            known = self._counted.get(period)
            if known is None or self._clock() - known.looked >= self._patience:
                known = self._looked(period, known)
            self._counted[period] = known
            self._counted.move_to_end(period)
            while len(self._counted) > _PERIODS:
                self._counted.popitem(last=False)
            return known.counted

    def _looked(self, period: Period, known: _Known | None) -> _Known:
        """`known` where nothing of it changed; else the gaps counted anew."""
        unhelpful, began = frozenset(self._records.unhelpful()), self._now()
        both = Period(period.before.since, period.until)
        state = (self._records.days.state(both), unhelpful)
        if known is None or known.state != state:
            found = Counted(gaps_of(self._records.days, period, unhelpful), began)
            return _Known(found, state, self._clock())
        return _Known(replace(known.counted, at=began), state, self._clock())

    def told(self, gaps: Sequence[Gap]) -> tuple[Told, ...]:
        """Each of the `gaps` with its wordings and why it may be there."""
        return told_of(self._records.days, gaps, self._diagnosed)

    def report(self, period: Period) -> GapReport:
        """The report of `period`, of as many groups as are told at once."""
        edition, gaps = self.edition(), self.gaps(period)
        return GapReport(gaps, self.told(gaps.found[:MOST]), edition.id, edition.title)

    def edition(self) -> Edition:
        """The edition that is looked into."""
        return self._service.ready().edition

    def _diagnosed(self, gap: Gap, text: str) -> Diagnosis:
        of, diagnose = self._current()
        ended = _items(gap.outcomes()), _items(gap.wrap_ups())
        key = of, gap.about, text, gap.unhelpful, ended
        with self._working:
            if key in self._diagnoses:
                return self._diagnoses[key]
        found = diagnose(gap, text)
        with self._working:
            self._diagnoses[key] = found
            while len(self._diagnoses) > _DIAGNOSES:
                self._diagnoses.popitem(last=False)
        return found

    def _current(self) -> tuple[object, Diagnose]:
        """What looks into the live edition, by the tools that are ready and the topics of now."""
        ready = self._service.ready()
        coverage = self._records.coverage(ready.edition)
        of = ready.edition.id, ready.tools.encoder is not None, id(coverage)
        with self._working:
            if self._diagnose is None or self._diagnose[0] != of:
                self._diagnose = of, self._diagnosing(ready.edition, ready.tools, coverage)
            return self._diagnose


def _items(counted: Mapping[Any, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((str(name), count) for name, count in counted.items()))
