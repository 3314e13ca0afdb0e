"""ASGI middleware that dresses Gradio's page on its way out."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import policy
from ui.gate import path_of
from ui.shell import Shell, dress

UNKEPT = {"Cache-Control": "no-store"}


class DressedPage:
    """Serves `app`, its first page inside the shell of the moment; everything else untouched."""

    def __init__(self, app: ASGIApp, *, around: Callable[[], Shell]) -> None:
        self.app = app
        self.around = around

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Holds the page back until it is whole, dresses it and sends it."""
        if scope["type"] != "http" or scope["method"] != "GET" or path_of(scope) != "/":
            await self.app(scope, receive, send)
            return
        held = Held()
        await self.app(uncompressed(scope), receive, held.send)
        if held.is_page:
            bare = held.body.decode()
            page = dress(bare, await run_in_threadpool(self.around))
            # The scripts that may run are Gradio's own, whatever else came to stand in the page.
            headers = UNKEPT | {policy.POLICY: policy.chat_policy(bare)}
            await HTMLResponse(page, headers=headers)(scope, receive, send)
        else:
            await held.release(send)


class Held:
    """A response that was kept back whole."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = b""

    async def send(self, message: Message) -> None:
        """Takes one message of the response."""
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page that came out well."""
        kind = Headers(raw=self.start["headers"]).get("content-type", "")
        return self.start["status"] == 200 and kind.startswith("text/html")  # noqa: PLR2004

    async def release(self, send: Send) -> None:
        """Sends it as it came."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})


def uncompressed(scope: Scope) -> Scope:
    """`scope` that asks for plain text, which can be read and rewritten."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}
