"""A morning at the staff's desk, from the first page to signing out, in one sitting."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from index.shelf import Shelf
from retrieval.answer import Outcome
from retrieval.gold import Kind, read_gold
from retrieval.journal import Desk, Entry
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from retrieval.review_store import FILE as REVIEWS
from retrieval.review_store import ReviewStore
from ui.accounts import Role
from ui.site.operator import Site

pytestmark = pytest.mark.browser

MEALS = "Combien de repas a servi la cuisine centrale ?"
BIKES = "Où la piste cyclable mène-t-elle ?"
ASKED = {
    MEALS: Outcome.ANSWERED,
    BIKES: Outcome.MENTIONED,
    "Combien de trottinettes électriques ?": Outcome.NOT_IN_REPORT,
    "trotinettes electriques": Outcome.NOT_IN_REPORT,
}


@dataclass(frozen=True)
class Town:
    """Where the pages are, and the shelf behind them."""

    address: str
    shelf: Shelf


@pytest.fixture
def town(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Path,
) -> Iterator[Town]:
    """The pages over `bilan`: what was asked yesterday is noted, and somebody reviews answers."""
    shelf = make_shelf(bilan)
    open_account(shelf, "anne", Role.ADMIN)
    store, live = JournalStore(shelf.home / FILE), shelf.live().id
    for text, outcome in ASKED.items():
        store.append(Entry(date.today(), 9, Desk.RESIDENTS, outcome, text, edition=live))
    store.close()
    given: Any = {
        "journal": JournalWriter(JournalStore(shelf.home / FILE), 6),
        "reviews": ReviewStore(shelf.home / REVIEWS),
        "site": Site(reviewer="Accueil"),
    }
    with serve(shelf, **given) as served:
        served.encoder.set()
        yield Town(served.address, shelf)


@pytest.fixture
def next_edition(later_bilan: Path, blank: Path, tmp_path: Path) -> Path:
    """The report a year later, with a page at its end on which nothing can be read."""
    path = tmp_path / "bilan-2.pdf"
    with pikepdf.open(later_bilan) as report, pikepdf.open(blank) as empty:
        report.pages.append(empty.pages[0])
        report.save(path)
    return path


def way(page: Page, name: str) -> None:
    """On to another page of the desk, by the keyboard."""
    link = page.get_by_role("navigation", name="Pages du pilotage").get_by_role("link", name=name)
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_gaps_are_read_answers_marked_and_an_edition_brought_out_and_taken_back(
    town: Town, sign_in: Callable[..., Page], next_edition: Path
) -> None:
    page = sign_in(town.address, "anne", scripts=True)
    reads_the_gaps(page)
    marks_two_answers(page, town)
    brings_an_edition_out_and_takes_it_back(page, town, next_edition)
    signs_out(page, town)


def reads_the_gaps(page: Page) -> None:
    way(page, "Manques")
    page.get_by_role("link", name="trottinettes électriques").click()
    expect(page.locator("pre.command")).to_contain_text("- id: trottinettes-electriques")
    page.get_by_role("link", name="2 fois").click()
    expect(page.locator("td.text")).to_have_count(2)
    page.get_by_role("link", name="Voir ce groupe").click()
    page.get_by_role("link", name="Retour aux manques").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="À lire ou à envoyer").click()
    assert saved.value.suggested_filename.endswith(".md")


def marks_two_answers(page: Page, town: Town) -> None:
    way(page, "Relecture")
    page.get_by_role("link", name=MEALS).click()
    picture = page.locator("svg[role=img]").first
    expect(picture.locator("rect")).to_have_count(1)
    shown = picture.locator("image").get_attribute("href")
    assert page.request.get(town.address.removesuffix("/") + str(shown)).ok
    page.get_by_label("C’est juste").check()
    page.get_by_label("Ce qu’une bonne réponse doit montrer").fill("412 000")
    page.get_by_label("Afficher « Vérifié le").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré")

    page.get_by_role("link", name=BIKES).first.click()
    answered = page.get_by_label("Mauvaise page").count()
    page.get_by_label("Mauvaise page" if answered else "Le rapport y répond pourtant").check()
    # Enter in the field looks the passage up, and keeps nothing.
    page.get_by_label("Des mots du rapport").fill("3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("input[name=passage]").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer").click()
    gold = {each.question: each for each in read_gold(town.shelf.home / "gold.jsonl")}
    assert (gold[MEALS].kind, gold[MEALS].pages, gold[MEALS].keys) == (
        Kind.DIRECT,
        (2,),
        ("412 000",),
    )
    assert gold[BIKES].pages == (3,)
    with page.expect_navigation():
        page.get_by_role("button", name=f"Annuler la relecture : {BIKES}").click()
    expect(page.get_by_role("link", name=BIKES)).to_have_count(1)


def brings_an_edition_out_and_takes_it_back(page: Page, town: Town, next_edition: Path) -> None:
    before = town.shelf.live().id
    way(page, "Éditions")
    page.get_by_label("Fichier PDF").set_input_files(next_edition)
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer").click()
    # The page says by itself that the report is read.
    expect(page.get_by_role("rowheader")).to_have_text(["◐ à examiner", "● en service"])
    assert town.shelf.live().id == before

    page.get_by_role("link", name="Comparer").click()
    expect(page.locator(".doubtful")).to_contain_text("Non lue")
    looked_at = page.locator(".doubtful img")
    looked_at.scroll_into_view_if_needed()
    expect(looked_at).to_have_js_property("complete", True)
    assert looked_at.evaluate("image => image.naturalWidth") == 360
    with page.expect_navigation():
        page.get_by_role("button", name="Comparer les deux éditions").click()
    summary = page.get_by_role("list", name="Ce qui change")
    expect(summary).to_contain_text("1 réponse change")
    expect(summary).to_contain_text("1 passage modifié")
    row = page.get_by_role("row", name=MEALS.removesuffix(" ?"))
    expect(row.get_by_role("cell").nth(0)).to_contain_text("412 000")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("455 000")

    with page.expect_navigation():
        page.get_by_role("button", name="Mettre en service").click()
    expect(page.get_by_role("status")).to_contain_text("cette édition est en service")
    assert town.shelf.live().id != before
    with page.expect_navigation():
        page.get_by_role("button", name="Revenir à l’édition précédente").click()
    expect(page.get_by_role("status")).to_contain_text("de nouveau en service")
    assert town.shelf.live().id == before

    with page.expect_navigation():
        page.get_by_role("button", name="Supprimer").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_role("status")).to_contain_text("supprimée")
    assert [each.manifest.edition for each in town.shelf.reports()[0].editions] == [before]
    way(page, "Service")
    page.get_by_role("link", name="Voir qui a changé quoi").click()
    editions = ["suppression", "retour à l’édition précédente", "mise en service"]
    reviews = ("^relecture retirée", "^réponse relue", "^réponse relue")
    expect(page.locator("tbody tr td:nth-child(3)")).to_have_text(
        [*editions, "envoi d’une édition", *map(re.compile, reviews)]
    )
    expect(page.locator("tbody tr td:nth-child(2)").first).to_have_text("anne")


def signs_out(page: Page, town: Town) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Se déconnecter").click()
    page.goto(town.address + "pilotage/editions")
    expect(page.locator("#password")).to_be_visible()
    # A resident asks it in other letters, and reads that the answer was checked.
    page.goto(town.address + "recherche?q=combien de repas a servi la cuisine centrale")
    expect(page.locator(".checked")).to_contain_text("Vérifié le")
