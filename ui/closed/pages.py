"""Pages of any closed desk as HTML: its frame, the login form, and what shuts it."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui.closed.entrance import Entrance
from ui.closed.guard import base_of
from ui.closed.refused import HEADERS, Refused
from ui.dressing import wardrobe
from ui.frame import site_of
from ui.render import template, told

FONTS = ("source-sans-3.woff2", "source-serif-4.woff2")


def login_page(
    request: Request,
    at: Entrance,
    status: int = 200,
    *,
    csrf: str,
    trouble: str = "",
    minutes: int = 0,
) -> HTMLResponse:
    """The login form, with the sentence `trouble` where a try failed."""
    failed = {"trouble": trouble, "minutes": minutes}
    return desk_page(request, "closed/login.html", status, at=at, csrf=csrf, **failed)


def closed_page(request: Request, at: Entrance, *, damaged: bool = False) -> HTMLResponse:
    """How the desk is opened: it has no account yet, or its file of accounts is `damaged`."""
    return desk_page(request, "closed/closed.html", 503, at=at, damaged=damaged)


def refused_page(request: Request, at: Entrance, refused: Refused) -> HTMLResponse:
    """Why the desk doesn't open to this request, and what to do."""
    return desk_page(
        request,
        "closed/said.html",
        refused.status,
        at=at,
        heading=told(f"{at.words}.refused.title"),
        sentence=told(f"agents.errors.{refused.code}"),
    )


def still_signed_on_page(request: Request, at: Entrance, name: str) -> HTMLResponse:
    """How `name`, who signed in elsewhere, signs out."""
    heading = told("agents.still_signed_on.title")
    sentence = told(f"{at.words}.still_signed_on.sentence", name=name)
    return desk_page(request, "closed/said.html", 200, at=at, heading=heading, sentence=sentence)


def desk_page(request: Request, name: str, status: int, **given: object) -> HTMLResponse:
    """The page that the template `name` makes of what is `given`, dressed and with our headers."""
    clothes = {garment: one.address for garment, one in wardrobe().items()}
    worn = {"base": base_of(request), "clothes": clothes, "fonts": FONTS}
    html = template(name).render(site=site_of(request.scope), **worn, **given)
    return HTMLResponse(html, status_code=status, headers=HEADERS)
