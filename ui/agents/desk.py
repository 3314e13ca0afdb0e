"""Puts the desk together: its door, its console, and the page that holds it."""

import time
from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from retrieval.journal import Desk, Journal, NoJournal
from ui.agents.console import Console
from ui.agents.pages import console_page
from ui.agents.themes import Themes
from ui.cards import report_card
from ui.closed.door import Door, arrival, to
from ui.closed.entrance import AGENTS
from ui.closed.guard import Accounts, Guard
from ui.exposure import SignOn
from ui.feedback import Feedback, no_feedback
from ui.journalled import Journalled
from ui.passwords import Hasher, Passwords
from ui.service import Service
from ui.sessions import Sessions
from ui.throttle import Throttle


def agents_routes(
    service: Service,
    accounts: Accounts,
    *,
    journal: Journal | None = None,
    feedback: Feedback | None = None,
    clock: Callable[[], float] = time.monotonic,
    hasher: Hasher | None = None,
    sign_on: SignOn | None = None,
    throttle: Throttle | None = None,
    themes: Themes | None = None,
) -> APIRouter:
    """The routes of the desk, to be mounted before the residents' page.

    Closed desks that share a `throttle` count failures together. Without `themes` there are none to
    filter by.
    """
    guard = Guard(accounts, Sessions(clock), sign_on, AGENTS)
    journal = journal or NoJournal()
    router = APIRouter()

    @router.get(AGENTS.page)
    def page(request: Request) -> Response:
        """The console; the login form without a session; how to open the desk while it is shut."""
        session = arrival(guard, request)
        if isinstance(session, Response):
            return session
        if session is None:
            return to(request, AGENTS.login)
        edition = service.health.edition
        card = report_card(edition) if edition else None
        return console_page(request, session, card, months=journal.state.months or 0)

    @router.get(AGENTS.page + "/")
    def with_a_slash(request: Request) -> Response:
        """On to the page."""
        return to(request, AGENTS.path)

    door = Door(guard, Passwords(hasher), throttle or Throttle(clock))
    router.include_router(door.routes())
    noted = Journalled(service, journal, Desk.AGENTS)
    console = Console(service, guard, noted, feedback or no_feedback(), themes)
    router.include_router(console.routes())
    return router
