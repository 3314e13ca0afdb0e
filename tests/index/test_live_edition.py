"""Which edition of a report is live, and which report is asked when none is named."""

from collections.abc import Callable
from typing import Any

import pytest

from index.errors import EditionDamaged, NoEarlierEdition
from index.search import Query, search
from index.shelf import DOSSIER_SLUG, Shelf
from ingest import sources
from ingest.report import Report

Put = Callable[[Shelf, Report], str]
Named = Callable[..., Report]


def live_ids(shelf: Shelf) -> dict[str, list[str]]:
    return {r.slug: [e.manifest.edition for e in r.editions if e.live] for r in shelf.reports()}


def test_a_published_report_is_live(shelf: Shelf, report: Report, put: Put) -> None:
    edition = put(shelf, report)
    assert shelf.live("bilan").id == shelf.live().id == edition
    assert live_ids(shelf) == {"bilan": [edition]}


def test_the_first_report_of_the_users_own_becomes_the_default(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    put(shelf, report_named("dossier"))
    assert shelf.live().report_slug == "dossier"
    put(shelf, report_named("zebre"))
    put(shelf, report_named("abeille"))
    assert shelf.live().report_slug == "zebre"
    assert [(r.slug, r.default) for r in shelf.reports()] == [
        ("abeille", False),
        ("dossier", False),
        ("zebre", True),
    ]


def test_a_default_that_was_chosen_stays(shelf: Shelf, report_named: Named, put: Put) -> None:
    put(shelf, report_named("dossier"))
    shelf.set_default("dossier")
    put(shelf, report_named("zebre"))
    assert shelf.live().report_slug == "dossier"


def test_the_dossier_has_the_name_that_it_is_fetched_under() -> None:
    assert sources.DOSSIER_SLUG == DOSSIER_SLUG


def test_every_live_edition_is_given_in_the_order_of_names(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    put(shelf, report_named("zebre", "Un zèbre."))
    put(shelf, report_named("abeille", "Une abeille."))
    assert [edition.report_slug for edition in shelf.all_live()] == ["abeille", "zebre"]


def test_the_live_edition_of_every_report_is_listed_though_its_files_be_damaged(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    put(shelf, report_named("zebre", "Un zèbre."))
    zebra = put(shelf, report_named("zebre", "Deux zèbres."))
    bee = put(shelf, report_named("abeille", "Une abeille."))
    (shelf.home / "editions" / "abeille" / bee / "passages.jsonl").write_bytes(b"")
    listed = [(manifest.report, manifest.edition) for manifest in shelf.listed()]
    assert listed == [("abeille", bee), ("zebre", zebra)]


def test_rolling_back_makes_the_edition_before_live_again(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    old, new = (put(shelf, report_named("bilan", text)) for text in ("Un.", "Deux."))
    assert shelf.rollback("bilan").edition == old
    assert live_ids(shelf) == {"bilan": [old]}
    with pytest.raises(NoEarlierEdition):
        shelf.rollback("bilan")
    shelf.publish_edition(new)
    assert live_ids(shelf) == {"bilan": [new]}


def test_a_damaged_live_edition_hands_over_to_the_last_good_one(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    old, new = (put(shelf, report_named("bilan", text)) for text in ("Un.", "Deux."))
    (shelf.home / "editions" / "bilan" / new / "vectors.faiss").write_bytes(b"")
    assert shelf.live("bilan").id == old
    (shelved,) = shelf.reports()
    assert live_ids(shelf) == {"bilan": [old]}
    assert [problem.values["file"] for problem in shelved.problems] == ["vectors.faiss"]
    assert [problem.values["edition"] for problem in shelf.problems()] == [new]


def test_a_report_without_any_good_edition_says_what_is_wrong(
    shelf: Shelf, report: Report, put: Put
) -> None:
    edition = put(shelf, report)
    (shelf.home / "editions" / "bilan" / edition / "passages.jsonl").write_bytes(b"")
    with pytest.raises(EditionDamaged) as refused:
        shelf.live("bilan")
    assert refused.value.values["file"] == "passages.jsonl"
    assert shelf.all_live() == []
    assert live_ids(shelf) == {"bilan": []}


def test_a_lost_or_senseless_register_leaves_the_newest_edition_live(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    put(shelf, report_named("bilan", "Un."))
    new = put(shelf, report_named("bilan", "Deux."))
    (shelf.home / "shelf.json").write_bytes(b"{")
    assert shelf.live("bilan").id == new
    (shelf.home / "shelf.json").unlink()
    assert shelf.live().id == new


def test_a_reader_keeps_answering_while_another_edition_is_published(
    shelf: Shelf, report_named: Named, put: Put, encoder: Any
) -> None:
    put(shelf, report_named("bilan", "La piscine est fermée."))
    held = shelf.live("bilan")
    put(shelf, report_named("bilan", "La piscine est ouverte."))
    first = search([held], Query.of("piscine"), encoder=encoder)[0]
    assert first.passage.text == "La piscine est fermée."
    assert held.pdf.is_file()
