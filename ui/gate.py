"""What every request passes: known addresses, no large bodies, not too often, quiet headers."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import policy
from ui.calls import Inputs, Unreadable, read_call
from ui.rates import Cost, Rates, cost_of
from ui.refusals import BodyTooLarge, TurnedAway, refusal_of, said_to_script

# Of what Gradio mounts, the page uses this. Uploads, files, proxies, monitoring, histories and
# the like have no use here and are closed, those of future versions included.
GRADIO_PATHS = re.compile(
    r"/(?:"
    r"assets/[^/]+|static/.+|theme\.css|favicon\.ico|robots\.txt"
    r"|gradio_api/(?:theme\.css|startup-events|info/?|heartbeat/\w+"
    r"|queue/(?:join|data)|run/predict/?)"
    r")?"
)
OUR_PATHS = re.compile(
    r"/(?:sante|pdf/[^/]+|page/[^/]+/[^/]+|dress/[^/]+/[^/]+|recherche|avis|qualite"
    r"|accessibilite|mentions-legales|donnees-personnelles|vos-recours|r(?:/[^/]+(?:/fiche)?)?"
    r"|agents(?:/(?:connexion|deconnexion|chercher|demander|filtres|passage|cloture)?)?"
    r"|pilotage/relecture(?:\.jsonl|/annuler|/fichier|/[0-9a-f]{1,16}(?:/chercher)?)?"
    r"|pilotage/(?:familles\.(?:svg|csv)|comparaison(?:\.csv)?)"
    r"|pilotage(?:/(?:connexion|deconnexion|couverture\.csv|questions(?:\.csv|\.xlsx)?|theme/[^/]+"
    r"|manques(?:\.csv|\.xlsx|\.md|/[0-9]{1,19})?|demande(?:\.csv|\.svg)?"
    r"|angles-morts|editions(?:/[a-z]+(?:/[^/]+)?)?|historique(?:\.csv)?|service(?:/[a-z]+)?"
    r"|travail/arreter|qualite(?:\.csv|/(?:questions|comparaison|courbe\.svg|mesurer))?)?)?)"
)
# A PDF comes here: whoever answers looks who sends it, and how large it is, before reading it.
UPLOAD = "/pilotage/editions/envoi"
CALLS = re.compile(r"/gradio_api/(?:queue/join|run/predict/?)")
# These never end by themselves: there is nothing to say of them without their body.
STREAMS = re.compile(r"/gradio_api/(?:heartbeat/\w+|queue/data)")
MOST_BYTES = 64 * 1024
# Gradio looks for files; a file system refuses longer names in its own way.
LONGEST_NAME = 255


class Gate:
    """ASGI middleware around everything the server serves.

    `inputs` are those of the page's events; `origins` may frame what residents read.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        inputs: Inputs | None = None,
        rates: Rates | None = None,
        origins: tuple[str, ...] = (),
    ) -> None:
        self.app = app
        self.inputs = inputs or {}
        self.rates = rates
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it here with a sentence."""
        scope = prefixed_once(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        else:
            await self._answer(scope, receive, with_headers(bodiless(scope, send), self.origins))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            receive = await self._let_in(scope, receive if uploads(scope) else limited(receive))
            await self.app(bare(as_get(scope)), receive, send)
        except ClientDisconnect:
            return
        except TurnedAway as away:
            called = CALLS.fullmatch(path_of(scope))
            response = said_to_script(away) if called else refusal_of(away, scope)
            await response(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive) -> Receive:
        """What the body is to be read from. Raises `TurnedAway` and `ClientDisconnect`."""
        path = path_of(scope)
        if not known(path):
            raise TurnedAway("nothing_here", 404)
        if declared_length(scope) > MOST_BYTES and not uploads(scope):
            raise BodyTooLarge
        cost = cost_of(scope["method"], path, scope["query_string"])
        if scope["method"] == "POST" and CALLS.fullmatch(path):
            body = await Request(scope, receive).body()
            try:
                cost = Cost.QUESTION if read_call(body, self.inputs).asks else Cost.LITTLE
            except Unreadable as exc:
                raise TurnedAway("not_a_call", 400) from exc
            receive = again(body, receive)
        if self.rates and (wait := self.rates.wait(scope, cost)):
            raise TurnedAway("too_often", 429, wait=wait)
        return receive


def known(path: str) -> bool:
    """Whether the page, or a program that watches it, has any use for `path`."""
    fits = len(path.encode(errors="replace")) <= LONGEST_NAME
    return bool(OUR_PATHS.fullmatch(path) or (fits and GRADIO_PATHS.fullmatch(path)))


def uploads(scope: Scope) -> bool:
    """Whether `scope` may be a file of staff's, which has a limit of its own."""
    return bool(scope["method"] == "POST" and path_of(scope) == UPLOAD)


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


def again(body: bytes, receive: Receive) -> Receive:
    """`receive` that gives once more the `body` that was read from it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def as_get(scope: Scope) -> Scope:
    """`scope`, HEAD read as GET: what is said is the same, without its body."""
    asked_to_end = scope["method"] == "HEAD" and not STREAMS.fullmatch(path_of(scope))
    return {**scope, "method": "GET"} if asked_to_end else scope


def bodiless(scope: Scope, send: Send) -> Send:
    """`send` that keeps the body back where `scope` asks for the headers alone."""
    if scope["method"] != "HEAD":
        return send

    async def sending(message: Message) -> None:
        await send(
            message if message["type"] == "http.response.start" else {**message, "body": b""}
        )

    return sending


def with_headers(send: Send, origins: tuple[str, ...] = ()) -> Send:
    """`send` that adds our headers to every response that has none of its own."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            policy.put_on(MutableHeaders(scope=message), origins)
        await send(message)

    return sending
