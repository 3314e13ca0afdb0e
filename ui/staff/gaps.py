"""The pages of what is missing: the groups of a period, one of them, the files to save."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fastapi import Request, Response

from index.errors import UnknownReport
from retrieval.asked import week_of
from retrieval.cause import Cause
from retrieval.diagnosis import Diagnosis
from retrieval.gap_report import MOST, GapReport
from retrieval.gaps import Gap
from retrieval.journal import Journal
from ui.cards import in_words, moment_in_words, report_card
from ui.closed.guard import base_of
from ui.gap_table import gaps_csv, gaps_markdown, gaps_xlsx
from ui.render import in_print, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.files import csv_file, saved
from ui.staff.findings import Findings, Scope
from ui.staff.gap_views import cause_views, gap_view
from ui.staff.pages import staff_page
from ui.staff.period import Chosen
from ui.staff.period_pages import (
    here,
    journal_off,
    kept_period,
    period_given,
    still_counting,
    wrong_period,
)
from ui.turn import ReportCard
from ui.workbook import XLSX

PAGE = 20
MARKDOWN = "text/markdown; charset=utf-8"


@dataclass(frozen=True, slots=True)
class GapPages:
    """Shows what people asked and weren't well answered, as of `today`."""

    service: Service
    findings: Findings
    journal: Journal
    today: Callable[[], date]

    def page(self, request: Request, session: Session) -> Response:
        """The groups of the period in the address, a page of them. Raises `JournalError`."""
        if self.journal.state.months is None:
            return self._off(request, session)
        try:
            chosen = Chosen.read(request.query_params, self.today())
        except ValueError:
            return wrong_period(request, session)
        chosen, card = self._of_report(request, chosen)
        number, cause = _number(request), _cause(request)
        scope = Scope(chosen.period, chosen.rapport)
        counted = self.findings.counted.at_once(scope)
        if counted is None:
            return still_counting(request, session, "gaps", told("staff.gaps.title"))
        gaps, start = counted.value, PAGE * (number - 1)
        first = gaps.found[:MOST]
        causes = self.findings.causes(scope, first)
        found = tuple(each for each in first if _is(each, causes, cause)) if cause else gaps.found
        page = found[start : start + PAGE]
        if not page and number > 1:
            raise nothing_here()
        if start >= MOST:
            causes = {**causes, **self.findings.causes(scope, page)}
        shown = self.findings.looked(page, causes)
        looked = [causes[each.id].cause for each in first if each.id in causes]
        return staff_page(
            request,
            session,
            "gaps",
            heading=told("staff.gaps.title"),
            room="gaps",
            card=card,
            reports=self.service.live.reports.listed(),
            **period_given(chosen, self.today()),
            gaps=gaps,
            counted=in_print(moment_in_words(counted.at)),
            cause=cause.value if cause else "",
            causes=cause_views(looked, chosen),
            looked=len(looked),
            first=len(first),
            again=here(request),
            found=tuple(gap_view(each, chosen, base=base_of(request)) for each in shown),
            number=number,
            after=number + 1 if len(found) > PAGE * number else 0,
            most=MOST,
            weeks=tuple(_weeks(self.today(), chosen.rapport)),
        )

    def one(self, request: Request, session: Session) -> Response:
        """A group: its wordings, why, the passages, what may be done. Raises `JournalError`."""
        try:
            chosen = Chosen.read(request.query_params, self.today())
            wanted = int(request.path_params["gap"])
        except ValueError:
            raise nothing_here() from None
        if self.journal.state.months is None:
            raise nothing_here()
        chosen, card = self._of_report(request, chosen)
        scope = Scope(chosen.period, chosen.rapport)
        counted = self.findings.counted.at_once(scope)
        if counted is None:
            return still_counting(request, session, "", told("staff.gaps.title"))
        gap = counted.value.one(wanted)
        some = [gap] if gap else []
        shown = self.findings.looked(some, self.findings.causes(scope, some))
        if not shown:
            raise nothing_here()
        view = gap_view(shown[0], chosen, base=base_of(request))
        return staff_page(
            request,
            session,
            "gap",
            heading=view.question,
            room="",
            card=card,
            **period_given(chosen, self.today()),
            gap=view,
            again=here(request),
        )

    def csv(self, request: Request, _: Session) -> Response:
        """The table for a French spreadsheet."""
        return csv_file(gaps_csv(self._report(request)), self._name(request, "csv"))

    def xlsx(self, request: Request, _: Session) -> Response:
        """The table as a workbook."""
        return saved(gaps_xlsx(self._report(request)), XLSX, self._name(request, "xlsx"))

    def markdown(self, request: Request, _: Session) -> Response:
        """The report, to be read or sent: of a week where the address says so."""
        text = gaps_markdown(self._report(request))
        return saved(text.encode(), MARKDOWN, self._name(request, "md"))

    def _report(self, request: Request) -> GapReport:
        """What a file holds: of the period, the report and the cause in the address."""
        chosen, _ = self._of_report(request, self._kept(request))
        return self.findings.report(Scope(chosen.period, chosen.rapport), _cause(request))

    def _name(self, request: Request, kind: str) -> str:
        chosen = self._kept(request)
        return f"manques-{chosen.du}-{chosen.au}.{kind}"

    def _kept(self, request: Request) -> Chosen:
        return kept_period(request, self.journal, self.today())

    def _of_report(self, request: Request, chosen: Chosen) -> tuple[Chosen, ReportCard]:
        """What was chosen, with the report in the address, and what pages say of that report."""
        slug = request.query_params.get("rapport", "")
        try:
            return replace(chosen, rapport=slug), report_card(self.findings.edition(slug))
        except UnknownReport:
            raise nothing_here() from None

    def _off(self, request: Request, session: Session) -> Response:
        return journal_off(request, session, "gaps", told("staff.gaps.title"))


def _number(request: Request) -> int:
    """The number of the page, from 1."""
    written = request.query_params.get("page", "1")
    if not (written.isascii() and written.isdecimal() and len(written) < 6 and int(written) > 0):  # noqa: PLR2004 - of the digits
        raise nothing_here()
    return int(written)


def _cause(request: Request) -> Cause | None:
    """The cause in the address, None without one."""
    written = request.query_params.get("cause", "")
    try:
        return Cause(written) if written else None
    except ValueError:
        raise nothing_here() from None


def _is(gap: Gap, causes: Mapping[int, Diagnosis], cause: Cause) -> bool:
    return gap.id in causes and causes[gap.id].cause is cause


def _weeks(today: date, report: str) -> Iterator[tuple[str, Chosen]]:
    """The week of `today` and the three before, by the Monday that each begins with."""
    period = week_of(today)
    for _ in range(4):
        yield in_words(period.since), Chosen(period, report)
        period = period.before
