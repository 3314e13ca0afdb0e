"""The pages of what is missing: the groups of a period, one of them, the files to save."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from fastapi import Request, Response

from retrieval.asked import week_of
from retrieval.gap_report import MOST
from retrieval.journal import Journal
from ui.cards import in_words, moment_in_words, report_card
from ui.closed.guard import base_of
from ui.gap_table import gaps_csv, gaps_markdown, gaps_xlsx
from ui.render import in_print, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.files import csv_file, saved
from ui.staff.findings import Findings
from ui.staff.gap_views import gap_view
from ui.staff.pages import staff_page
from ui.staff.period import Chosen
from ui.staff.period_pages import journal_off, kept_period, period_given, wrong_period
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
        counted, number = self.findings.counted(chosen.period), _number(request)
        gaps = counted.gaps
        shown = self.findings.told(gaps.found[PAGE * (number - 1) : PAGE * number])
        if not shown and number > 1:
            raise nothing_here()
        return staff_page(
            request,
            session,
            "gaps",
            heading=told("staff.gaps.title"),
            room="gaps",
            card=report_card(self.findings.edition()),
            **period_given(chosen, self.today()),
            gaps=gaps,
            counted=in_print(moment_in_words(counted.at)),
            found=tuple(gap_view(each, chosen, base=base_of(request)) for each in shown),
            number=number,
            after=number + 1 if len(gaps.found) > PAGE * number else 0,
            most=MOST,
            weeks=tuple(_weeks(self.today())),
        )

    def one(self, request: Request, session: Session) -> Response:
        """A group: its wordings, why, the passages, what may be done. Raises `JournalError`."""
        try:
            chosen = Chosen.read(request.query_params, self.today())
            gap = self.findings.gaps(chosen.period).one(int(request.path_params["gap"]))
        except ValueError:
            raise nothing_here() from None
        shown = self.findings.told([gap]) if gap and self.journal.state.months else ()
        if not shown:
            raise nothing_here()
        view = gap_view(shown[0], chosen, base=base_of(request))
        return staff_page(
            request,
            session,
            "gap",
            heading=view.question,
            room="",
            card=report_card(self.findings.edition()),
            **period_given(chosen, self.today()),
            gap=view,
        )

    def csv(self, request: Request, _: Session) -> Response:
        """The table for a French spreadsheet."""
        chosen = self._kept(request)
        report = self.findings.report(chosen.period)
        return csv_file(gaps_csv(report), f"manques-{chosen.du}-{chosen.au}.csv")

    def xlsx(self, request: Request, _: Session) -> Response:
        """The table as a workbook."""
        chosen = self._kept(request)
        report = self.findings.report(chosen.period)
        return saved(gaps_xlsx(report), XLSX, f"manques-{chosen.du}-{chosen.au}.xlsx")

    def markdown(self, request: Request, _: Session) -> Response:
        """The report, to be read or sent: of a week where the address says so."""
        chosen = self._kept(request)
        text = gaps_markdown(self.findings.report(chosen.period))
        return saved(text.encode(), MARKDOWN, f"manques-{chosen.du}-{chosen.au}.md")

    def _kept(self, request: Request) -> Chosen:
        return kept_period(request, self.journal, self.today())

    def _off(self, request: Request, session: Session) -> Response:
        return journal_off(request, session, "gaps", told("staff.gaps.title"))


def _number(request: Request) -> int:
    """The number of the page, from 1."""
    written = request.query_params.get("page", "1")
    if not (written.isascii() and written.isdecimal() and len(written) < 6 and int(written) > 0):  # noqa: PLR2004 - of the digits
        raise nothing_here()
    return int(written)


def _weeks(today: date) -> Iterator[tuple[str, Chosen]]:
    """The week of `today` and the three before, by the Monday that each begins with."""
    period = week_of(today)
    for _ in range(4):
        yield in_words(period.since), Chosen(period)
        period = period.before
