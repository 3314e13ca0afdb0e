"""The pages of what is asked: how much, which questions, and how the journal is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request, Response

from retrieval.answer import Outcome
from retrieval.journal import Desk, Journal
from retrieval.journal_reading import Place, Wanted
from ui.feedback import Feedback
from ui.journal_export import table_of
from ui.render import told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.asking import Sought, place_read
from ui.staff.listed import list_view
from ui.staff.pages import csv_file, staff_page
from ui.staff.records import Records
from ui.staff.volumes import DAYS, volumes


@dataclass(frozen=True, slots=True)
class Questions:
    """Shows what the journal holds, as of `today`; explains how to keep one while it is off."""

    service: Service
    records: Records
    journal: Journal
    today: Callable[[], date]
    feedback: Feedback

    def page(self, request: Request, session: Session) -> Response:
        """Volumes and a page of questions. Raises `JournalError`."""
        sought = Sought.read(request.query_params)
        wanted, after = _wanted(sought), _after(request)
        state, summary = self.journal.state, self.records.asked.summary()
        shown: dict[str, Any] = {"state": state, "summary": summary, "sought": sought}
        if state.months is not None:
            asked = self.records.asked
            shown |= {
                "volumes": volumes(asked, self.today()),
                "days": DAYS,
                "list": list_view(asked, wanted, after, self._served, self.feedback.tallies()),
                "outcomes": [each.value for each in Outcome],
                "desks": [each.value for each in Desk],
                "first": after is None,
            }
        heading = told("staff.questions.title")
        return staff_page(request, session, "questions", heading=heading, room="questions", **shown)

    def table(self, request: Request, _: Session) -> Response:
        """The questions that are wanted, as `selon journal --csv` writes them."""
        wanted = _wanted(Sought.read(request.query_params))
        if self.journal.state.months is None:
            raise nothing_here()
        return csv_file(table_of(self.records.asked.every(wanted)), "questions.csv")

    def _served(self, edition: str) -> bool:
        """Whether pages of `edition` can be opened."""
        return self.service.live.known(edition) is not None


def _wanted(sought: Sought) -> Wanted:
    try:
        return sought.wanted()
    except ValueError:
        raise nothing_here() from None


def _after(request: Request) -> Place | None:
    try:
        return place_read(request.query_params.get("apres", ""))
    except ValueError:
        raise nothing_here() from None
