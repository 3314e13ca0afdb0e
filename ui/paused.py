"""ASGI middleware that shows residents the operator's sentence while the service is paused."""

import re

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui import policy
from ui.frame import site_of, titled, top_of
from ui.gate import CALLS, path_of
from ui.refusals import after
from ui.render import offered, template, told
from ui.switch import ServiceSwitch

# What asks, or shows what was asked. Pictures, PDFs and legal pages stay: agents and staff need
# them, and whoever reads that the service is paused may want to know who runs it.
RESIDENTS = re.compile(r"/|/recherche|/avis|/r(?:/.+)?")
SECONDS_TO_RETRY = 600


class Paused:
    """Serves `app`; while `switch` is off, residents read its sentence instead (503)."""

    def __init__(self, app: ASGIApp, *, switch: ServiceSwitch) -> None:
        self.app = app
        self.switch = switch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets through what isn't the residents', and everything while the service is open."""
        said = self._said(scope)
        if not said:
            await self.app(scope, receive, send)
        elif CALLS.fullmatch(path_of(scope)):
            shown = JSONResponse({"error": said}, status_code=503)
            await after(shown, SECONDS_TO_RETRY)(scope, receive, send)
        else:
            await after(page(said, scope), SECONDS_TO_RETRY)(scope, receive, send)

    def _said(self, scope: Scope) -> str:
        if scope["type"] != "http":
            return ""
        path = path_of(scope)
        asks = RESIDENTS.fullmatch(path) or CALLS.fullmatch(path)
        return offered(self.switch.state.paused) if asks else ""


def page(said: str, scope: Scope) -> Response:
    """The page that says `said` and nothing else."""
    title = told("web.paused.title")
    around = titled(title, site_of(scope), base=top_of(scope))
    html = template("paused.html").render(frame=around, title=title, sentence=said)
    headers = {policy.POLICY: policy.PAGES, "Cache-Control": "no-store"}
    return Response(html, status_code=503, headers=headers, media_type="text/html")
