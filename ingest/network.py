"""The door to the network: one https GET, to addresses that were checked beforehand."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Protocol

import httpcore
import httpx

from ingest.errors import AddressStalled, AddressUnreachable, AddressUnresolved

_SocketOptions = Iterable[Any] | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers: the status, headers by lower-case name, the body bit by bit."""

    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]


class Network(Protocol):
    """Finds the addresses of a name, and asks one of them for a document."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Every IP address of `host`; raises `AddressUnresolved`."""

    def get(
        self, url: httpx.URL, *, at: Sequence[str], headers: Mapping[str, str]
    ) -> AbstractContextManager[Reply]:
        """The reply to a GET of `url`, asked of the IP addresses `at` and of no other.

        Redirects are not followed. Raises `AddressUnreachable` and `AddressStalled`, also while
        the body is being read.
        """


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: to connect, for the next byte, and for slow progress.

    A server must send at least `least` bytes in every `window` seconds of waiting: one that
    drips a byte now and then would hold the command for ever otherwise.
    """

    connect: float = 10.0
    silence: float = 30.0
    window: float = 60.0
    least: int = 16 * 1024


def lookup(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses that the system's resolver has for `host`, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def trusted() -> ssl.SSLContext:
    """Certificates are checked against the system's authorities and certifi's together.

    A slim container has none of the first, an office network adds its own to them.
    """
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


@dataclass(frozen=True, slots=True)
class HttpsNetwork:
    """The real network. The address asked is the address checked: names are looked up once.

    The environment's proxies are left aside on purpose: a proxy looks the name up again by
    itself, and what it reaches then was never checked. Behind one, fetch the PDF with a browser
    and ingest the file.
    """

    tls: ssl.SSLContext = field(default_factory=trusted)
    resolver: Callable[[str, int], Sequence[str]] = lookup
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    patience: Patience = Patience()

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Every IP address of `host`; raises `AddressUnresolved`."""
        try:
            return self.resolver(host, port)
        except (OSError, UnicodeError) as exc:
            raise AddressUnresolved(host=host) from exc

    @contextmanager
    def get(
        self, url: httpx.URL, *, at: Sequence[str], headers: Mapping[str, str]
    ) -> Iterator[Reply]:
        """The reply to a GET of `url`; certificates are those of the name, not of the IP."""
        target = httpcore.URL(
            scheme=b"https", host=url.raw_host, port=url.port, target=url.raw_path
        )
        timeout = {"connect": self.patience.connect, "read": self.patience.silence}
        sent = [("User-Agent", f"Selon/{version('selon')}"), *headers.items()]
        pinned = _Pinned(at, self.backend, self.patience)
        with (
            _translated(url.host, self.patience),
            httpcore.ConnectionPool(ssl_context=self.tls, network_backend=pinned) as pool,
            pool.stream("GET", target, headers=sent, extensions={"timeout": timeout}) as response,
        ):
            yield Reply(response.status, _by_name(response.headers), response.iter_stream())


class _Pinned(httpcore.NetworkBackend):
    """Connects to given IP addresses, in order, whatever name the request carries."""

    def __init__(
        self, addresses: Sequence[str], backend: httpcore.NetworkBackend, patience: Patience
    ) -> None:
        self._addresses = addresses
        self._backend = backend
        self._patience = patience

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._addresses:
            try:
                stream = self._backend.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _Paced(stream, self._patience)
        raise failure


class _Paced(httpcore.NetworkStream):
    """A stream that gives up on a server which sends next to nothing."""

    def __init__(self, stream: httpcore.NetworkStream, patience: Patience) -> None:
        self._stream = stream
        self._patience = patience
        self._waited = 0.0
        self._came = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        before = time.monotonic()
        data = self._stream.read(max_bytes, timeout)
        # Only the waiting counts: a slow disk on our side is no fault of the server's.
        self._waited += time.monotonic() - before
        self._came += len(data)
        if self._waited > self._patience.window:
            if self._came < self._patience.least:
                raise httpcore.ReadTimeout("too few bytes")
            self._waited, self._came = 0.0, 0
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _Paced(stream, self._patience)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _by_name(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("ascii").lower(): value.decode("latin-1") for name, value in headers}


@contextmanager
def _translated(host: str, patience: Patience) -> Iterator[None]:
    try:
        yield
    except (httpcore.ReadTimeout, httpcore.WriteTimeout) as exc:
        raise AddressStalled(host=host, seconds=round(patience.silence)) from exc
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as exc:
        raise AddressUnreachable(host=host, reason=str(exc) or type(exc).__name__) from exc
