"""The door of a closed desk: signing in and out."""

import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from ui.closed.guard import (
    COOKIE,
    ENTRY_COOKIE,
    Guard,
    base_of,
    give_cookie,
    same,
    take_cookie,
)
from ui.closed.pages import closed_page, login_page, refused_page, still_signed_on_page
from ui.closed.refused import HEADERS, Refused
from ui.errors import AccountsUnreadable
from ui.networks import party
from ui.passwords import Passwords
from ui.sessions import Session
from ui.throttle import Throttle

_MOST_FIELDS = 8
_LONGEST_NAME = 64
_MINUTE = 60
BY_PROXY = Refused(401, "by_proxy")


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of the form that was posted; none where the body isn't one."""
    try:
        text = (await request.body()).decode()
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


Form = Annotated[Mapping[str, str], Depends(form_of)]


@dataclass(frozen=True, slots=True)
class Door:
    """Lets people in: `passwords` are checked, and `throttle` slows down those who guess."""

    guard: Guard
    passwords: Passwords
    throttle: Throttle

    def routes(self) -> APIRouter:
        """Signing in and out; every route answers without a session."""
        router = APIRouter()
        at = self.guard.entrance

        @router.get(f"/{at.login}")
        def form(request: Request) -> Response:
            """The login form, or the desk of who is signed in already."""
            found = arrival(self.guard, request)
            if isinstance(found, Response):
                return found
            return to(request, at.path) if found else self._form(request)

        @router.post(f"/{at.login}")
        def sign_in(request: Request, form: Form) -> Response:
            """A new session for the right name and password; the form again for all others."""
            found = arrival(self.guard, request)
            if isinstance(found, Response):
                return found
            entry = request.cookies.get(ENTRY_COOKIE, "")
            if not entry or not same(form.get("csrf", ""), self.guard.entry_token(entry)):
                return self._form(request, 403, "stale")
            try:
                return self._checked(request, form.get("name", ""), form.get("password", ""))
            except AccountsUnreadable:
                return closed_page(request, at, damaged=True)

        @router.post(f"/{at.logout}")
        def sign_out(request: Request, form: Form) -> Response:
            """No session any more, if the form is one of ours and the session too."""
            try:
                if (name := self.guard.signed_on(request)) is not None:
                    return still_signed_on_page(request, at, name)
            except Refused as exc:
                return refused_page(request, at, exc)
            token = request.cookies.get(COOKIE, "")
            session = self.guard.sessions.find(token)
            if session and not same(form.get("csrf", ""), session.csrf):
                return self._form(request, 403, "stale")
            self.guard.sessions.close(token)
            response = to(request, at.login)
            take_cookie(request, response, COOKIE, to=at)
            return response

        return router

    def _checked(self, request: Request, typed: str, password: str) -> Response:
        name = typed.strip().lower()[:_LONGEST_NAME]
        address = request.client.host if request.client else ""
        keys = (f"account {name}", f"address {party(address)}")
        if wait := self.throttle.enter(*keys):
            return self._form(request, 429, "too_often", wait)
        account = self.guard.accounts.find(name)
        if not self.passwords.check(account.hash if account else None, password) or not account:
            return self._form(request, 401, "wrong")
        self.throttle.succeed(*keys)
        at = self.guard.entrance
        response = to(request, at.path)
        give_cookie(request, response, COOKIE, self.guard.sessions.open(account), to=at)
        take_cookie(request, response, ENTRY_COOKIE, to=at)
        return response

    def _form(
        self, request: Request, status: int = 200, trouble: str = "", wait: float = 0
    ) -> Response:
        at, entry = self.guard.entrance, secrets.token_urlsafe(32)
        csrf, minutes = self.guard.entry_token(entry), math.ceil(wait / _MINUTE)
        response = login_page(request, at, status, csrf=csrf, trouble=trouble, minutes=minutes)
        give_cookie(request, response, ENTRY_COOKIE, entry, to=at)
        if wait:
            response.headers["Retry-After"] = str(math.ceil(wait))
        return response


def arrival(guard: Guard, request: Request) -> Session | Response | None:
    """The session of `request`, a page where nobody comes in like that, None for the login form."""
    at = guard.entrance
    try:
        session = guard.session(request)
        if session is None and not guard.accounts.all():
            if guard.sign_on:
                return refused_page(request, at, BY_PROXY)
            return closed_page(request, at)
    except AccountsUnreadable:
        return closed_page(request, at, damaged=True)
    except Refused as exc:
        return refused_page(request, at, exc)
    return session


def to(request: Request, path: str) -> RedirectResponse:
    """On to `path`, to be fetched anew."""
    return RedirectResponse(base_of(request) + path, status_code=303, headers=HEADERS)
