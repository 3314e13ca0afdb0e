"""The pages of the staff's desk as HTML, inside its own bar and ways from one to the other."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ingest.errors import SelonError
from ui.closed.entrance import STAFF
from ui.closed.pages import desk_page
from ui.render import in_print, told
from ui.sessions import Session
from ui.wording import say_error


def staff_page(
    request: Request,
    session: Session,
    name: str,
    *,
    heading: str,
    status: int = 200,
    **given: object,
) -> HTMLResponse:
    """The page that the template `name` of the desk makes of what is `given`."""
    return desk_page(
        request,
        f"staff/{name}.html",
        status,
        at=STAFF,
        account=session.account.name,
        csrf=session.csrf,
        heading=heading,
        **given,
    )


def not_staff_page(request: Request, session: Session) -> HTMLResponse:
    """Why the desk isn't for an agent, and who can change that."""
    return staff_page(
        request,
        session,
        "said",
        status=403,
        heading=told("staff.not_staff.title"),
        sentences=(told("staff.not_staff.sentence"), told("staff.not_staff.then")),
        room="",
    )


def not_admin_page(request: Request, session: Session) -> HTMLResponse:
    """Why someone of the staff may look here and change nothing."""
    return staff_page(
        request,
        session,
        "said",
        status=403,
        heading=told("staff.not_admin.title"),
        sentences=(told("staff.not_admin.sentence"),),
        room="",
    )


def refused_deed(
    request: Request, session: Session, error: SelonError, status: int = 409
) -> HTMLResponse:
    """Why what was asked to be done was not: the sentence of `error`."""
    return staff_page(
        request,
        session,
        "said",
        status=status,
        heading=told("staff.not_done"),
        sentences=(in_print(say_error(error)),),
        room="",
    )


def trouble_page(request: Request, session: Session, error: SelonError) -> HTMLResponse:
    """Why there is nothing to show now: the sentence of `error`, which says what to do."""
    return staff_page(
        request,
        session,
        "said",
        status=503,
        heading=told("staff.trouble.title"),
        sentences=(in_print(say_error(error)),),
        room="",
    )
