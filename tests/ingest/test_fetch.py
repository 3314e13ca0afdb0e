"""Fetching a report: pages, redirects, downloads that break off."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ingest.download import MEGABYTE
from ingest.errors import (
    AddressBusy,
    AddressInterrupted,
    AddressNotHttps,
    AddressNotPdf,
    AddressPrivate,
    AddressStatus,
    AddressTooBig,
    AddressTooManyRedirects,
    AddressUnreachable,
    AddressUnresolved,
    AddressWithoutPdfLink,
    InboxUnwritable,
)
from ingest.fetch import Fetched, fetch

PDF_AT = "https://rapports.example/bilan.pdf"
PAGE_AT = "https://rapports.example/actualites"
HEAD = b"%PDF-1.7\n" + b"." * 1100
REST = b"the rest of the report"
WHOLE = HEAD + REST
TAGGED = {"content-type": "application/pdf", "etag": '"v1"', "content-length": str(len(WHOLE))}
HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = (
    "<h1>Le bilan</h1><div><a href='bilan.pdf'>Télécharger</a> Publié le 03 Déc. 2025</div>"
).encode()


def _fetch(network: Any, into: Path, address: str = PDF_AT, **others: Any) -> Fetched:
    return fetch(address, into=into, network=network, **{"max_bytes": MEGABYTE, **others})


def _left(into: Path) -> list[str]:
    """Names of what is kept under `into`, locks apart."""
    return sorted(p.name for p in into.rglob("*") if p.is_file() and p.suffix != ".lock")


def _rest(start: int, total: int = len(WHOLE)) -> dict[str, str]:
    return {"content-range": f"bytes {start}-{total - 1}/{total}"}


def test_a_pdf_is_kept_byte_for_byte_under_its_own_name(fake_network: Any, tmp_path: Path) -> None:
    fetched = _fetch(fake_network({PDF_AT: [(200, TAGGED, [HEAD, REST])]}), tmp_path)
    assert fetched.path.read_bytes() == WHOLE
    assert _left(tmp_path) == ["bilan.pdf"]
    assert (fetched.provenance.source, fetched.provenance.address) == ("bilan.pdf", PDF_AT)
    assert fetched.provenance.page_address is None


def test_only_checked_addresses_are_asked_and_for_plain_bytes(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network(
        {PDF_AT: [(200, {}, [WHOLE])]}, {"rapports.example": ("93.184.216.34", "93.184.216.35")}
    )
    _fetch(network, tmp_path)
    assert network.asked == [
        (PDF_AT, ("93.184.216.34", "93.184.216.35"), {"Accept-Encoding": "identity"})
    ]


def test_progress_counts_bytes_towards_the_announced_total(
    fake_network: Any, tmp_path: Path
) -> None:
    told: list[tuple[int, int | None]] = []
    network = fake_network({PDF_AT: [(200, TAGGED, [HEAD, REST])]})
    _fetch(network, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(len(HEAD), len(WHOLE)), (len(WHOLE), len(WHOLE))]


def test_the_pdf_of_a_page_is_fetched_with_what_the_page_says_of_it(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PAGE_AT: [(200, HTML, [PAGE])], PDF_AT: [(200, TAGGED, [WHOLE])]})
    provenance = _fetch(network, tmp_path, PAGE_AT).provenance
    assert provenance.source == "bilan.pdf"
    assert provenance.address == PDF_AT
    assert provenance.page_address == PAGE_AT
    assert provenance.page_title == "Le bilan"
    assert provenance.published == date(2025, 12, 3)


def test_a_page_without_a_pdf_link_says_so(fake_network: Any, tmp_path: Path) -> None:
    network = fake_network({PAGE_AT: [(200, HTML, [b"<p>Bonjour</p>"])]})
    with pytest.raises(AddressWithoutPdfLink):
        _fetch(network, tmp_path, PAGE_AT)


def test_a_link_that_leads_to_another_page_is_not_followed_for_ever(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PAGE_AT: [(200, HTML, [PAGE])], PDF_AT: [(200, HTML, [PAGE])]})
    with pytest.raises(AddressNotPdf) as caught:
        _fetch(network, tmp_path, PAGE_AT)
    assert caught.value.values == {"address": PDF_AT, "kind": "text/html"}


def test_an_endless_page_is_read_no_further_than_needed(fake_network: Any, tmp_path: Path) -> None:
    chunks = [PAGE, *[b" " * 1_000_000] * 5, None]
    network = fake_network({PAGE_AT: [(200, HTML, chunks)], PDF_AT: [(200, TAGGED, [WHOLE])]})
    assert _fetch(network, tmp_path, PAGE_AT).path.read_bytes() == WHOLE


def test_what_is_neither_pdf_nor_page_is_refused(fake_network: Any, tmp_path: Path) -> None:
    network = fake_network({PDF_AT: [(200, {"content-type": "application/pdf"}, [b"PK\x03\x04"])]})
    with pytest.raises(AddressNotPdf) as caught:
        _fetch(network, tmp_path)
    assert caught.value.values == {"address": PDF_AT, "kind": "application/pdf"}
    assert _left(tmp_path) == []


def test_an_empty_answer_is_refused(fake_network: Any, tmp_path: Path) -> None:
    with pytest.raises(AddressNotPdf):
        _fetch(fake_network({PDF_AT: [(200, {}, [])]}), tmp_path)


def test_a_compressed_answer_is_refused_unopened(fake_network: Any, tmp_path: Path) -> None:
    network = fake_network({PDF_AT: [(200, {"content-encoding": "gzip"}, [b"\x1f\x8b"])]})
    with pytest.raises(AddressNotPdf) as caught:
        _fetch(network, tmp_path)
    assert caught.value.values["kind"] == "gzip"


@pytest.mark.parametrize("status", [404, 403, 410, 500, 503, 204, 304, 206, 416])
def test_a_refusal_of_the_server_is_told_with_its_status(
    fake_network: Any, tmp_path: Path, status: int
) -> None:
    with pytest.raises(AddressStatus) as caught:
        _fetch(fake_network({PDF_AT: [(status, {}, [b""])]}), tmp_path)
    assert caught.value.values == {"address": PDF_AT, "status": status}


def test_a_redirect_is_followed_and_its_end_is_the_provenance(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network(
        {
            "https://rapports.example/dernier": [(302, {"location": "/bilan.pdf"}, [])],
            PDF_AT: [(200, TAGGED, [WHOLE])],
        }
    )
    fetched = _fetch(network, tmp_path, "https://rapports.example/dernier")
    assert fetched.provenance.address == PDF_AT
    assert fetched.path.name == "bilan.pdf"


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://rapports.example/bilan.pdf", AddressNotHttps),
        ("https://127.0.0.1/bilan.pdf", AddressPrivate),
        ("https://[::1]/bilan.pdf", AddressPrivate),
        ("https://interne.example/bilan.pdf", AddressPrivate),
        ("https://inconnu.example/bilan.pdf", AddressUnresolved),
        ("file:///etc/passwd", AddressNotHttps),
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_refused_before_it_is_taken(
    fake_network: Any, tmp_path: Path, location: str, error: type[Exception]
) -> None:
    network = fake_network(
        {PDF_AT: [(301, {"location": location}, [])]},
        {
            "127.0.0.1": ("127.0.0.1",),
            "::1": ("::1",),
            "interne.example": ("93.184.216.34", "169.254.169.254"),
        },
    )
    with pytest.raises(error):
        _fetch(network, tmp_path)
    assert [address for address, _, _ in network.asked] == [PDF_AT]


def test_a_link_of_a_page_is_checked_like_any_address(fake_network: Any, tmp_path: Path) -> None:
    page = b"<a href='https://interne.example/r.pdf'>Rapport</a>"
    network = fake_network({PAGE_AT: [(200, HTML, [page])]}, {"interne.example": ("10.0.0.7",)})
    with pytest.raises(AddressPrivate) as caught:
        _fetch(network, tmp_path, PAGE_AT)
    assert caught.value.values == {"host": "interne.example", "ip": "10.0.0.7"}


def test_redirects_that_go_round_end(fake_network: Any, tmp_path: Path) -> None:
    network = fake_network({PDF_AT: [(302, {"location": PDF_AT}, [])]})
    with pytest.raises(AddressTooManyRedirects):
        _fetch(network, tmp_path)
    assert len(network.asked) == 6


def test_a_redirect_to_nowhere_is_a_refusal_of_the_server(
    fake_network: Any, tmp_path: Path
) -> None:
    with pytest.raises(AddressStatus):
        _fetch(fake_network({PDF_AT: [(302, {}, [])]}), tmp_path)


def test_an_announced_size_over_the_limit_is_refused_before_a_byte_is_kept(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PDF_AT: [(200, {"content-length": "1000001"}, [HEAD, None])]})
    with pytest.raises(AddressTooBig) as caught:
        _fetch(network, tmp_path)
    assert caught.value.values == {"address": PDF_AT, "limit_mb": 1}
    assert _left(tmp_path) == []


def test_a_body_that_never_ends_stops_at_the_limit(fake_network: Any, tmp_path: Path) -> None:
    network = fake_network({PDF_AT: [(200, {}, [HEAD, *[b"." * 100_000] * 50, None])]})
    with pytest.raises(AddressTooBig):
        _fetch(network, tmp_path)
    assert _left(tmp_path) == []


def test_a_download_that_breaks_off_goes_on_where_it_stopped(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PDF_AT: [(200, TAGGED, [HEAD, None]), (206, _rest(len(HEAD)), [REST])]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE
    assert network.asked[1][2] == {
        "Accept-Encoding": "identity",
        "Range": f"bytes={len(HEAD)}-",
        "If-Range": '"v1"',
    }


def test_a_body_that_ends_before_its_announced_size_is_taken_up_again(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PDF_AT: [(200, TAGGED, [HEAD]), (206, _rest(len(HEAD)), [REST])]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE


def test_what_came_is_kept_for_the_next_command(fake_network: Any, tmp_path: Path) -> None:
    broken = fake_network({PDF_AT: [(200, TAGGED, [HEAD, None]), (206, _rest(len(HEAD)), [None])]})
    with pytest.raises(AddressInterrupted) as caught:
        _fetch(broken, tmp_path)
    assert caught.value.values == {"host": "rapports.example", "received": len(HEAD)}
    network = fake_network({PDF_AT: [(206, _rest(len(HEAD)), [REST])]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE
    assert _left(tmp_path) == ["bilan.pdf"]


def test_a_new_version_on_the_server_starts_the_download_over(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PDF_AT: [(200, TAGGED, [HEAD, None]), (200, {}, [WHOLE])]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE


@pytest.mark.parametrize(
    "answer",
    [
        (206, {"content-range": f"bytes 5-{len(WHOLE) - 1}/{len(WHOLE)}"}, [REST]),
        (206, {}, [REST]),
        (206, {"content-range": "nonsense"}, [REST]),
        (416, {"content-range": "bytes */7"}, [b""]),
        (416, {}, [b""]),
    ],
)
def test_a_rest_that_does_not_fit_starts_the_download_over(
    fake_network: Any, tmp_path: Path, answer: Any
) -> None:
    network = fake_network({PDF_AT: [(200, TAGGED, [HEAD, None]), answer, (200, {}, [WHOLE])]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE
    assert "Range" not in network.asked[2][2]


def test_a_download_that_was_whole_already_is_only_put_in_place(
    fake_network: Any, tmp_path: Path
) -> None:
    endless = {"etag": '"v1"'}  # no length: the break comes after the last byte
    whole = (416, {"content-range": f"bytes */{len(WHOLE)}"}, [b""])
    network = fake_network({PDF_AT: [(200, endless, [WHOLE, None]), whole]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"etag": 'W/"v1"', "last-modified": "Tue, 09 Dec 2025 08:00:00 GMT"}, "Tue, 09 Dec"),
        ({"etag": 'W/"v1"'}, None),
        ({}, None),
    ],
)
def test_only_a_version_that_is_sure_is_resumed(
    fake_network: Any, tmp_path: Path, headers: dict[str, str], validator: str | None
) -> None:
    network = fake_network({PDF_AT: [(200, headers, [HEAD, None]), (200, {}, [WHOLE])]})
    _fetch(network, tmp_path)
    sent = network.asked[1][2].get("If-Range")
    assert (sent[:11] if sent else None) == validator


def test_a_note_that_was_damaged_starts_the_download_over(
    fake_network: Any, tmp_path: Path
) -> None:
    with pytest.raises(AddressInterrupted):
        _fetch(fake_network({PDF_AT: [(200, TAGGED, [HEAD, None])] * 3}), tmp_path)
    (note,) = tmp_path.rglob("download.json")
    note.write_text("[", encoding="utf-8")
    network = fake_network({PDF_AT: [(200, TAGGED, [WHOLE])]})
    assert _fetch(network, tmp_path).path.read_bytes() == WHOLE
    assert "Range" not in network.asked[0][2]


def test_a_server_that_breaks_off_at_once_is_unreachable(fake_network: Any, tmp_path: Path) -> None:
    network = fake_network({PDF_AT: [(200, TAGGED, [None])]})
    with pytest.raises(AddressUnreachable):
        _fetch(network, tmp_path)
    assert len(network.asked) == 1


def test_two_addresses_with_the_same_file_name_do_not_mix(
    fake_network: Any, tmp_path: Path
) -> None:
    other_at = "https://autre.example/bilan.pdf"
    network = fake_network({PDF_AT: [(200, {}, [WHOLE])], other_at: [(200, {}, [HEAD])]})
    first, second = _fetch(network, tmp_path), _fetch(network, tmp_path, other_at)
    assert (first.path.read_bytes(), second.path.read_bytes()) == (WHOLE, HEAD)


def test_a_name_from_the_server_stays_in_the_inbox(fake_network: Any, tmp_path: Path) -> None:
    headers = {"content-disposition": 'attachment; filename="../../../etc/cron.d/x"'}
    fetched = _fetch(fake_network({PDF_AT: [(200, headers, [WHOLE])]}), tmp_path)
    assert fetched.path.name == "x.pdf"
    assert tmp_path in fetched.path.parents


def test_two_commands_do_not_fetch_the_same_address_at_once(
    fake_network: Any, tmp_path: Path
) -> None:
    network = fake_network({PDF_AT: [(200, {}, [WHOLE])]})
    folder = _fetch(network, tmp_path).path.parent
    with FileLock(folder / "download.lock"), pytest.raises(AddressBusy):
        _fetch(network, tmp_path)


def test_an_inbox_that_cannot_be_written_is_named(fake_network: Any, tmp_path: Path) -> None:
    occupied = tmp_path / "inbox"
    occupied.write_bytes(b"a file where a folder should be")
    with pytest.raises(InboxUnwritable) as caught:
        _fetch(fake_network({PDF_AT: [(200, {}, [WHOLE])]}), occupied)
    assert caught.value.values["path"] == str(occupied)
