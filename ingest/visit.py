"""Follows an address to where it leads, checking every step before it is taken."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx

from ingest.errors import AddressStatus, AddressTooManyRedirects
from ingest.network import Network, Reply
from ingest.web_address import check_public, parse_address

REDIRECTS = 5
_REDIRECTED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Landing:
    """The address at the end of the redirects, and what it replies."""

    url: httpx.URL
    reply: Reply


@contextmanager
def visit(url: httpx.URL, network: Network, headers: Mapping[str, str]) -> Iterator[Landing]:
    """The landing of `url`, open while the block lasts.

    Every step is https and stands at public addresses only, looked up once and asked as they
    were checked. The bytes are asked for as they are: what is compressed can swell without end.
    """
    start = url
    headers = {"Accept-Encoding": "identity", **headers}
    for _ in range(REDIRECTS + 1):
        with ExitStack() as stack:
            at = check_public(url.host, network.resolve(url.raw_host.decode(), url.port or 443))
            reply = stack.enter_context(network.get(url, at=at, headers=headers))
            if reply.status not in _REDIRECTED:
                yield Landing(url, reply)
                return
            if "location" not in reply.headers:
                raise AddressStatus(address=str(url), status=reply.status)
            url = parse_address(reply.headers["location"], base=url)
    raise AddressTooManyRedirects(address=str(start), limit=REDIRECTS)
