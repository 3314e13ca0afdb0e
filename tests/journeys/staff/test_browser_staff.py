"""Someone of the staff in a real browser: from a cell to its quotes, from a figure to questions."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from retrieval.answer import Outcome
from retrieval.journal import Desk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(desk_with: Callable[..., str]) -> str:
    """Where the desk is: an account of the staff's, and three questions in the journal."""
    return desk_with(
        ("Combien de repas ?", Outcome.ANSWERED),
        ("Quelle météo ?", Outcome.NOT_IN_REPORT),
        ("Où sont les écoles ?", Outcome.ANSWERED, Desk.AGENTS),
    )


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
