"""An admin's morning in a real browser: an edition comes out and goes back; the big switch."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.shelf import Shelf
from ui.accounts import AccountFile, Role

pytestmark = pytest.mark.browser

PASSWORD = "cheval agrafe pile"
SENTENCE = "Le service reprend lundi. <b>Appelez</b> l'accueil."


@pytest.fixture(scope="module")
def shelf(make_shelf: Callable[..., Shelf], bilan: Path) -> Shelf:
    """A shelf with one edition, and an admin's account beside it."""
    shelf = make_shelf(bilan)
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    AccountFile(shelf.home).add("anne", Role.ADMIN, hashed)
    return shelf


@pytest.fixture(scope="module")
def site(shelf: Shelf, serve: Callable[..., AbstractContextManager[Any]]) -> Iterator[str]:
    """Where the pages over that shelf are."""
    with serve(shelf) as served:
        served.encoder.set()
        yield served.address


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no script: the desk needs none."""
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture(scope="module")
def admin(context: BrowserContext, site: str) -> Page:
    """Anne, signed in."""
    page = context.new_page()
    page.goto(site + "pilotage")
    page.locator("#name").fill("anne")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    # Coverage is worked out at the first visit.
    page.get_by_role("heading", name="Ce que couvre le rapport").wait_for(timeout=0)
    return page


def way(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages du pilotage").get_by_role("link", name=name).click()


def until_over(page: Page) -> None:
    """Presses « Actualiser » as someone would, until the work is over."""
    while (again := page.get_by_role("link", name="Actualiser")).count():
        page.wait_for_timeout(300)
        again.click()


def test_an_admin_brings_out_an_edition_reads_what_it_changes_and_takes_it_back(
    admin: Page, site: str, shelf: Shelf, later_bilan: Path
) -> None:
    before = shelf.live().id
    way(admin, "Éditions")
    admin.get_by_label("Fichier PDF").set_input_files(later_bilan)
    with admin.expect_navigation():
        admin.get_by_role("button", name="Envoyer").click()
    until_over(admin)
    expect(admin.get_by_role("rowheader")).to_have_text(["◐ à examiner", "● en service"])
    assert shelf.live().id == before

    admin.get_by_role("link", name="Comparer").click()
    with admin.expect_navigation():
        admin.get_by_role("button", name="Comparer les deux éditions").click()
    until_over(admin)
    summary = admin.get_by_role("list", name="Ce qui change")
    expect(summary).to_contain_text("1 réponse change")
    expect(summary).to_contain_text("1 passage modifié")
    row = admin.get_by_role("row", name="Combien de repas a servi la cuisine centrale")
    expect(row.get_by_role("cell").nth(0)).to_contain_text("412 000")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("455 000")

    admin.get_by_role("button", name="Mettre en service").click()
    expect(admin.get_by_role("status")).to_contain_text("cette édition est en service")
    after = shelf.live().id
    assert after != before
    admin.get_by_role("button", name="Revenir à l’édition précédente").click()
    expect(admin.get_by_role("status")).to_contain_text("de nouveau en service")
    assert shelf.live().id == before

    admin.get_by_role("button", name="Supprimer").click()
    assert len(shelf.reports()[0].editions) == 2
    admin.get_by_role("button", name="Supprimer définitivement").click()
    expect(admin.get_by_role("status")).to_contain_text("supprimée")
    assert [each.manifest.edition for each in shelf.reports()[0].editions] == [before]

    way(admin, "Service")
    admin.get_by_role("link", name="Voir qui a changé quoi").click()
    deeds = admin.locator("tbody tr td:nth-child(3)")
    expect(deeds).to_have_text(
        ["suppression", "retour à l’édition précédente", "mise en service", "envoi d’une édition"]
    )
    expect(admin.locator("tbody tr td:nth-child(2)").first).to_have_text("anne")


def test_a_file_that_is_no_pdf_is_refused_in_a_sentence(
    admin: Page, site: str, tmp_path: Path
) -> None:
    letter = tmp_path / "lettre.pdf"
    letter.write_text("Bonjour")
    admin.goto(site + "pilotage/editions")
    admin.get_by_label("Fichier PDF").set_input_files(letter)
    admin.get_by_role("button", name="Envoyer").click()
    expect(admin.get_by_role("main")).to_contain_text("« lettre.pdf » n’est pas un PDF")


def test_the_big_switch_replaces_the_residents_pages_at_once_and_open_chats_hear_of_it(
    admin: Page, site: str, visit: Callable[..., Any]
) -> None:
    resident = visit(site)
    assert "412" in resident.ask("Combien de repas a servi la cuisine centrale ?").inner_text()
    admin.goto(site + "pilotage/service")
    admin.get_by_label("Phrase que les habitants").fill(SENTENCE)
    admin.get_by_role("button", name="Suspendre le service").click()
    expect(admin.get_by_role("status")).to_contain_text("Suspendues")

    resident.page.locator("#question textarea").fill("Et la bibliothèque ?")
    resident.page.locator("#question textarea").press("Enter")
    expect(resident.page.locator("#turned-down")).to_contain_text("Le service reprend lundi.")
    assert resident.page.locator(".turn").count() == 1
    for path in ("", "recherche", "recherche?q=repas", "r/aaaaaaaaaa"):
        answer = resident.page.goto(site + path)
        assert answer.status == 503
        assert answer.headers["retry-after"] == "600"
        expect(resident.page.get_by_role("main")).to_have_text(SENTENCE.replace("'", "’"))
    resident.page.goto(site + "agents")
    expect(resident.page.locator("#password")).to_be_visible()

    admin.get_by_role("button", name="Rouvrir le service").click()
    resident.page.goto(site + "recherche")
    expect(resident.page.get_by_role("main")).not_to_contain_text("reprend lundi")


def test_an_announcement_stands_above_the_pages_until_it_is_taken_away(
    admin: Page, site: str, visit: Callable[..., Any]
) -> None:
    admin.goto(site + "pilotage/service")
    admin.get_by_label("Annonce à afficher").fill("Maintenance samedi <matin>.")
    admin.get_by_role("button", name="Afficher cette annonce").click()
    resident = visit(site).page
    for path in ("", "recherche", "vos-recours"):
        resident.goto(site + path)
        expect(resident.locator(".announcement")).to_have_text("Maintenance samedi <matin>.")
    admin.get_by_role("button", name="Retirer l’annonce").click()
    resident.goto(site + "recherche")
    expect(resident.locator(".announcement")).to_have_count(0)
