"""How a request is turned away: a small page for people, a sentence for the script of our page."""

import math

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from ui import policy
from ui.frame import site_of, titled, top_of
from ui.render import template, told


class TurnedAway(Exception):
    """A request that goes no further: `code` names the sentence, `wait` is in seconds."""

    def __init__(self, code: str, status: int, *, wait: float = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.wait = math.ceil(wait)


class BodyTooLarge(TurnedAway):
    """A request announced or sent more than anything of ours does."""

    def __init__(self) -> None:
        super().__init__("too_large", 413)


def refusal(code: str, status: int, scope: Scope, **values: object) -> HTMLResponse:
    """A small French page for the refusal `code` of the request in `scope`."""
    title, sentence = (
        told(f"web.errors.{code}.{part}", **values) for part in ("title", "sentence")
    )
    around = titled(title, site_of(scope), base=top_of(scope))
    page = template("notice.html").render(frame=around, title=title, sentence=sentence)
    headers = {policy.POLICY: policy.PAGES, "Cache-Control": "no-store"}
    return HTMLResponse(page, status_code=status, headers=headers)


def refusal_of(away: TurnedAway, scope: Scope) -> Response:
    """The page for a request that was turned away."""
    return after(refusal(away.code, away.status, scope, seconds=away.wait), away.wait)


def said_to_script(away: TurnedAway) -> Response:
    """The same for the script of the page, which shows it under the question."""
    sentence = told(f"web.calls.{away.code}", seconds=away.wait)
    return after(JSONResponse({"error": sentence}, status_code=away.status), away.wait)


def after(response: Response, seconds: int) -> Response:
    """`response`, which says to try again after so many `seconds`; 0 says nothing."""
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response
