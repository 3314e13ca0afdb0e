"""Someone of the staff in a real browser: from a cell to its quotes, from a figure to questions."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index.shelf import Shelf
from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter

pytestmark = pytest.mark.browser


def entry(text: str, outcome: Outcome, desk: Desk = Desk.RESIDENTS) -> Entry:
    return Entry(date.today(), 9, desk, outcome, text)


@pytest.fixture(scope="module")
def desk(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Any,
) -> Iterator[str]:
    """Where the desk is: an account of the staff's, and three questions in the journal."""
    shelf = make_shelf(bilan)
    open_account(shelf)
    store = JournalStore(shelf.home / FILE)
    store.append(entry("Combien de repas ?", Outcome.ANSWERED))
    store.append(entry("Quelle météo ?", Outcome.NOT_IN_REPORT))
    store.append(entry("Où sont les écoles ?", Outcome.ANSWERED, Desk.AGENTS))
    store.close()
    with serve(shelf, journal=JournalWriter(JournalStore(shelf.home / FILE), 6)) as served:
        served.encoder.set()
        yield served.address


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, desk: str, sign_in: Callable[..., Page]) -> Page:
    """The first page of the desk; it has to work whether the browser runs scripts or not."""
    return sign_in(desk, scripts=request.param)


def test_a_cell_of_the_matrix_leads_to_its_quotes_and_back(page: Page) -> None:
    row = page.locator(".matrix tr:has(a)").first
    topic = row.get_by_role("rowheader").inner_text()
    cell = row.get_by_role("link").first
    pages = int(cell.locator(".pages").inner_text().split()[0])
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(topic)
    expect(page.locator("blockquote")).to_have_count(pages)
    site = page.url.split("/pilotage")[0]
    for name in ("Ouvrir le PDF", "Voir l’image"):
        shown = page.get_by_role("link", name=name).first.get_attribute("href")
        assert page.request.get(site + str(shown)).ok
    page.get_by_role("link", name="Retour au tableau").click()
    expect(page.get_by_role("table", name="Couverture des thèmes")).to_be_visible()


def test_a_figure_leads_to_its_questions_and_filters_narrow_them(page: Page) -> None:
    page.get_by_role("link", name="Questions posées").click()
    texts = page.locator("td.text")
    expect(texts).to_have_count(3)
    page.get_by_role("link", name="Le rapport répond").click()
    expect(texts).to_have_count(2)
    page.get_by_label("Poste", exact=True).select_option("agents")
    page.get_by_role("button", name="Filtrer").click()
    expect(texts).to_have_text(["Où sont les écoles ?"])
    page.get_by_role("link", name="Effacer les filtres").click()
    expect(texts).to_have_count(3)


def test_a_wide_table_scrolls_in_its_own_place_by_the_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    region = page.get_by_role("region", name="Couverture des thèmes")
    region.focus()
    expect(region).to_be_focused()
    page.keyboard.press("ArrowRight")
    outside = "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(outside)
