"""The real door to the network, opened on a server of our own on this machine."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
import trustme

from ingest.download import MEGABYTE
from ingest.errors import (
    AddressInterrupted,
    AddressPrivate,
    AddressStalled,
    AddressUnreachable,
    AddressUnresolved,
)
from ingest.fetch import fetch
from ingest.network import HttpsNetwork, Patience, lookup, trusted

NAME = "rapports.example"
PUBLIC = "93.184.216.34"
WHOLE = b"%PDF-1.7\n" + bytes(range(256)) * 400
QUICK = Patience(connect=5, silence=0.2, window=0.4, least=10_000)


class _Server(ThreadingHTTPServer):
    """Serves a PDF under several addresses, each with its own way of misbehaving."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.seen: list[dict[str, str]] = []
        self.over = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of the connections that the tests break on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self.server.seen.append({name.lower(): value for name, value in self.headers.items()})
        getattr(self, f"_{self.path.strip('/')}")()

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""

    def _start(self, status: int, **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def _plain(self) -> None:
        self._start(200, Content_Length=len(WHOLE), ETag='"v1"')
        self.wfile.write(WHOLE)

    def _breaking(self) -> None:
        """Breaks off in the middle; gives the rest to whoever asks for it."""
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if start:
            said = f"bytes {start}-{len(WHOLE) - 1}/{len(WHOLE)}"
            self._start(206, Content_Length=len(WHOLE) - start, Content_Range=said)
            self.wfile.write(WHOLE[start:])
            return
        self._start(200, Content_Length=len(WHOLE), ETag='"v1"')
        self.wfile.write(WHOLE[: len(WHOLE) // 2])
        self.close_connection = True

    def _silent(self) -> None:
        self.server.over.wait()

    def _dripping(self) -> None:
        self._start(200, Content_Length=len(WHOLE))
        for byte in WHOLE:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.02)

    def _dripping_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            self.wfile.flush()
            time.sleep(0.02)

    def _inward(self) -> None:
        self._start(302, Location="https://interne.example/plain", Content_Length=0)

    def _rubbish(self) -> None:
        self.wfile.write(b"not HTTP at all\r\n\r\n")
        self.close_connection = True


class _ToServer(httpcore.NetworkBackend):
    """Carries what is sent to a public address to the server on this machine."""

    def __init__(self, port: int, closed: tuple[str, ...] = ()) -> None:
        self.port = port
        self.closed = closed
        self.asked: list[str] = []

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(f"{host}:{port}")
        if host in self.closed:
            raise httpcore.ConnectError("refused")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, *args, **kwargs)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server(authority: trustme.CA) -> Iterator[_Server]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(NAME).configure_cert(tls)
    with _Server(tls) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield serving
        serving.over.set()
        serving.shutdown()
        thread.join()


@pytest.fixture
def backend(server: _Server) -> _ToServer:
    server.seen.clear()
    return _ToServer(server.server_address[1])


@pytest.fixture
def network(authority: trustme.CA, backend: _ToServer) -> HttpsNetwork:
    tls = ssl.create_default_context()
    authority.configure_trust(tls)
    hosts = {NAME: (PUBLIC,), "autre.example": (PUBLIC,), "interne.example": ("192.168.0.1",)}
    return HttpsNetwork(tls, lambda host, port: hosts[host], backend, QUICK)


def _read(
    network: HttpsNetwork, path: str, host: str = NAME, at: tuple[str, ...] = (PUBLIC,)
) -> bytes:
    with network.get(httpx.URL(f"https://{host}/{path}"), at=at, headers={}) as reply:
        return b"".join(reply.body)


def test_a_document_is_read_from_the_address_that_was_checked(
    network: HttpsNetwork, backend: _ToServer, server: _Server
) -> None:
    assert _read(network, "plain") == WHOLE
    assert backend.asked == [f"{PUBLIC}:443"]
    assert server.seen[0]["host"] == NAME
    assert server.seen[0]["user-agent"].startswith("Selon/")


def test_headers_of_a_reply_are_asked_for_in_lower_case(network: HttpsNetwork) -> None:
    with network.get(httpx.URL(f"https://{NAME}/plain"), at=(PUBLIC,), headers={}) as reply:
        assert (reply.status, reply.headers["etag"]) == (200, '"v1"')


def test_an_explicit_port_is_the_one_asked(network: HttpsNetwork, backend: _ToServer) -> None:
    assert _read(network, "plain", host=f"{NAME}:8443") == WHOLE
    assert backend.asked == [f"{PUBLIC}:8443"]


def test_the_next_address_is_asked_where_one_refuses(
    network: HttpsNetwork, backend: _ToServer
) -> None:
    backend.closed = ("2606:2800:220:1::1",)
    assert _read(network, "plain", at=("2606:2800:220:1::1", PUBLIC)) == WHOLE


def test_a_server_that_refuses_at_every_address_is_unreachable(
    network: HttpsNetwork, backend: _ToServer
) -> None:
    backend.closed = (PUBLIC,)
    with pytest.raises(AddressUnreachable) as caught:
        _read(network, "plain")
    assert caught.value.values == {"host": NAME, "reason": "refused"}


def test_a_certificate_of_another_name_is_refused(network: HttpsNetwork) -> None:
    with pytest.raises(AddressUnreachable) as caught:
        _read(network, "plain", host="autre.example")
    assert "certificate" in str(caught.value.values["reason"])


def test_a_certificate_of_an_unknown_authority_is_refused(backend: _ToServer) -> None:
    network = HttpsNetwork(trusted(), lambda host, port: (PUBLIC,), backend, QUICK)
    with pytest.raises(AddressUnreachable) as caught:
        _read(network, "plain")
    assert "certificate" in str(caught.value.values["reason"])


def test_certificates_are_checked_by_default() -> None:
    tls = trusted()
    assert tls.verify_mode is ssl.CERT_REQUIRED
    assert tls.check_hostname is True


@pytest.mark.parametrize("path", ["silent", "dripping", "dripping_head"])
def test_a_server_that_makes_no_progress_is_given_up(network: HttpsNetwork, path: str) -> None:
    with pytest.raises(AddressStalled) as caught:
        _read(network, path)
    assert caught.value.values["host"] == NAME


@pytest.mark.parametrize("path", ["breaking", "rubbish"])
def test_a_connection_that_breaks_is_told_as_such(network: HttpsNetwork, path: str) -> None:
    with pytest.raises(AddressUnreachable):
        _read(network, path)


def test_a_name_that_the_resolver_does_not_know_is_unresolved() -> None:
    def _unknown(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(AddressUnresolved) as caught:
        HttpsNetwork(resolver=_unknown).resolve("inconnu.example", 443)
    assert caught.value.values == {"host": "inconnu.example"}


def test_a_name_too_long_to_exist_is_unresolved() -> None:
    with pytest.raises(AddressUnresolved):
        HttpsNetwork().resolve("x" * 64 + ".example", 443)


def test_the_resolver_gives_each_address_once() -> None:
    assert lookup("127.0.0.1", 443) == ("127.0.0.1",)
    assert lookup("2130706433", 443) == ("127.0.0.1",)


def test_a_proxy_of_the_environment_is_left_aside(
    network: HttpsNetwork, backend: _ToServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://192.168.0.9:3128")
    assert _read(network, "plain") == WHOLE
    assert backend.asked == [f"{PUBLIC}:443"]


def test_a_download_cut_in_the_middle_arrives_whole(
    network: HttpsNetwork, server: _Server, tmp_path: Path
) -> None:
    fetched = fetch(f"https://{NAME}/breaking", into=tmp_path, network=network, max_bytes=MEGABYTE)
    assert fetched.path.read_bytes() == WHOLE
    assert [seen.get("if-range") for seen in server.seen] == [None, '"v1"']


def test_a_redirect_into_a_private_network_is_not_taken(
    network: HttpsNetwork, backend: _ToServer, tmp_path: Path
) -> None:
    with pytest.raises(AddressPrivate) as caught:
        fetch(f"https://{NAME}/inward", into=tmp_path, network=network, max_bytes=MEGABYTE)
    assert caught.value.values == {"host": "interne.example", "ip": "192.168.0.1"}
    assert backend.asked == [f"{PUBLIC}:443"]


def test_an_address_of_this_machine_is_not_asked(tmp_path: Path) -> None:
    with pytest.raises(AddressPrivate) as caught:
        fetch("https://127.1/", into=tmp_path, network=HttpsNetwork(), max_bytes=MEGABYTE)
    assert caught.value.values == {"host": "127.1", "ip": "127.0.0.1"}


def test_a_stalled_download_is_not_tried_again(network: HttpsNetwork, tmp_path: Path) -> None:
    with pytest.raises(AddressStalled):
        fetch(f"https://{NAME}/dripping", into=tmp_path, network=network, max_bytes=MEGABYTE)


def test_a_rest_refused_for_good_keeps_what_came(
    network: HttpsNetwork, backend: _ToServer, tmp_path: Path
) -> None:
    class _OnlyOnce(_ToServer):
        def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
            self.closed = (PUBLIC,) if self.asked else ()
            return super().connect_tcp(host, port, *args, **kwargs)

    once = HttpsNetwork(network.tls, network.resolver, _OnlyOnce(backend.port), QUICK)
    with pytest.raises(AddressInterrupted) as caught:
        fetch(f"https://{NAME}/breaking", into=tmp_path, network=once, max_bytes=MEGABYTE)
    assert caught.value.values == {"host": NAME, "received": len(WHOLE) // 2}
