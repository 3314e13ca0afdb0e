"""Addresses on a network: those that the operator names, and who counts as one party."""

from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

# What one household or one telephone gets: all of it is one visitor.
ONE_PARTY = 64


def address(host: str) -> IPv4Address | IPv6Address | None:
    """`host` as an address, an IPv4 one that came by IPv6 as itself; None if it is something else.

    >>> address("::ffff:192.0.2.1"), address("unknown")
    (IPv4Address('192.0.2.1'), None)
    """
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def party(host: str) -> str:
    """Who counts as one visitor: an IPv4 address, or all of an IPv6 network of 64 bits.

    >>> party("2001:db8:1:2:3::4"), party("192.0.2.1")
    ('2001:db8:1:2::/64', '192.0.2.1')
    """
    found = address(host)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, ONE_PARTY), strict=False))
    return str(found or host)


@dataclass(frozen=True, slots=True)
class Networks:
    """Some addresses and networks, each an address alone or all that begin alike."""

    members: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def read(cls, listed: str) -> "Networks":
        """The networks in `listed`, with commas or spaces between them.

        Raises ValueError, with the one that can't be read; a network of everybody is one of those.
        """
        return cls(tuple(map(_network, listed.replace(",", " ").split())))

    def __bool__(self) -> bool:
        return bool(self.members)

    def __contains__(self, host: object) -> bool:
        found = address(str(host))
        return found is not None and any(found in network for network in self.members)


def _network(written: str) -> IPv4Network | IPv6Network:
    try:
        found = ip_network(written)
    except ValueError as exc:
        raise ValueError(written) from exc
    if not found.prefixlen:
        raise ValueError(written)
    return found
