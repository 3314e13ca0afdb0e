"""The gaps and why they may be there, worked out behind the pages, where something changed."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from index.edition import Edition
from ingest.errors import SelonError
from retrieval.asked import Asked, Period, asked_of
from retrieval.cause import Cause
from retrieval.coverage import Coverage
from retrieval.diagnosis import Diagnoser, Diagnosis
from retrieval.gap_report import MOST, Diagnose, GapReport, Told, with_cause
from retrieval.gaps import Gap, Gaps, gaps_of, wordings
from retrieval.journal import now_here
from retrieval.tools import Tools
from ui.service import Ready, Service
from ui.staff.causes import Causes
from ui.staff.counting import WAIT, Counting
from ui.staff.period import DAYS, OFFERED, lasting
from ui.staff.records import Records

# Hundreds of thousands of questions take seconds to group, and one more comes at any moment.
PATIENCE = 120.0

Diagnosing = Callable[[Edition, Tools, Coverage], Diagnose]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which gaps are meant: of a `period`, in the questions asked of a `report`, "" for any."""

    period: Period
    report: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A gap, its wordings, the most frequent first, and why it may be there, once that is known."""

    gap: Gap
    texts: tuple[str, ...]
    diagnosis: Diagnosis | None


def _diagnosing(edition: Edition, tools: Tools, coverage: Coverage) -> Diagnose:
    return Diagnoser(edition, tools, coverage).of


class Findings:
    """What staff are told of gaps; every method may be called by any thread.

    What was counted stands for `patience` seconds by the `clock`, whatever is asked meanwhile, and
    pages wait for `wait` seconds at most; `diagnosing` gives what looks into an edition. Each
    method raises `JournalError`, and the `SelonError` that says why there is no report to look
    into.
    """

    def __init__(
        self,
        service: Service,
        records: Records,
        *,
        diagnosing: Diagnosing = _diagnosing,
        patience: float = PATIENCE,
        wait: float = WAIT,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = now_here,
    ) -> None:
        self._service = service
        self._records = records
        self._diagnosing = diagnosing
        given: Any = {"wait": wait, "clock": clock, "now": now}
        self.asked = Counting[Period, tuple[Asked, ...]](records.days.between, **given)
        self.counted = Counting[Scope, Gaps](self._gaps, self._state, patience=patience, **given)
        self._causes = Causes(self._wordings, self._current, wait=wait)
        self._looking = threading.Lock()
        self._diagnose: dict[str, tuple[object, Diagnose]] = {}

    def warm(self, today: date) -> None:
        """Counts the days that the pages offer, those shown first before the others.

        So that nobody waits; an error is told later.
        """
        with suppress(SelonError):
            for days in dict.fromkeys((DAYS, *OFFERED)):
                self.counted.whole(Scope(lasting(days, today).period))

    def look(self, today: date) -> None:
        """Looks into the most frequent gaps of the last days, for the same reason."""
        with suppress(SelonError):
            found = self.counted.whole(Scope(lasting(DAYS, today).period)).value.found
            self._causes.whole("", found[:MOST])

    def stop(self) -> None:
        """Nothing more is looked into."""
        self._causes.stop()

    def causes(self, scope: Scope, gaps: Sequence[Gap]) -> Mapping[int, Diagnosis]:
        """By id those of `gaps` that are diagnosed soon, by the report of `scope`."""
        return self._causes.at_once(scope.report, gaps)

    def looked(self, gaps: Sequence[Gap], causes: Mapping[int, Diagnosis]) -> tuple[Looked, ...]:
        """Each of the `gaps` as it can be shown, but those whose questions are gone."""
        texts = self._wordings(gaps)
        return tuple(
            Looked(gap, texts[gap.id], causes.get(gap.id)) for gap in gaps if texts[gap.id]
        )

    def report(self, scope: Scope, cause: Cause | None = None) -> GapReport:
        """The report of `scope`, of as many groups as are told at once, those with the `cause`."""
        edition, gaps = self.edition(scope.report), self.counted.whole(scope).value
        first = gaps.found[:MOST]
        causes, texts = self._causes.whole(scope.report, first), self._wordings(first)
        told = tuple(
            Told(gap, texts[gap.id], causes[gap.id])
            for gap in first
            if texts[gap.id] and gap.id in causes
        )
        shown = with_cause(told, cause)
        return GapReport(gaps, shown, edition.id, edition.title, len(told), cause)

    def edition(self, report: str = "") -> Edition:
        """The edition that is looked into: the live one of `report`, or of the default one.

        Raises `UnknownReport`.
        """
        default = self._service.ready().edition
        if report in ("", default.report_slug):
            return default
        return self._service.live.reports.open(report)

    def _ready(self, report: str) -> Ready:
        """The same with the tools for it, which may have to be loaded."""
        ready, edition = self._service.ready(), self.edition(report)
        same = edition.id == ready.edition.id
        return ready if same else Ready(edition, self._service.tools_of(edition))

    def _gaps(self, scope: Scope) -> Gaps:
        unhelpful = frozenset(self._records.unhelpful())
        meant = asked_of(self._records.shelved(), scope.report)
        return gaps_of(self._records.days, scope.period, unhelpful, meant)

    def _state(self, scope: Scope) -> object:
        """What changes whenever the gaps of `scope` may have."""
        both = Period(scope.period.before.since, scope.period.until)
        meant = asked_of(self._records.shelved(), scope.report)
        return self._records.days.state(both), frozenset(self._records.unhelpful()), meant

    def _wordings(self, gaps: Sequence[Gap]) -> Mapping[int, tuple[str, ...]]:
        return wordings(self._records.days, gaps)

    def _current(self, report: str) -> tuple[object, Diagnose]:
        """What looks into the live edition, by the tools that are ready and the topics of now."""
        ready = self._ready(report)
        coverage = self._records.coverage(ready.edition)
        of = ready.edition.id, ready.tools.encoder is not None, id(coverage)
        with self._looking:
            if report not in self._diagnose or self._diagnose[report][0] != of:
                found = of, self._diagnosing(ready.edition, ready.tools, coverage)
                self._diagnose[report] = found
            return self._diagnose[report]
