"""Someone of the staff reads the gaps in a browser: from a group to its questions and files."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect

from index.shelf import Shelf
from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from ui.accounts import AccountFile, Role

pytestmark = pytest.mark.browser

PASSWORD = "cheval agrafe pile"


def entry(text: str, outcome: Outcome) -> Entry:
    return Entry(date.today(), 9, Desk.RESIDENTS, outcome, text)


@pytest.fixture(scope="module")
def desk(
    make_shelf: Callable[..., Shelf],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Any,
) -> Iterator[str]:
    """Where the desk is: three questions that were missed, two of them nearly the same."""
    shelf = make_shelf(bilan)
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    AccountFile(shelf.home).add("paul", Role.STAFF, hashed)
    store = JournalStore(shelf.home / FILE)
    store.append(entry("Combien de trottinettes électriques ?", Outcome.NOT_IN_REPORT))
    store.append(entry("trotinettes electriques", Outcome.NOT_IN_REPORT))
    store.append(entry("Combien de repas pour la piste cyclable ?", Outcome.MENTIONED))
    store.close()
    with serve(shelf, journal=JournalWriter(JournalStore(shelf.home / FILE), 6)) as served:
        served.encoder.set()
        yield served.address + "pilotage"


@pytest.fixture
def page(chromium: Browser, desk: str) -> Iterator[Page]:
    """The desk without scripts, signed in."""
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(desk)
    page.locator("#name").fill("paul")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que couvre le rapport")
    yield page
    context.close()


def test_a_group_leads_to_its_questions_and_the_report_can_be_saved(page: Page) -> None:
    page.get_by_role("link", name="Manques").click()
    expect(page.locator(".gaps > li")).to_have_count(2)
    page.get_by_role("link", name="trottinettes électriques").click()
    expect(page.locator("pre.command")).to_contain_text("- id: trottinettes-electriques")
    page.get_by_role("link", name="2 fois").click()
    expect(page.locator("td.text")).to_have_count(2)
    page.get_by_role("link", name="Voir ce groupe").click()
    page.get_by_role("link", name="Retour aux manques").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="À lire ou à envoyer").click()
    assert saved.value.suggested_filename.endswith(".md")


def test_supply_and_demand_are_drawn_over_a_table_of_the_same_figures(page: Page) -> None:
    page.get_by_role("link", name="Offre et demande").click()
    chart = page.locator(".chart img")
    expect(chart).to_have_attribute("alt", re.compile("Le tableau donne les mêmes chiffres"))
    # A busy machine takes long to load what draws.
    address = page.url.split("/pilotage")[0] + str(chart.get_attribute("src"))
    drawn = page.request.get(address, timeout=0)
    assert drawn.headers["content-type"] == "image/svg+xml"
    page.reload()
    expect(chart).to_be_visible()
    page.get_by_role("link", name="1 question :").first.click()
    expect(page.locator("td.text")).to_have_text(["Combien de repas pour la piste cyclable ?"])
