"""What the desk turns down, as its script reads it."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from ui.wording import say

# Nothing runs but our own files; nothing of the desk is kept, framed or told to another site.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}


class Refused(Exception):
    """A request that the desk turns down; `code` names the sentence at `agents.errors`."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


async def tell_refused(_: Request, exc: Exception) -> Response:
    """The refusal as our script reads it."""
    refused = exc if isinstance(exc, Refused) else Refused(500, "failed")
    told = {"error": say(f"agents.errors.{refused.code}")}
    return JSONResponse(told, status_code=refused.status, headers=HEADERS)
