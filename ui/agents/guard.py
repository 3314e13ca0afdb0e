"""Keeps the desk closed: who is signed in, and whether a request really comes from our page."""

import hmac
import secrets
from typing import Protocol

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from ui.accounts import Account
from ui.errors import AccountsUnreadable
from ui.frame import top_of
from ui.render import told
from ui.sessions import Session, Sessions

COOKIE = "selon_session"
ENTRY_COOKIE = "selon_entree"
CSRF_HEADER = "x-selon-csrf"

# Nothing runs but our own files; nothing of the desk is kept, framed or told to another site.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}


class Accounts(Protocol):
    """Who may come in: `AccountFile`. Both verbs raise `AccountsUnreadable`."""

    def all(self) -> tuple[Account, ...]:
        """Every account."""

    def find(self, name: str) -> Account | None:
        """The account `name`."""


class NoAccounts:
    """Nobody may come in."""

    def all(self) -> tuple[Account, ...]:
        """None."""
        return ()

    def find(self, name: str) -> Account | None:  # noqa: ARG002
        """None."""
        return None


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


class Guard:
    """Tells who is signed in; may be called by any thread."""

    def __init__(self, accounts: Accounts, sessions: Sessions) -> None:
        self.accounts = accounts
        self.sessions = sessions
        self._key = secrets.token_bytes(32)

    def session(self, request: Request) -> Session | None:
        """The session of `request`; it ends with the account, its role or its password.

        Raises `AccountsUnreadable`.
        """
        token = request.cookies.get(COOKIE, "")
        found = self.sessions.find(token)
        if found and self.accounts.find(found.account.name) != found.account:
            self.sessions.close(token)
            return None
        return found

    def required(self, request: Request) -> Session:
        """The session of a request that our script made. Raises `Refused`."""
        try:
            session = self.session(request)
        except AccountsUnreadable as exc:
            raise Refused(503, "closed") from exc
        if session is None:
            raise Refused(401, "signed_out")
        if not same(request.headers.get(CSRF_HEADER, ""), session.csrf):
            raise Refused(403, "not_our_page")
        return session

    def entry_token(self, entry: str) -> str:
        """What the login form must send back to whoever has the cookie `entry`."""
        return hmac.new(self._key, entry.encode(), "sha256").hexdigest()


def same(given: str, wanted: str) -> bool:
    """Whether both are the same, in a time that doesn't tell how much of it."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def base_of(request: Request) -> str:
    """Where the service is published, with a slash at its end: « / » or « /selon/ »."""
    return top_of(request.scope)


def give_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Sets a cookie that only the desk gets back, that no script reads, until the browser ends."""
    response.set_cookie(
        name,
        value,
        path=base_of(request) + "agents",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def take_cookie(request: Request, response: Response, name: str) -> None:
    """Takes the cookie back."""
    response.delete_cookie(name, path=base_of(request) + "agents", httponly=True, samesite="strict")
