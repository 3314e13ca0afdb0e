"""Agents who signed in elsewhere: the name that a proxy gives in a header, believed of it alone."""

from fastapi import Request

from ui.closed.refused import Refused
from ui.exposure import SignOn
from ui.forwarded import PEER

LONGEST_NAME = 100


def name_in(request: Request, sign_on: SignOn) -> str | None:
    """The name that the proxy gives; None where the request came by another way, without a name.

    Raises `Refused` for a name from anybody else, and for a proxy that gives none or no clear one.
    """
    given = request.headers.getlist(sign_on.header)
    if request.scope.get(PEER, "") not in sign_on.proxies:
        if given:
            raise Refused(403, "not_that_proxy")
        return None
    name = decoded(given[0]).strip() if given else ""
    if not name:
        raise Refused(401, "no_name")
    if len(given) > 1 or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(401, "unclear_name")
    return name


def decoded(value: str) -> str:
    """A header's `value`, whose characters are bytes: UTF-8 as proxies send it today, or Latin-1.

    >>> decoded("ZoÃ©"), decoded("Zoé")
    ('Zoé', 'Zoé')
    """
    content = value.encode("latin-1")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return value
