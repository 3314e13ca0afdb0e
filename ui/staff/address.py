"""Addresses of the pages of coverage: which edition they are of, and where evidence stands."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import Request

from index.edition import Edition
from index.errors import UnknownEdition, UnknownReport
from ui.closed.guard import base_of
from ui.service import Service
from ui.staff.admitted import nothing_here
from ui.staff.matrix import Address, Part

TOPIC = "pilotage/theme/"
_EDITION = re.compile("[0-9a-f]{16}")


def edition_in(request: Request, service: Service) -> Edition:
    """The edition in the address, live or kept; else the live one of its report, or the default.

    Raises what keeps it from being opened, and 404 for what isn't there.
    """
    default = service.ready().edition
    slug, kept = (request.query_params.get(name, "") for name in ("rapport", "edition"))
    if kept:
        return kept_edition(service, kept)
    if slug in ("", default.report_slug):
        return default
    try:
        return service.live.reports.open(slug)
    except UnknownReport:
        raise nothing_here() from None


def kept_edition(service: Service, edition: str) -> Edition:
    """The edition of that id, live or not, whose pages can then be opened too; 404 for none."""
    if not _EDITION.fullmatch(edition):
        raise nothing_here()
    try:
        return service.live.pinned(edition)
    except UnknownEdition:
        raise nothing_here() from None


def named(edition: Edition, service: Service) -> Mapping[str, str]:
    """What an address says of `edition`: its report; and itself where that isn't the live one."""
    live = {manifest.edition for manifest in service.live.reports.listed()}
    more = {} if edition.id in live else {"edition": edition.id}
    return {"rapport": edition.report_slug} | more


def query_of(edition: Edition, service: Service) -> str:
    """The same as the end of an address."""
    return urlencode(named(edition, service))


def evidence_at(request: Request, edition: Edition, service: Service) -> Address:
    """Where the evidence of a topic in `edition` stands."""
    base, said = base_of(request) + TOPIC, named(edition, service)

    def address(topic: str, part: Part | None) -> str:
        where = {**said} | ({"colonne": str(part)} if part else {})
        return f"{base}{topic}?{urlencode(where)}"

    return address
