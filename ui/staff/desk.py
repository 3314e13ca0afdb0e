"""Puts the staff's desk together: its door, and the addresses behind it."""

import time
from collections.abc import Callable
from datetime import date

from fastapi import APIRouter, Request, Response

from retrieval.journal import Journal, NoJournal, now_here
from ui.closed.door import Door, to
from ui.closed.entrance import STAFF
from ui.closed.guard import Accounts, Guard
from ui.exposure import SignOn
from ui.passwords import Hasher, Passwords
from ui.service import Service
from ui.sessions import Sessions
from ui.staff.admitted import file, page
from ui.staff.comparing import Comparing
from ui.staff.covering import Covering
from ui.staff.families import Families
from ui.staff.questions import Questions
from ui.staff.records import Records
from ui.throttle import Throttle


def today_here() -> date:
    """Today, as the calendar on the wall says it."""
    return now_here().date()


def staff_routes(
    service: Service,
    records: Records,
    accounts: Accounts,
    *,
    journal: Journal | None = None,
    clock: Callable[[], float] = time.monotonic,
    hasher: Hasher | None = None,
    sign_on: SignOn | None = None,
    throttle: Throttle | None = None,
    today: Callable[[], date] = today_here,
) -> APIRouter:
    """The routes of the desk, to be mounted before the residents' page.

    Closed desks that share a `throttle` count failures together.
    """
    guard = Guard(accounts, Sessions(clock), sign_on, STAFF)
    covering, families = Covering(service, records), Families(service, records)
    comparing = Comparing(service, records)
    questions = Questions(service, records, journal or NoJournal(), today)
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
    }
    for path, endpoint in opened.items():
        router.add_api_route(path, endpoint, methods=["GET"], name=path)

    @router.get(f"{STAFF.page}/")
    def with_a_slash(request: Request) -> Response:
        """On to the page."""
        return to(request, STAFF.path)

    router.include_router(Door(guard, Passwords(hasher), throttle or Throttle(clock)).routes())
    return router
