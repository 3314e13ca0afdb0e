"""Lets staff in, and nobody else: what each page and each file of the desk goes through first."""

import logging
from collections.abc import Callable, Mapping

from fastapi import HTTPException, Request, Response

from ingest.errors import SelonError
from ui.accounts import Role
from ui.closed.door import Form, arrival, to
from ui.closed.entrance import STAFF
from ui.closed.guard import Guard, same
from ui.closed.pages import refused_page
from ui.closed.refused import Refused
from ui.routes import NOTHING_HERE
from ui.sessions import Session
from ui.staff.pages import not_admin_page, not_staff_page, trouble_page

ADMITTED = frozenset({Role.STAFF, Role.ADMIN})
SIGNED_OUT = Refused(401, "signed_out")

NOT_OUR_FORM = Refused(403, "not_our_page")

Answered = Callable[[Request, Session], Response]
Done = Callable[[Request, Session, Mapping[str, str]], Response]
Endpoint = Callable[[Request], Response]
Deed = Callable[[Request, Form], Response]

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


def deed(guard: Guard, done: Done, roles: frozenset[Role] = ADMITTED) -> Deed:
    """What is `done` with a form that one of our pages posted, for staff in one of the `roles`.

    The form names the session's `csrf`; one that doesn't, or is too large, changes nothing (403).
    """

    def endpoint(request: Request, form: Form) -> Response:
        def answered(request: Request, session: Session) -> Response:
            if not same(form.get("csrf", ""), session.csrf):
                return refused_page(request, STAFF, NOT_OUR_FORM)
            if session.account.role not in roles:
                return not_admin_page(request, session)
            return done(request, session, form)

        return _admitted(guard, request, answered, lambda: to(request, STAFF.login))

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
