"""The page of an edition's blind spots: what was read badly, and what no answer ever cited."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from index.edition import Edition
from index.errors import UnknownReport
from retrieval.blind_spots import doubtful_pages, uncited_chapters
from retrieval.journal import Journal
from retrieval.journal_reading import Wanted
from ui.cards import in_words, report_card
from ui.render import LARGE, in_print, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.edition_pictures import THUMB
from ui.staff.editions import Editions
from ui.staff.pages import staff_page
from ui.staff.records import Records
from ui.text_facts import sentences_on


@dataclass(frozen=True, slots=True)
class BlindSpots:
    """Shows what an edition hides: the live one of a report, or one that waits."""

    service: Service
    records: Records
    journal: Journal
    editions: Editions

    def page(self, request: Request, session: Session) -> Response:
        """The blind spots of the report or edition in the address. Raises `JournalError`."""
        edition, live = self._edition(request)
        doubtful = tuple(doubtful_pages(edition))
        return staff_page(
            request,
            session,
            "blind",
            heading=told("staff.blind.title"),
            room="blind",
            card=report_card(edition),
            slug=edition.report_slug,
            reports=self.service.live.reports.listed(),
            edition=edition,
            doubtful=doubtful,
            text_facts=list(map(in_print, sentences_on(edition))),
            thumb=THUMB,
            live=live,
            large=LARGE,
            **(self._asked(edition) if live else {}),
        )

    def _asked(self, edition: Edition) -> dict[str, Any]:
        """What the journal can tell of the edition: from when to when, and what was never cited."""
        if self.journal.state.months is None:
            return {"kept": False}
        asked = self.records.asked
        summary, count = asked.summary(), asked.count(Wanted(edition=edition.id))
        cited = asked.pages_cited(edition.id)
        return {
            "kept": True,
            "count": count,
            "first": in_words(summary.first) if summary.first else "",
            "last": in_words(summary.last) if summary.last else "",
            "chapters": uncited_chapters(edition, cited) if count else [],
        }

    def _edition(self, request: Request) -> tuple[Edition, bool]:
        """The edition in the address, else the live one of its report; and whether it is live."""
        default = self.service.ready().edition
        slug = request.query_params.get("rapport", "")
        if request.query_params.get("edition"):
            edition = self.editions.opened(request)
            live = self.service.live.reports.listed()
            return edition, any(each.edition == edition.id for each in live)
        if slug in ("", default.report_slug):
            return default, True
        try:
            return self.service.live.reports.open(slug), True
        except UnknownReport:
            raise nothing_here() from None
