"""The pages of coverage: the matrix of a report, the evidence of a topic, the table to save."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request, Response

from index.edition import Edition
from index.errors import UnknownReport
from ui.cards import report_card
from ui.closed.guard import base_of
from ui.coverage_table import coverage_csv
from ui.ranges import ranges
from ui.render import in_print, offered, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.evidence import evidence_view
from ui.staff.matrix import Address, Part, View, matrix_view
from ui.staff.pages import csv_file, staff_page
from ui.staff.records import Records
from ui.wording import say_error

TOPIC = "pilotage/theme/"


@dataclass(frozen=True, slots=True)
class Covering:
    """Shows how far the live edition of a report covers each topic."""

    service: Service
    records: Records

    def matrix(self, request: Request, session: Session) -> Response:
        """The matrix of the report in the address, by chapters or by territories."""
        edition, view = self._edition(request), _view(request)
        coverage = self.records.coverage(edition)
        return staff_page(
            request,
            session,
            "coverage",
            heading=told("staff.coverage.title"),
            room="coverage",
            card=report_card(edition),
            slug=edition.report_slug,
            reports=self.service.live.reports.listed(),
            view=view.value,
            views=[each.value for each in View],
            matrix=matrix_view(coverage, view, _address(request, edition)),
            by_meaning=coverage.by_meaning,
            unread=ranges(edition.manifest.unread_pages),
            trouble=in_print(say_error(problem))
            if (problem := self.records.topics.problem)
            else "",
        )

    def evidence(self, request: Request, session: Session) -> Response:
        """What shows how far a topic is covered, by the report or by a part of it."""
        edition = self._edition(request)
        coverage = self.records.coverage(edition)
        topic, code = request.path_params["topic"], request.query_params.get("colonne", "")
        try:
            part = Part.read(code) if code else None
            address = _address(request, edition)
            view = evidence_view(coverage, topic, part, address, base=base_of(request))
        except (ValueError, LookupError):
            raise nothing_here() from None
        return staff_page(
            request,
            session,
            "evidence",
            heading=offered(view.topic.name),
            room="",
            card=report_card(edition),
            slug=edition.report_slug,
            evidence=view,
            whole=address(topic, None),
        )

    def table(self, request: Request, _: Session) -> Response:
        """The whole matrix, as `selon coverage --csv` writes it."""
        edition = self._edition(request)
        coverage = self.records.coverage(edition)
        return csv_file(coverage_csv(coverage), f"couverture-{edition.report_slug}.csv")

    def _edition(self, request: Request) -> Edition:
        """The live edition of the report in the address, or of the default one."""
        default = self.service.ready().edition
        slug = request.query_params.get("rapport", "")
        if slug in ("", default.report_slug):
            return default
        try:
            return self.service.live.reports.open(slug)
        except UnknownReport:
            raise nothing_here() from None


def _view(request: Request) -> View:
    try:
        return View(request.query_params.get("vue", View.CHAPTERS))
    except ValueError:
        raise nothing_here() from None


def _address(request: Request, edition: Edition) -> Address:
    """Where the evidence of a topic stands."""
    base = base_of(request) + TOPIC

    def address(topic: str, part: Part | None) -> str:
        where = {"rapport": edition.report_slug} | ({"colonne": str(part)} if part else {})
        return f"{base}{topic}?{urlencode(where)}"

    return address
