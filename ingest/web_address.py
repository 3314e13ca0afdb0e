"""Says which addresses may be asked: https, and outside every private network."""

import ipaddress
from collections.abc import Sequence

import httpx

from ingest.errors import AddressMalformed, AddressNotHttps, AddressPrivate, AddressUnresolved

_IPv4 = ipaddress.IPv4Address
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = range(1, 65536)
# The only block of IPv6 that is routed on the public internet (RFC 4291).
_ROUTED = ipaddress.IPv6Network("2000::/3")
# Where a network without IPv4 sees the IPv4 world (RFC 6052): what counts is the address inside.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def parse_address(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """The https address that `text` spells, seen from `base`, without its fragment.

    Raises `AddressMalformed` and `AddressNotHttps`. A user name in an address is refused: it would
    be kept as provenance, and it disguises where an address leads ("https://a.fr@b.fr/").
    """
    try:
        url = base.join(text) if base else httpx.URL(text.strip())
        host, port = url.host, url.port
    except (httpx.InvalidURL, ValueError) as exc:
        raise AddressMalformed(address=text) from exc
    if url.scheme != "https":
        raise AddressNotHttps(address=text)
    if url.userinfo or "%" in host or not host.strip(".") or (port or 443) not in _PORTS:
        raise AddressMalformed(address=f"https://{host}{url.path}")
    return url.copy_with(fragment=None)


def check_public(host: str, found: Sequence[str]) -> tuple[str, ...]:
    """The addresses `found` for `host`, every one of them public.

    Raises `AddressPrivate` as soon as one isn't: a name that stands both inside and outside is
    how a look-up is turned against the machine that makes it.
    """
    if not found:
        raise AddressUnresolved(host=host)
    for address in found:
        if not is_public(address):
            raise AddressPrivate(host=host, ip=address)
    return tuple(found)


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet would reach.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::7f00:1")
    (False, False, False)
    """
    ip = ipaddress.ip_address(address)
    inner = _inner(ip)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip not in _ROUTED or ip.sixtofour is not None or ip.teredo is not None
    ):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: _IP) -> _IPv4 | None:
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped
