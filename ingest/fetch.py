"""Fetches a report from an https address, or from the page that links to it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from ingest.download import Partial, Progress, Stretch
from ingest.errors import (
    AddressBusy,
    AddressInterrupted,
    AddressNotPdf,
    AddressStatus,
    AddressUnreachable,
    InboxUnwritable,
)
from ingest.file_name import pdf_name
from ingest.network import Network, Reply
from ingest.pagelink import PdfLink, find_pdf_link
from ingest.pdf_mark import MARK_WITHIN, has_pdf_mark
from ingest.report import Provenance
from ingest.visit import Landing, visit
from ingest.web_address import parse_address

TRIES = 3
_PAGE_BYTES = 5_000_000  # of a page, what comes later is left unread
_OK, _REST, _RANGE_REFUSED = 200, 206, 416


@dataclass(frozen=True, slots=True)
class Fetched:
    """A PDF that was fetched, and where it came from."""

    path: Path
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class _Pdf:
    url: httpx.URL
    path: Path


@dataclass(frozen=True, slots=True)
class _WebPage:
    url: httpx.URL
    html: bytes
    charset: str | None


@dataclass(frozen=True, slots=True)
class _Errand:
    """What one fetch needs at every step."""

    into: Path
    network: Network
    max_bytes: int
    progress: Progress


def fetch(
    address: str, *, into: Path, network: Network, max_bytes: int, progress: Progress | None = None
) -> Fetched:
    """The PDF at `address`, or the one that the page there links to, kept under `into`.

    A download that broke off before goes on where it stopped, if the server still has the same
    version. `progress` is told bytes so far and their total (None if the server doesn't say).
    Raises leaves of `AddressError`, and `InboxUnwritable`.
    """
    errand = _Errand(into, network, max_bytes, progress or _silent)
    found = _fetch_one(parse_address(address), errand)
    if isinstance(found, _Pdf):
        return Fetched(found.path, Provenance(source=found.path.name, address=str(found.url)))
    link = find_pdf_link(found.html, found.url, found.charset)
    linked = _fetch_one(link.url, errand)
    if isinstance(linked, _WebPage):
        raise AddressNotPdf(address=str(linked.url), kind="text/html")
    return Fetched(linked.path, _provenance(linked, found, link))


def _silent(_done: int, _total: int | None) -> None:
    """Tells nobody."""


def _provenance(pdf: _Pdf, page: _WebPage, link: PdfLink) -> Provenance:
    return Provenance(
        source=pdf.path.name,
        address=str(pdf.url),
        page_address=str(page.url),
        page_title=link.page_title,
        published=link.published,
    )


def _fetch_one(url: httpx.URL, errand: _Errand) -> _Pdf | _WebPage:
    """The PDF or the page at `url`; a connection that breaks is taken up again twice."""
    with _kept(errand.into, url) as partial:
        failure: AddressUnreachable | None = None
        for _ in range(TRIES):
            before = partial.size
            try:
                return _try_once(url, partial, errand)
            except AddressUnreachable as exc:
                if failure is None and partial.size == before:
                    raise
                failure = exc
        raise AddressInterrupted(host=url.host, received=partial.size) from failure


@contextmanager
def _kept(into: Path, url: httpx.URL) -> Iterator[Partial]:
    """The place under `into` for what comes from `url`, for one command at a time."""
    folder = into / hashlib.sha256(str(url).encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "download.lock", timeout=0):
            yield Partial(folder, str(url))
    except Timeout as exc:
        raise AddressBusy(address=str(url)) from exc
    except OSError as exc:
        raise InboxUnwritable(path=str(into), reason=exc.strerror or str(exc)) from exc


def _try_once(url: httpx.URL, partial: Partial, errand: _Errand) -> _Pdf | _WebPage:
    with visit(url, errand.network, partial.headers()) as landing:
        reply = landing.reply
        if reply.headers.get("content-encoding", "identity") != "identity":
            raise AddressNotPdf(address=str(url), kind=reply.headers["content-encoding"])
        if reply.status == _OK:
            head, body = _peek(reply.body)
            if not has_pdf_mark(head):
                return _page(landing, head, body)
            partial.begin(reply)
            _append(body, landing, partial, errand)
        elif reply.status in {_REST, _RANGE_REFUSED} and partial.size:
            _go_on(landing, partial, errand)
        else:
            raise AddressStatus(address=str(landing.url), status=reply.status)
        name = pdf_name(reply.headers.get("content-disposition", ""), landing.url.path)
        return _Pdf(landing.url, partial.finish(name))


def _go_on(landing: Landing, partial: Partial, errand: _Errand) -> None:
    """Adds the rest to what came; if it doesn't fit, forgets all and lets the next try start."""
    stretch = Stretch.of(landing.reply)
    if landing.reply.status == _REST and stretch.start == partial.size:
        _append(landing.reply.body, landing, partial, errand)
    elif stretch.total != partial.size:
        partial.clear()
        raise AddressUnreachable(host=landing.url.host, reason="the rest doesn't fit the beginning")


def _append(body: Iterator[bytes], landing: Landing, partial: Partial, errand: _Errand) -> None:
    total = Stretch.of(landing.reply).total
    partial.append(body, total, max_bytes=errand.max_bytes, progress=errand.progress)
    if total is not None and partial.size < total:
        raise AddressUnreachable(host=landing.url.host, reason="the body ended early")


def _peek(body: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes of `body`, enough to tell a PDF by, and the whole of it again."""
    chunks: list[bytes] = []
    while sum(map(len, chunks)) < MARK_WITHIN and (chunk := next(body, b"")):
        chunks.append(chunk)
    return b"".join(chunks), chain(chunks, body)


def _page(landing: Landing, head: bytes, body: Iterator[bytes]) -> _WebPage:
    """The web page that was sent; raises `AddressNotPdf` if it is none."""
    kind, charset = _content_type(landing.reply)
    looks_like_html = b"<html" in head.lower() or b"<!doctype html" in head.lower()
    if kind not in {"text/html", "application/xhtml+xml"} and not looks_like_html:
        raise AddressNotPdf(address=str(landing.url), kind=kind or "?")
    html = bytearray()
    for chunk in body:
        html += chunk
        if len(html) >= _PAGE_BYTES:
            break
    return _WebPage(landing.url, bytes(html), charset)


def _content_type(reply: Reply) -> tuple[str, str | None]:
    kind, _, parameters = reply.headers.get("content-type", "").partition(";")
    _, _, charset = parameters.partition("charset=")
    return kind.strip().lower(), charset.strip(" \"'") or None
