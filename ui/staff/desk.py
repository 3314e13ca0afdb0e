"""Puts the staff's desk together: its door, and the addresses behind it."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from retrieval.journal import Journal, NoJournal, now_here
from ui.background import Background
from ui.closed.door import Door, to
from ui.closed.entrance import STAFF
from ui.closed.guard import Accounts, Guard
from ui.commands.ingest import DEFAULT_MAX_SIZE
from ui.exposure import SignOn
from ui.feedback import Feedback, no_feedback
from ui.passwords import Hasher, Passwords
from ui.pictures import PagePictures
from ui.quality import Quality
from ui.service import Service
from ui.sessions import Sessions
from ui.staff.admitted import deed, file, page
from ui.staff.control_routes import control_routes
from ui.staff.controls import Controls
from ui.staff.coverage_comparison import CoverageComparison
from ui.staff.covering import Covering
from ui.staff.demand import DemandPages
from ui.staff.families import Families
from ui.staff.findings import Findings
from ui.staff.gap_routes import demand_routes, missing_routes
from ui.staff.gaps import GapPages
from ui.staff.quality import QualityPages, quality_routes
from ui.staff.questions import Questions
from ui.staff.records import Records
from ui.staff.reviewing import Reviewing
from ui.staff.working import STOP, Working
from ui.throttle import Throttle
from ui.wording import MEGABYTE


def today_here() -> date:
    """Today, as the calendar on the wall says it."""
    return now_here().date()


def staff_routes(
    service: Service,
    records: Records,
    accounts: Accounts,
    *,
    journal: Journal | None = None,
    feedback: Feedback | None = None,
    clock: Callable[[], float] = time.monotonic,
    hasher: Hasher | None = None,
    sign_on: SignOn | None = None,
    throttle: Throttle | None = None,
    today: Callable[[], date] = today_here,
    controls: Controls | None = None,
    background: Background | None = None,
    quality: Quality | None = None,
    findings: Findings | None = None,
    pictures: PagePictures | None = None,
    most: int = DEFAULT_MAX_SIZE * MEGABYTE,
) -> APIRouter:
    """The routes of the desk, to be mounted before the residents' page.

    Closed desks that share a `throttle` count failures together. Without `controls` nothing can
    be changed; the `background` does one thing at a time, whoever asks for it; files of more than
    `most` bytes are refused.
    """
    guard = Guard(accounts, Sessions(clock), sign_on, STAFF)
    covering, families = Covering(service, records), Families(service, records)
    comparing = CoverageComparison(service, records)
    feedback, background = feedback or no_feedback(), background or Background()
    journal, findings = journal or NoJournal(), findings or Findings(service, records)
    questions = Questions(service, records, journal, today, findings, feedback)
    audit = controls.audit if controls else None
    reviewing = Reviewing(service, records, feedback, journal, today, audit)
    router = APIRouter()
    opened = {
        STAFF.page: page(guard, covering.matrix),
        f"{STAFF.page}/theme/{{topic}}": page(guard, covering.evidence),
        f"{STAFF.page}/couverture.csv": file(guard, covering.table),
        f"{STAFF.page}/comparaison": page(guard, comparing.page),
        f"{STAFF.page}/comparaison.csv": file(guard, comparing.table),
        f"{STAFF.page}/familles.svg": file(guard, families.chart),
        f"{STAFF.page}/familles.csv": file(guard, families.table),
        f"{STAFF.page}/questions": page(guard, questions.page),
        f"{STAFF.page}/questions.csv": file(guard, questions.table),
        f"{STAFF.page}/questions.xlsx": file(guard, questions.workbook),
        **missing_routes(guard, GapPages(service, findings, journal, today)),
        **demand_routes(guard, DemandPages(service, records, journal, today, findings)),
    }
    for path, endpoint in opened.items():
        router.add_api_route(path, endpoint, methods=["GET"], name=path)

    stop = deed(guard, Working(background).stop)
    router.add_api_route(f"/{STOP}", stop, methods=["POST"], name=STOP)
    if controls is not None:
        changing: Any = {"journal": journal, "background": background, "most": most}
        changing["pictures"] = pictures or PagePictures()
        router.include_router(
            control_routes(guard, service, records, controls=controls, **changing)
        )
    if quality is not None:
        pages = QualityPages(service, quality, background)
        router.include_router(quality_routes(guard, pages))

    @router.get(f"{STAFF.page}/")
    def with_a_slash(request: Request) -> Response:
        """On to the page."""
        return to(request, STAFF.path)

    router.include_router(reviewing.routes(guard))
    router.include_router(Door(guard, Passwords(hasher), throttle or Throttle(clock)).routes())
    return router
