"""Only a proxy that was named can speak for somebody else."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from ui.forwarded import PEER, Forwarded
from ui.networks import Networks

PROXIES = Networks.read("127.0.0.1, 10.0.0.0/30")


def seen(peer: str, *headers: tuple[str, str], scheme: str = "http") -> Scope:
    """The scope that the application gets of a request from `peer`."""
    got: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(scope)

    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "client": (peer, 50000), "scheme": scheme, "headers": raw}
    nothing: Any = None
    asyncio.run(Forwarded(app, proxies=PROXIES)(scope, nothing, nothing))
    return got[0]


def client(peer: str, *chains: str) -> str:
    return str(seen(peer, *(("x-forwarded-for", chain) for chain in chains))["client"][0])


@pytest.mark.parametrize(
    ("peer", "chains", "wanted"),
    [
        ("127.0.0.1", ["192.0.2.7"], "192.0.2.7"),
        ("127.0.0.1", ["198.51.100.1, 192.0.2.7"], "192.0.2.7"),
        ("127.0.0.1", ["198.51.100.1, 192.0.2.7, 10.0.0.1"], "192.0.2.7"),
        ("127.0.0.1", ["127.0.0.1, 192.0.2.7"], "192.0.2.7"),
        ("127.0.0.1", ["198.51.100.1", "192.0.2.7"], "192.0.2.7"),
        ("127.0.0.1", ["10.0.0.1, 10.0.0.2"], "10.0.0.1"),
        ("127.0.0.1", ["192.0.2.7:4711"], "192.0.2.7"),
        ("127.0.0.1", ["[2001:db8::7]:4711"], "2001:db8::7"),
        ("127.0.0.1", ["2001:db8::7"], "2001:db8::7"),
        ("127.0.0.1", ["198.51.100.1, unknown"], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1, <script>, 10.0.0.1"], "10.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("::ffff:127.0.0.1", ["192.0.2.7"], "192.0.2.7"),
        ("192.0.2.9", ["198.51.100.1"], "192.0.2.9"),
        ("10.0.0.4", ["198.51.100.1"], "10.0.0.4"),
        ("testclient", ["198.51.100.1"], "testclient"),
    ],
)
def test_the_client_is_whom_the_nearest_proxies_vouch_for(
    peer: str, chains: Sequence[str], wanted: str
) -> None:
    assert client(peer, *chains) == wanted


@pytest.mark.parametrize(
    ("peer", "said", "wanted"),
    [
        ("127.0.0.1", "https", "https"),
        ("192.0.2.9", "https", "http"),
        ("127.0.0.1", "javascript", "http"),
        ("127.0.0.1", "", "http"),
    ],
)
def test_the_scheme_too(peer: str, said: str, wanted: str) -> None:
    assert seen(peer, ("x-forwarded-proto", said))["scheme"] == wanted


def test_the_peer_of_the_socket_is_kept_whatever_is_said() -> None:
    assert seen("127.0.0.1", ("x-forwarded-for", "192.0.2.7"))[PEER] == "127.0.0.1"


def test_a_stranger_speaks_for_nobody() -> None:
    said = [("x-forwarded-host", "evil.example"), ("forwarded", "for=1.2.3.4"), ("accept", "*/*")]
    assert seen("192.0.2.9", *said)["headers"] == [(b"accept", b"*/*")]
    assert len(seen("127.0.0.1", *said)["headers"]) == 3


@pytest.mark.parametrize(
    ("host", "kept"),
    [
        ("selon.exemple.fr", True),
        ("selon.exemple.fr:8443", True),
        ("[2001:db8::1]:443", True),
        ("a:b", False),
        ("[::1", False),
        ("a.fr, b.fr", False),
        ("x</script><script>alert(1)</script>", False),
    ],
)
def test_a_name_of_ours_is_that_of_a_machine(host: str, kept: bool) -> None:
    assert bool(seen("127.0.0.1", ("x-forwarded-host", host))["headers"]) is kept


def test_nobody_tells_gradio_where_it_is_published() -> None:
    for peer in ("127.0.0.1", "192.0.2.9"):
        assert seen(peer, ("x-gradio-server", "https://evil.example"))["headers"] == []


def test_a_request_without_a_peer_has_none() -> None:
    got: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(scope)

    scope = {"type": "http", "client": None, "scheme": "http", "headers": []}
    nothing: Any = None
    asyncio.run(Forwarded(app, proxies=PROXIES)(scope, nothing, nothing))
    assert got[0][PEER] == ""
