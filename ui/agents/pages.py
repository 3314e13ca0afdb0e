"""Pages as HTML: the console, and of any closed desk the login form and what shuts it."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui.agents.entrance import Entrance
from ui.agents.guard import base_of
from ui.agents.refused import HEADERS, Refused
from ui.dressing import wardrobe
from ui.frame import site_of
from ui.render import template, told
from ui.sessions import Session
from ui.turn import ReportCard

FONTS = ("source-sans-3.woff2", "source-serif-4.woff2")
QUESTION_LIMIT = 300
# What the script says by itself, by the name that it has for it.
SCRIPT_WORDS = {
    "above": "passage.above",
    "also": "passage.also",
    "below": "passage.below",
    "choices": "answer.choices",
    "choose": "passage.start",
    "cleared": "filters.cleared",
    "copied": "copy.done",
    "heads": "passage.heads",
    "marked": "call.done",
    "noCall": "call.nothing",
    "noPassage": "copy.nothing",
    "offline": "errors.offline",
    "open": "answer.open",
    "passage": "passage.empty",
    "spoken": "copy.spoken_done",
    "start": "hits.start",
    "text": "passage.text",
    "uncopied": "copy.failed",
    "unmarked": "history.open",
}
CODES = ("found", "partly", "absent", "off_topic")


def console_page(
    request: Request, session: Session, card: ReportCard | None, *, months: int = 0
) -> HTMLResponse:
    """The console of the agent who is signed in; `months` is how long questions are noted, or 0."""
    return desk_page(
        request,
        "agents/console.html",
        200,
        card=card,
        edition=card.edition if card else "",
        agent=session.account.name,
        csrf=session.csrf,
        limit=QUESTION_LIMIT,
        months=months,
        words=script_words(),
    )


def script_words() -> dict[str, str]:
    """The sentences of the script by their names there; `{code}` is left for it to fill in."""
    words = {name: told(f"agents.{key}", code="{code}") for name, key in SCRIPT_WORDS.items()}
    return words | {code: told(f"agents.call.{code}") for code in CODES}


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
    return desk_page(request, "agents/login.html", status, at=at, csrf=csrf, **failed)


def closed_page(request: Request, at: Entrance, *, damaged: bool = False) -> HTMLResponse:
    """How the desk is opened: it has no account yet, or its file of accounts is `damaged`."""
    return desk_page(request, "agents/closed.html", 503, at=at, damaged=damaged)


def refused_page(request: Request, at: Entrance, refused: Refused) -> HTMLResponse:
    """Why the desk doesn't open to this request, and what to do."""
    return desk_page(
        request,
        "agents/said.html",
        refused.status,
        at=at,
        heading=told(f"{at.words}.refused.title"),
        sentence=told(f"agents.errors.{refused.code}"),
    )


def still_signed_on_page(request: Request, at: Entrance, name: str) -> HTMLResponse:
    """How `name`, who signed in elsewhere, signs out."""
    heading = told("agents.still_signed_on.title")
    sentence = told(f"{at.words}.still_signed_on.sentence", name=name)
    return desk_page(request, "agents/said.html", 200, at=at, heading=heading, sentence=sentence)


def desk_page(request: Request, name: str, status: int, **given: object) -> HTMLResponse:
    """The page that the template `name` makes of what is `given`, dressed and with our headers."""
    clothes = {garment: one.address for garment, one in wardrobe().items()}
    worn = {"base": base_of(request), "clothes": clothes, "fonts": FONTS}
    html = template(name).render(site=site_of(request.scope), **worn, **given)
    return HTMLResponse(html, status_code=status, headers=HEADERS)
