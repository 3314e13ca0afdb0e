"""The gaps and why they may be there, worked out once for as long as nothing changes."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from index.edition import Edition
from retrieval.asked import Period
from retrieval.diagnosis import Diagnoser, Diagnosis
from retrieval.gap_report import MOST, GapReport, Told, told_of
from retrieval.gaps import Gap, Gaps, gaps_of
from ui.service import Service
from ui.staff.records import Records

_PERIODS, _DIAGNOSES = 4, 2000


class Findings:
    """What staff are told of gaps; every method may be called by any thread.

    Each raises `JournalError`, and the `SelonError` that says why there is no report to look into.
    """

    def __init__(self, service: Service, records: Records) -> None:
        self._service = service
        self._records = records
        self._working = threading.Lock()
        self._gaps: OrderedDict[Period, tuple[object, Gaps]] = OrderedDict()
        self._diagnoses: OrderedDict[object, Diagnosis] = OrderedDict()
        self._diagnoser: tuple[object, Diagnoser] | None = None

    def gaps(self, period: Period) -> Gaps:
        """The gaps of `period`, grouped anew where a question of it or before it changed."""
        unhelpful = frozenset(self._records.unhelpful())
        both = Period(period.before.since, period.until)
        state = (self._records.days.state(both), unhelpful)
        with self._working:
            known = self._gaps.get(period)
            if known is None or known[0] != state:
                known = state, gaps_of(self._records.days, period, unhelpful)
            self._gaps[period] = known
            self._gaps.move_to_end(period)
            while len(self._gaps) > _PERIODS:
                self._gaps.popitem(last=False)
            return known[1]

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
        of, diagnoser = self._current()
        ended = _items(gap.outcomes()), _items(gap.wrap_ups())
        key = of, gap.about, text, gap.unhelpful, ended
        with self._working:
            if key in self._diagnoses:
                return self._diagnoses[key]
        found = diagnoser.of(gap, text)
        with self._working:
            self._diagnoses[key] = found
            while len(self._diagnoses) > _DIAGNOSES:
                self._diagnoses.popitem(last=False)
        return found

    def _current(self) -> tuple[object, Diagnoser]:
        """The diagnoser of the live edition, by the tools that are ready and the topics of now."""
        ready = self._service.ready()
        coverage = self._records.coverage(ready.edition)
        of = ready.edition.id, ready.tools.encoder is not None, id(coverage)
        with self._working:
            if self._diagnoser is None or self._diagnoser[0] != of:
                self._diagnoser = of, Diagnoser(ready.edition, ready.tools, coverage)
            return self._diagnoser


def _items(counted: Mapping[Any, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((str(name), count) for name, count in counted.items()))
