"""The pages of coverage: the matrix of a report, the evidence of a topic, the table to save."""

from dataclasses import dataclass

from fastapi import Request, Response

from ui.cards import report_card
from ui.closed.guard import base_of
from ui.coverage_table import coverage_csv
from ui.ranges import ranges
from ui.render import offered, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.address import edition_in, evidence_at, query_of
from ui.staff.admitted import nothing_here
from ui.staff.evidence import evidence_view
from ui.staff.families import families_view
from ui.staff.files import csv_file
from ui.staff.matrix import STEPS, Part, View, matrix_view
from ui.staff.own_topics import own_topics_view
from ui.staff.pages import staff_page
from ui.staff.records import Records


@dataclass(frozen=True, slots=True)
class CoveragePages:
    """Shows how far an edition of a report covers each topic; the live one if none is named."""

    service: Service
    records: Records

    def matrix(self, request: Request, session: Session) -> Response:
        """The matrix of the report in the address, by chapters or by territories."""
        edition, view = edition_in(request, self.service), _view(request)
        coverage = self.records.coverage(edition)
        address = evidence_at(request, edition, self.service)
        query = query_of(edition, self.service)
        return staff_page(
            request,
            session,
            "coverage",
            heading=told("staff.coverage.title"),
            room="coverage",
            card=report_card(edition),
            slug=edition.report_slug,
            query=query,
            kept="edition=" in query,
            reports=self.service.live.reports.listed(),
            view=view.value,
            views=[each.value for each in View],
            matrix=matrix_view(coverage, view, address),
            steps=STEPS,
            families=families_view(coverage, edition.passages),
            own=own_topics_view(self.records.topics, address),
            by_meaning=coverage.by_meaning,
            unread=ranges(edition.manifest.unread_pages),
        )

    def evidence(self, request: Request, session: Session) -> Response:
        """What shows how far a topic is covered, by the report or by a part of it."""
        edition = edition_in(request, self.service)
        coverage = self.records.coverage(edition)
        topic, code = request.path_params["topic"], request.query_params.get("colonne", "")
        address = evidence_at(request, edition, self.service)
        try:
            part = Part.read(code) if code else None
            view = evidence_view(coverage, topic, part, address, base=base_of(request))
        except (ValueError, LookupError):
            raise nothing_here() from None
        query = query_of(edition, self.service)
        return staff_page(
            request,
            session,
            "evidence",
            heading=offered(view.topic.name),
            room="",
            card=report_card(edition),
            query=query,
            kept="edition=" in query,
            evidence=view,
            whole=address(topic, None),
        )

    def table(self, request: Request, _: Session) -> Response:
        """The whole matrix, as `selon coverage --csv` writes it."""
        edition = edition_in(request, self.service)
        coverage = self.records.coverage(edition)
        return csv_file(coverage_csv(coverage), f"couverture-{edition.report_slug}.csv")


def _view(request: Request) -> View:
    try:
        return View(request.query_params.get("vue", View.CHAPTERS))
    except ValueError:
        raise nothing_here() from None
