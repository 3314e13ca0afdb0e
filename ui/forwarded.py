"""ASGI middleware that knows whom a request comes from: only named proxies are believed."""

import re
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.networks import Networks, address

# Whoever holds the other end of the socket, whatever a header says.
PEER = "selon.peer"
SCHEMES = {"http", "https"}
# Proxies say through these whom they speak for; nobody else may.
SPOKEN_FOR = frozenset(
    (
        b"forwarded", b"x-real-ip", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-port",
        b"x-forwarded-prefix", b"x-forwarded-proto",
    )
)  # fmt: skip
# Gradio takes these for the address that it is published at, whoever sends them.
BELIEVED_BY_GRADIO = b"x-gradio-server"
HOST = re.compile(rb"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")


class Forwarded:
    """Serves `app`, the client and the scheme of each request as one of the `proxies` tells them.

    Stands before everything else. From anybody but a proxy, such headers are taken away.
    """

    def __init__(self, app: ASGIApp, *, proxies: Networks) -> None:
        self.app = app
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, with its peer beside the client."""
        if scope["type"] == "http":
            scope = told_by(scope, self.proxies)
        await self.app(scope, receive, send)


def told_by(scope: Scope, proxies: Networks) -> Scope:
    """`scope` with the peer of the socket, and the client and scheme that `proxies` vouch for."""
    peer = str(scope["client"][0]) if scope.get("client") else ""
    kept = [(name, value) for name, value in scope["headers"] if sound(name, value)]
    if peer not in proxies:
        kept = [(name, value) for name, value in kept if name not in SPOKEN_FOR]
        return {**scope, PEER: peer, "headers": kept}
    headers = Headers(raw=kept)
    hops = ",".join(headers.getlist("x-forwarded-for")).split(",")
    client = client_of([hop for hop in map(str.strip, hops) if hop], peer, proxies)
    said = headers.getlist("x-forwarded-proto")[-1:]
    scheme = said[0] if said and said[0] in SCHEMES else scope["scheme"]
    return {**scope, PEER: peer, "headers": kept, "client": (client, 0), "scheme": scheme}


def sound(name: bytes, value: bytes) -> bool:
    """Whether a header may be read at all: a name of ours must be the name of a machine."""
    if name == b"x-forwarded-host":
        return bool(HOST.fullmatch(value))
    return name != BELIEVED_BY_GRADIO


def client_of(hops: Sequence[str], peer: str, proxies: Networks) -> str:
    """The first address, from the `peer` back along `hops`, that is none of the `proxies`.

    What stands before it was written by somebody whom nobody vouches for. Where a proxy wrote
    something that is no address, the proxy itself is as far as one can see.
    """
    nearest = peer
    for hop in reversed(hops):
        host = without_port(hop)
        if address(host) is None:
            break
        nearest = host
        if host not in proxies:
            break
    return nearest


def without_port(hop: str) -> str:
    """The address in « 192.0.2.1:443 », « [2001:db8::1]:443 » and the like.

    >>> without_port("192.0.2.1:443"), without_port("[2001:db8::1]:443"), without_port("::1")
    ('192.0.2.1', '2001:db8::1', '::1')
    """
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop
