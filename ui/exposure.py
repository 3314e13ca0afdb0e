"""How the pages are exposed: whom they believe, how much one address may ask, who frames them."""

import re
from dataclasses import dataclass, field

from ui.errors import (
    NetworkUnfit,
    OriginUnfit,
    RateUnfit,
    SignOnHeaderUnfit,
    SignOnIncomplete,
)
from ui.networks import Networks
from ui.settings import Settings

# A proxy on the machine itself.
OWN_PROXIES = "127.0.0.1, ::1"
# A town hall, or a school, is one address.
QUESTIONS_A_MINUTE = 120
_ORIGIN = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?"
    r"|http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?"
)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
# Browsers, proxies and we ourselves fill these in; none of them is a name.
_TAKEN = re.compile(
    r"(?i)accept.*|authorization|connection|content-.*|cookie|forwarded|host|origin|referer|range"
    r"|sec-.*|transfer-encoding|user-agent|x-csrf.*|x-forwarded-(?!user$|email$).*|x-real-ip|x-selon-.*"
)


@dataclass(frozen=True, slots=True)
class SignOn:
    """Agents who signed in elsewhere: `header` names them, and counts from `proxies` alone."""

    header: str
    proxies: Networks


@dataclass(frozen=True, slots=True)
class Exposure:
    """`proxies` are believed about whom they speak for; `origins` may frame residents' pages.

    `rate` is how many questions an address may ask in a minute, 0 for as many as it likes;
    `sign_on` is None where agents have passwords here.
    """

    proxies: Networks = field(default_factory=lambda: Networks.read(OWN_PROXIES))
    rate: int = 0
    origins: tuple[str, ...] = ()
    sign_on: SignOn | None = None


def exposure_of(settings: Settings) -> Exposure:
    """What `settings` ask for.

    Raises `NetworkUnfit`, `RateUnfit`, `OriginUnfit`, `SignOnIncomplete`, `SignOnHeaderUnfit`.
    """
    return Exposure(
        proxies=_networks("SELON_PROXIES", settings.proxies or OWN_PROXIES),
        rate=_rate(settings.rate or str(QUESTIONS_A_MINUTE)),
        origins=_origins(settings.embedded_in),
        sign_on=_sign_on(settings.sso_header, settings.sso_proxy),
    )


def _networks(name: str, listed: str) -> Networks:
    try:
        return Networks.read(listed)
    except ValueError as exc:
        raise NetworkUnfit(name=name, found=str(exc)) from exc


def _rate(written: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", written):
        raise RateUnfit(found=written)
    return int(written)


def _origins(listed: str) -> tuple[str, ...]:
    """The origins, small letters, without the slash that one copies along."""
    origins = [one.lower().removesuffix("/") for one in listed.replace(",", " ").split()]
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise OriginUnfit(found=origin)
    return tuple(origins)


def _sign_on(header: str, proxy: str) -> SignOn | None:
    if not header and not proxy:
        return None
    if not header or not proxy:
        raise SignOnIncomplete()
    if not _HEADER.fullmatch(header) or _TAKEN.fullmatch(header):
        raise SignOnHeaderUnfit(found=header)
    proxies = _networks("SELON_SSO_PROXY", proxy)
    if not proxies:
        raise SignOnIncomplete()
    return SignOn(header.lower(), proxies)
