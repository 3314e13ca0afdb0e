"""The pages of what is asked: how much, which questions, and how the journal is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fastapi import Request, Response

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, Journal
from retrieval.journal_reading import Place, Wanted
from ui.feedback import Feedback
from ui.journal_export import cells_of, heads, table_parts
from ui.render import offered, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.asking import Sought, place_read
from ui.staff.files import CSV, streamed
from ui.staff.findings import Findings
from ui.staff.listed import list_view
from ui.staff.pages import staff_page
from ui.staff.period import Chosen
from ui.staff.period_pages import still_counting
from ui.staff.records import Records
from ui.staff.subjects import among, subjects
from ui.staff.volumes import DAYS, volumes
from ui.wording import say
from ui.workbook import XLSX, streamed_workbook


@dataclass(frozen=True, slots=True)
class Questions:
    """Shows what the journal holds, as of `today`; explains how to keep one while it is off."""

    service: Service
    records: Records
    journal: Journal
    today: Callable[[], date]
    findings: Findings
    feedback: Feedback

    def page(self, request: Request, session: Session) -> Response:
        """Volumes and a page of questions. Raises `JournalError`."""
        heading = told("staff.questions.title")
        sought, wanted = self._wanted(request, at_once=True)
        if wanted is None:
            return still_counting(request, session, "questions", heading)
        after = _after(request)
        state, summary = self.journal.state, self.records.asked.summary()
        shown: dict[str, Any] = {"state": state, "summary": summary, "sought": sought}
        if state.months is not None:
            asked = self.records.asked
            shown |= {
                "volumes": volumes(asked, self.today()),
                "subjects": subjects(self.records, self.findings, self.today()),
                "report": self._title(sought.rapport),
                "topics": self.records.topics.current(),
                "days": DAYS,
                "list": list_view(asked, wanted, after, self._served, self.feedback.tallies()),
                "outcomes": [each.value for each in Outcome],
                "desks": [each.value for each in Desk],
                "first": after is None,
            }
        return staff_page(request, session, "questions", heading=heading, room="questions", **shown)

    def table(self, request: Request, _: Session) -> Response:
        """The questions that are wanted, as `selon journal --csv` writes them, as they are read."""
        return streamed(table_parts(self._every(request)), CSV, "questions.csv")

    def workbook(self, request: Request, _: Session) -> Response:
        """The same as a workbook."""
        rows = map(cells_of, self._every(request))
        parts = streamed_workbook(say("journal.sheet"), heads(), rows)
        return streamed(parts, XLSX, "questions.xlsx")

    def _every(self, request: Request) -> Iterator[Entry]:
        """The questions that a file holds, as they are read."""
        wanted = self._wanted(request)[1]
        if self.journal.state.months is None or wanted is None:
            raise nothing_here()
        return self.records.asked.every(wanted)

    def _wanted(self, request: Request, *, at_once: bool = False) -> tuple[Sought, Wanted | None]:
        """What the address asks for; by subject that of a period, the last days without any.

        None where that is still being counted, and `at_once` is soon.
        """
        sought = Sought.read(request.query_params)
        try:
            if not sought.by_subject:
                return sought, sought.wanted()
            chosen = Chosen.read(request.query_params, self.today())
            sought = replace(sought, du=chosen.du, au=chosen.au)
            if self.journal.state.months is None:
                return sought, sought.wanted()
            given: Any = {"at_once": at_once}
            found = among(sought, chosen.period, self.records, self.findings, **given)
            return sought, None if found is None else replace(sought.wanted(), among=found)
        except ValueError:
            raise nothing_here() from None

    def _title(self, slug: str) -> str:
        """The title of the report `slug`; the slug where that report isn't there any more."""
        listed = self.service.live.reports.listed()
        return next((offered(each.title) for each in listed if each.report == slug), slug)

    def _served(self, edition: str) -> bool:
        """Whether pages of `edition` can be opened."""
        return self.service.live.known(edition) is not None


def _after(request: Request) -> Place | None:
    try:
        return place_read(request.query_params.get("apres", ""))
    except ValueError:
        raise nothing_here() from None
