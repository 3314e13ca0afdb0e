"""An edition that is built to be looked at first answers nobody until it goes live."""

import json
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from filelock import FileLock

from index.errors import EditionDamaged, LiveMeanwhile, NoReportYet, NotLiveYet, ShelfBusy
from index.shelf import Shelf
from ingest.report import Report

CUT = {"version": 1}
Put = Callable[[Shelf, Report], str]
Named = Callable[..., Report]
HoldBack = Callable[[Report], str]


def states(shelf: Shelf, slug: str = "bilan") -> dict[str, tuple[bool, bool]]:
    """Whether each edition is live, and whether it waits."""
    (found,) = (each for each in shelf.reports() if each.slug == slug)
    return {each.manifest.edition: (each.live, each.waiting) for each in found.editions}


@pytest.fixture
def hold_back(shelf: Shelf, encoder: Any) -> HoldBack:
    """A function that builds an edition of a report, not live; gives its id."""
    return lambda report: shelf.publish(report, encoder, cut=CUT, live=False).edition_id


def test_an_edition_that_waits_leaves_the_live_one_answering(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    old = put(shelf, report_named("bilan", "La piscine est fermée."))
    new = hold_back(report_named("bilan", "La piscine est ouverte."))
    assert shelf.live().id == old
    assert states(shelf) == {old: (True, False), new: (False, True)}


def test_an_edition_that_waits_does_not_answer_even_where_the_live_one_is_damaged(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    old = put(shelf, report_named("bilan", "La piscine est fermée."))
    hold_back(report_named("bilan", "La piscine est ouverte."))
    manifest = shelf.home / "editions" / "bilan" / old / "manifest.json"
    manifest.write_text(manifest.read_text().replace("Titre", "Autre"))
    with pytest.raises(EditionDamaged):
        shelf.live("bilan")


def test_a_report_of_which_nothing_is_live_is_no_report_to_ask(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    hold_back(report_named("bilan"))
    with pytest.raises(NoReportYet):
        shelf.live()
    with pytest.raises(NotLiveYet):
        shelf.live("bilan")
    with pytest.raises(NotLiveYet):
        shelf.set_default("bilan")
    put(shelf, report_named("dossier"))
    assert shelf.live().report_slug == "dossier"
    assert [manifest.report for manifest in shelf.listed()] == ["dossier"]


def test_the_first_edition_of_a_report_of_ones_own_becomes_the_default_once_it_is_live(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    put(shelf, report_named("dossier"))
    shelf.publish_edition(f"bilan/{hold_back(report_named('bilan'))}")
    assert shelf.live().report_slug == "bilan"


def test_an_edition_that_waited_goes_live_and_can_be_taken_back(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    old = put(shelf, report_named("bilan", "La piscine est fermée."))
    new = hold_back(report_named("bilan", "La piscine est ouverte."))
    shelf.publish_edition(new, instead_of=old)
    assert states(shelf) == {old: (False, False), new: (True, False)}
    shelf.rollback("bilan", instead_of=new)
    assert states(shelf) == {old: (True, False), new: (False, False)}


def test_holding_back_what_is_live_changes_nothing(
    shelf: Shelf, report: Report, put: Put, hold_back: HoldBack
) -> None:
    live = put(shelf, report)
    assert hold_back(report) == live
    assert states(shelf) == {live: (True, False)}


def test_an_edition_that_waits_can_be_deleted_and_is_forgotten(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    old = put(shelf, report_named("bilan", "La piscine est fermée."))
    new = hold_back(report_named("bilan", "La piscine est ouverte."))
    shelf.delete(new)
    assert states(shelf) == {old: (True, False)}
    assert "waiting" not in (shelf.home / "shelf.json").read_text()


def test_of_two_who_publish_at_once_the_second_is_told_which_edition_is_live(
    shelf: Shelf, report_named: Named, put: Put, hold_back: HoldBack
) -> None:
    seen = put(shelf, report_named("bilan", "La piscine est fermée."))
    first = hold_back(report_named("bilan", "La piscine est ouverte."))
    second = hold_back(report_named("bilan", "La piscine est vide."))
    shelf.publish_edition(first, instead_of=seen)
    with pytest.raises(LiveMeanwhile) as refused:
        shelf.publish_edition(second, instead_of=seen)
    assert refused.value.values == {"report": "bilan", "edition": first}
    with pytest.raises(LiveMeanwhile):
        shelf.rollback("bilan", instead_of=seen)
    assert shelf.live().id == first
    assert states(shelf)[second] == (False, True)


def test_a_change_while_another_has_the_lock_is_refused_after_the_patience(
    shelf: Shelf, report: Report, put: Put
) -> None:
    edition = put(shelf, report)
    hasty, held, over = Shelf(shelf.home, patience=0.01), Event(), Event()

    def hold() -> None:
        with FileLock(shelf.home / "shelf.lock"):
            held.set()
            over.wait()

    thread = Thread(target=hold)
    thread.start()
    held.wait()
    try:
        with pytest.raises(ShelfBusy):
            hasty.set_default("bilan")
    finally:
        over.set()
        thread.join()
    assert hasty.live().id == edition


def test_a_home_of_a_selon_that_knew_no_waiting_is_read(
    shelf: Shelf, report: Report, put: Put
) -> None:
    edition = put(shelf, report)
    register = {"format": 1, "default": None, "reports": {"bilan": [edition]}}
    (shelf.home / "shelf.json").write_text(json.dumps(register))
    assert shelf.live("bilan").id == edition
