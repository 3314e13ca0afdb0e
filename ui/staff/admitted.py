"""Lets staff in, and nobody else: what each page and each file of the desk goes through first."""

import logging
from collections.abc import Callable

from fastapi import HTTPException, Request, Response

from ingest.errors import SelonError
from ui.accounts import Role
from ui.agents.door import arrival, to
from ui.agents.entrance import STAFF
from ui.agents.guard import Guard
from ui.agents.pages import refused_page
from ui.agents.refused import Refused
from ui.routes import NOTHING_HERE
from ui.sessions import Session
from ui.staff.pages import not_staff_page, trouble_page

ADMITTED = frozenset({Role.STAFF, Role.ADMIN})
SIGNED_OUT = Refused(401, "signed_out")

Answered = Callable[[Request, Session], Response]
Endpoint = Callable[[Request], Response]

log = logging.getLogger("selon.staff")


def page(guard: Guard, answered: Answered) -> Endpoint:
    """`answered` for staff; the login form for whoever isn't signed in."""

    def endpoint(request: Request) -> Response:
        return _admitted(guard, request, answered, lambda: to(request, STAFF.login))

    return endpoint


def file(guard: Guard, answered: Answered) -> Endpoint:
    """`answered` for staff; 401 for whoever isn't signed in."""

    def endpoint(request: Request) -> Response:
        return _admitted(guard, request, answered, lambda: refused_page(request, STAFF, SIGNED_OUT))

    return endpoint


def _admitted(
    guard: Guard, request: Request, answered: Answered, stranger: Callable[[], Response]
) -> Response:
    session = arrival(guard, request)
    if isinstance(session, Response):
        return session
    if session is None:
        return stranger()
    if session.account.role not in ADMITTED:
        return not_staff_page(request, session)
    try:
        return answered(request, session)
    except SelonError as exc:
        log.error("staff could not be shown a page: %s", type(exc).__qualname__)
        return trouble_page(request, session, exc)


def nothing_here() -> HTTPException:
    """What is raised for an address that leads nowhere."""
    return HTTPException(404, NOTHING_HERE)
