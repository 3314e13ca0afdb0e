"""An admin closes the residents' pages, opens them again, and says something above them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index.shelf import Shelf
from ui.accounts import Role

pytestmark = pytest.mark.browser

SENTENCE = "Le service reprend lundi. <b>Appelez</b> l'accueil."


@pytest.fixture(scope="module")
def site(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Path,
) -> Iterator[str]:
    """Where the pages are, with an admin's account."""
    shelf = make_shelf(bilan)
    open_account(shelf, "anne", Role.ADMIN)
    with serve(shelf) as served:
        served.encoder.set()
        yield served.address


@pytest.fixture
def admin(site: str, sign_in: Callable[..., Page]) -> Page:
    """Anne, signed in, in a browser that runs no script."""
    return sign_in(site, "anne")


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
