"""What every request passes: only known addresses, no large bodies, the headers of a quiet site."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.frame import site_of, titled, top_of
from ui.render import template, told

# Of what Gradio mounts, the page uses this. Uploads, files, proxies, monitoring, histories and
# the like have no use here and are closed, those of future versions included.
GRADIO_PATHS = re.compile(
    r"/(?:"
    r"assets/[^/]+|static/.+|theme\.css|favicon\.ico|robots\.txt"
    r"|gradio_api/(?:theme\.css|startup-events|info/?|heartbeat/\w+"
    r"|queue/(?:join|data)|run/predict/?|reset/?|cancel)"
    r")?"
)
OUR_PATHS = re.compile(
    r"/(?:sante|pdf/[^/]+|page/[^/]+/[^/]+|dress/[^/]+/[^/]+|recherche|accessibilite|mentions-legales"
    r"|donnees-personnelles|vos-recours|r(?:/[^/]+(?:/fiche)?)?"
    r"|agents(?:/(?:connexion|deconnexion|chercher|demander|filtres|passage|cloture)?)?)"
)
MOST_BYTES = 64 * 1024

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    # Gradio runs scripts of its own page and compiles templates; no other host is ever asked.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
}


class Gate:
    """ASGI middleware around everything the server serves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it here with a sentence."""
        scope = prefixed_once(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif not known(path_of(scope)):
            await refusal("nothing_here", 404, scope)(scope, receive, with_headers(send))
        elif declared_length(scope) > MOST_BYTES:
            await refusal("too_large", 413, scope)(scope, receive, with_headers(send))
        else:
            await self.app(bare(scope), limited(receive), with_headers(send))


class BodyTooLarge(Exception):
    """A request went on sending after `MOST_BYTES`."""


def known(path: str) -> bool:
    """Whether the page, or a program that watches it, has any use for `path`."""
    return bool(GRADIO_PATHS.fullmatch(path) or OUR_PATHS.fullmatch(path))


def path_of(scope: Scope) -> str:
    """The path asked for, without the prefix that a proxy publishes us under."""
    path, root = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    inside = root and (path == root or path.startswith(root + "/"))
    return (path[len(root) :] or "/") if inside else path


def prefixed_once(scope: Scope) -> Scope:
    """`scope` with the proxy's prefix once in its path.

    uvicorn puts it before every path; a proxy that leaves it on makes it stand there twice.
    """
    root = str(scope.get("root_path", "")).rstrip("/")
    if not root or not str(scope["path"]).startswith(root + root + "/"):
        return scope
    return {**scope, "path": scope["path"][len(root) :]}


def bare(scope: Scope) -> Scope:
    """`scope` without what Gradio would make of the page's query string (`deep_link`, `view`)."""
    return {**scope, "query_string": b""} if path_of(scope) == "/" else scope


def declared_length(scope: Scope) -> int:
    """The length of the body that the request announces, 0 if it announces none."""
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isdigit() else 0


def limited(receive: Receive) -> Receive:
    """`receive` that gives up on a body that is longer than it announced."""
    got = 0

    async def measured() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BYTES:
            raise BodyTooLarge
        return message

    return measured


def with_headers(send: Send) -> Send:
    """`send` that adds our headers to every response that has none of its own."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def refusal(code: str, status: int, scope: Scope) -> HTMLResponse:
    """A small French page for the refusal `code` of the request in `scope`."""
    title, sentence = (told(f"web.errors.{code}.{part}") for part in ("title", "sentence"))
    around = titled(title, site_of(scope), base=top_of(scope))
    page = template("notice.html").render(frame=around, title=title, sentence=sentence)
    return HTMLResponse(page, status_code=status)
