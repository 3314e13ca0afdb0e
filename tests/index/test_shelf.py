"""Editions stand side by side on a shelf: what is built, kept, deleted and waited for."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from index.errors import (
    AmbiguousEdition,
    EditionIsLive,
    NoEarlierEdition,
    NoReportYet,
    ShelfBusy,
    UnknownEdition,
    UnknownReport,
)
from index.folders import coverage_folder
from index.models import ModelIdentity
from index.shelf import Shelf
from ingest.report import Passage, Report

CUT = {"version": 1}
Put = Callable[[Shelf, Report], str]
Named = Callable[..., Report]


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def test_an_empty_home_has_no_report(shelf: Shelf) -> None:
    assert shelf.reports() == []
    with pytest.raises(NoReportYet):
        shelf.live()


def test_the_same_again_builds_nothing(
    shelf: Shelf, report: Report, passages: tuple[Passage, ...], encoder: Any
) -> None:
    first = shelf.publish(report, encoder, passages=passages, cut=CUT)
    before, encoder.encoded = fingerprint(shelf.home), []
    second = shelf.publish(report, encoder, passages=passages, cut=CUT)
    assert (first.built, second.built) == (True, False)
    assert second.edition_id == first.edition_id
    assert encoder.encoded == []
    assert fingerprint(shelf.home) == before


def test_what_stands_already_is_known_without_reading_the_pdf(
    shelf: Shelf, report: Report, put: Put
) -> None:
    model = ModelIdentity("trigrams", "r1", 32)
    assert shelf.standing("bilan", report.sha256, model, CUT) is None
    edition = put(shelf, report)
    standing = shelf.standing("bilan", report.sha256, model, CUT)
    assert standing is not None
    assert (standing.edition_id, standing.built) == (edition, False)
    other = ModelIdentity("trigrams", "r2", 32)
    assert shelf.standing("bilan", report.sha256, other, CUT) is None


def test_a_new_version_is_a_new_edition_and_the_old_one_is_kept(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    old = put(shelf, report_named("bilan", "La piscine est fermée."))
    new = put(shelf, report_named("bilan", "La piscine est ouverte."))
    (shelved,) = shelf.reports()
    assert [(e.manifest.edition, e.live) for e in shelved.editions] == [(old, False), (new, True)]


def test_passages_of_the_edition_before_are_not_encoded_again(
    shelf: Shelf, report_named: Named, put: Put, encoder: Any
) -> None:
    put(shelf, report_named("bilan", "La piscine est fermée.", "Le canal est ouvert."))
    encoder.encoded.clear()
    put(shelf, report_named("autre", "La piscine est ouverte.", "Le canal est ouvert."))
    assert encoder.encoded == ["Bilan\nChapitre\nLa piscine est ouverte."]


def test_an_unknown_report_is_refused_with_those_that_are_known(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    put(shelf, report_named("bilan"))
    put(shelf, report_named("autre"))
    for ask in (shelf.live, shelf.set_default, shelf.rollback):
        with pytest.raises(UnknownReport) as refused:
            ask("blian")
        assert refused.value.values == {"slug": "blian", "known": "autre, bilan"}


def test_the_live_edition_cannot_be_deleted(shelf: Shelf, report: Report, put: Put) -> None:
    edition = put(shelf, report)
    before = fingerprint(shelf.home)
    with pytest.raises(EditionIsLive) as refused:
        shelf.delete(edition)
    assert refused.value.values == {"report": "bilan", "edition": edition}
    assert fingerprint(shelf.home) == before


def test_a_deleted_edition_is_gone_and_forgotten(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    old, new = (put(shelf, report_named("bilan", text)) for text in ("Un.", "Deux."))
    shelf.delete(old)
    assert [p.name for p in (shelf.home / "editions" / "bilan").iterdir()] == [new]
    with pytest.raises(NoEarlierEdition):
        shelf.rollback("bilan")
    with pytest.raises(UnknownEdition):
        shelf.publish_edition(old)


def test_the_coverage_of_a_deleted_edition_is_gone_too(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    old, new = (put(shelf, report_named("bilan", text)) for text in ("Un.", "Deux."))
    kept = [coverage_folder(shelf.home, "bilan", edition) for edition in (old, new)]
    for folder in kept:
        folder.mkdir(parents=True)
        (folder / "a.json").write_text("{}", encoding="utf-8")
    shelf.delete(old)
    assert [folder.is_dir() for folder in kept] == [False, True]


def test_an_edition_of_two_reports_is_named_with_its_report(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    one = put(shelf, report_named("a"))
    assert put(shelf, report_named("b")) == one
    put(shelf, report_named("b", "Autre."))
    with pytest.raises(AmbiguousEdition) as refused:
        shelf.delete(one)
    assert refused.value.values == {"edition": one, "reports": "a, b"}
    shelf.delete(f"b/{one}")
    assert shelf.live("a").id == one


def test_ingesting_again_mends_a_damaged_edition(shelf: Shelf, report: Report, put: Put) -> None:
    edition = put(shelf, report)
    (shelf.home / "editions" / "bilan" / edition / "words.json").unlink()
    assert put(shelf, report) == edition
    assert shelf.problems(deep=True) == []
    assert [p.name for p in (shelf.home / "editions" / "bilan").iterdir()] == [edition]


def test_leftovers_of_an_ingestion_that_was_cut_off_are_swept_away(
    shelf: Shelf, report: Report, put: Put
) -> None:
    leftover = shelf.home / "editions" / "bilan" / ".building-0123-77"
    leftover.mkdir(parents=True)
    (leftover / "passages.jsonl").write_bytes(b"{")
    assert shelf.reports() == []
    edition = put(shelf, report)
    assert [p.name for p in (shelf.home / "editions" / "bilan").iterdir()] == [edition]


class WaitingEncoder:
    """Says when it is at work, and waits until it may go on."""

    def __init__(self, inner: Any) -> None:
        self.name, self.revision, self.dimension = inner.name, inner.revision, inner.dimension
        self.encode_query = inner.encode_query
        self.inner, self.at_work, self.may_go_on = inner, Event(), Event()

    def encode_document(self, texts: Any) -> Any:
        self.at_work.set()
        assert self.may_go_on.wait(60)
        return self.inner.encode_document(texts)


def test_a_second_ingestion_waits_for_the_first_and_says_so(
    shelf: Shelf, report: Report, passages: tuple[Passage, ...], encoder: Any
) -> None:
    slow, heard, built = WaitingEncoder(encoder), [], {}

    def ingest(name: str, with_encoder: Any, progress: Callable[..., None]) -> None:
        own = Shelf(shelf.home)
        published = own.publish(report, with_encoder, progress, passages=passages, cut=CUT)
        built[name] = published.built

    def listen(stage: str, _done: int, _total: int) -> None:
        heard.append(stage)
        slow.may_go_on.set()

    first = Thread(target=ingest, args=("first", slow, lambda *_: None))
    first.start()
    assert slow.at_work.wait(60)
    second = Thread(target=ingest, args=("second", encoder, listen))
    second.start()
    first.join()
    second.join()
    assert built == {"first": True, "second": False}
    assert heard == ["wait"]


def test_a_second_ingestion_without_patience_is_told_that_the_shelf_is_busy(
    shelf: Shelf, report: Report, passages: tuple[Passage, ...], encoder: Any
) -> None:
    slow = WaitingEncoder(encoder)
    first = Thread(
        target=shelf.publish, args=(report, slow), kwargs={"passages": passages, "cut": CUT}
    )
    first.start()
    assert slow.at_work.wait(60)
    try:
        with pytest.raises(ShelfBusy) as refused:
            Shelf(shelf.home, patience=0.0).publish(report, encoder, passages=passages, cut=CUT)
    finally:
        slow.may_go_on.set()
        first.join()
    assert refused.value.values == {"path": str(shelf.home / "ingest.lock"), "seconds": 0.0}


def test_the_register_is_readable_json(shelf: Shelf, report: Report, put: Put) -> None:
    edition = put(shelf, report)
    record = json.loads((shelf.home / "shelf.json").read_text(encoding="utf-8"))
    assert record == {"format": 1, "default": "bilan", "reports": {"bilan": [edition]}}
