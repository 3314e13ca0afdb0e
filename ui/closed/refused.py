"""What the desk turns down, as its script reads it."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from ui.render import told

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
    """A request that the desk turns down; `code` names the sentence at `agents.errors`.

    `values` fill the sentence in.
    """

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.values = values


async def tell_refused(_: Request, exc: Exception) -> Response:
    """The refusal as our script reads it."""
    refused = exc if isinstance(exc, Refused) else Refused(500, "failed")
    sentence = told(f"agents.errors.{refused.code}", **refused.values)
    shown = {"error": sentence, "code": refused.code}
    return JSONResponse(shown, status_code=refused.status, headers=HEADERS)
