"""Keeps the desk closed: who is signed in, and whether a request really comes from our page."""

import hmac
import secrets
from typing import Protocol

from fastapi import Request, Response

from ui.accounts import Account, Role
from ui.closed.entrance import AGENTS, Entrance
from ui.closed.refused import Refused
from ui.closed.sign_on import name_in
from ui.errors import AccountsUnreadable
from ui.exposure import SignOn
from ui.frame import top_of
from ui.sessions import Session, Sessions

COOKIE = "selon_session"
ENTRY_COOKIE = "selon_entree"
CSRF_HEADER = "x-selon-csrf"


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


class Guard:
    """Tells who is signed in, here or by a proxy; may be called by any thread."""

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        sign_on: SignOn | None = None,
        entrance: Entrance = AGENTS,
    ) -> None:
        self.accounts = accounts
        self.sessions = sessions
        self.sign_on = sign_on
        self.entrance = entrance
        self._key = secrets.token_bytes(32)
        self._sign_on_key = secrets.token_bytes(32)

    def session(self, request: Request) -> Session | None:
        """The session of `request`: whom the proxy names, if it came through it, else the cookie's.

        One that was opened here ends with the account, its role or its password. Raises
        `AccountsUnreadable`, and `Refused` where a header names someone as it may not.
        """
        name = self.signed_on(request)
        if name is not None:
            return self._session_of(name)
        token = request.cookies.get(COOKIE, "")
        found = self.sessions.find(token)
        if found and self.accounts.find(found.account.name) != found.account:
            self.sessions.close(token)
            return None
        return found

    def signed_on(self, request: Request) -> str | None:
        """Whom the proxy names; None where it doesn't speak for this request. Raises `Refused`."""
        return name_in(request, self.sign_on) if self.sign_on else None

    def _session_of(self, name: str) -> Session:
        """A session that lasts as long as the proxy names `name`; the account tells the role."""
        account = self.accounts.find(name.lower()) or Account(name, Role.AGENT, "", "")
        csrf = hmac.new(self._sign_on_key, name.encode(), "sha256").hexdigest()
        return Session(account, csrf, opened=0, seen=0)

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


def give_cookie(
    request: Request, response: Response, name: str, value: str, *, to: Entrance
) -> None:
    """Sets a cookie that only one desk gets back, that no script reads, until the browser ends."""
    response.set_cookie(
        name,
        value,
        path=base_of(request) + to.path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def take_cookie(request: Request, response: Response, name: str, *, to: Entrance) -> None:
    """Takes the cookie back."""
    response.delete_cookie(name, path=base_of(request) + to.path, httponly=True, samesite="strict")
