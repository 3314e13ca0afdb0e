"""The operator's colours and logo as a browser shows them, and the links at the foot of a page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from ui.dressing import Garment
from ui.site.colours import Colours
from ui.site.contact import contact_lines
from ui.site.operator import Operator, Site

pytestmark = pytest.mark.browser

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">
<rect width="90" height="30" fill="#1d4f91"/></svg>"""
CONTACT = ["Accueil : 03 00 00 00 00", "un-service-au-nom-tres-long@departement-exemple.fr"]
SITE = Site(
    Operator("Mairie d'Exemple", contact_lines(CONTACT), Garment("logo.svg", LOGO)),
    Colours("#1d4f91", "#9cc3f5"),
)
DAY, NIGHT, PAPER = "rgb(29, 79, 145)", "rgb(156, 195, 245)", "rgb(0, 0, 0)"
LAW = ["accessibilite", "mentions-legales", "donnees-personnelles", "vos-recours"]
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def address(serve: Callable[..., Any], shelf_of_bilan: Any) -> Iterator[str]:
    """Where the pages of `SITE` are served."""
    with serve(shelf_of_bilan, site=SITE) as served:
        served.encoder.set()
        yield served.address


@pytest.fixture
def enter(chromium: Browser, address: str) -> Iterator[Enter]:
    """A function that opens a page of the site; what it is given describes the browser."""
    contexts = []

    def go(path: str = "", width: int = 390, **about: Any) -> Page:
        viewport = {"width": width, "height": 800}
        contexts.append(chromium.new_context(locale="fr-FR", viewport=viewport, **about))
        contexts[-1].set_default_timeout(30_000)
        page: Page = contexts[-1].new_page()
        page.goto(address + path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ["", "recherche", "agents/connexion", "nulle/part", "vos-recours"])
def test_the_accent_is_the_operators_by_day_and_by_night_and_black_on_paper(
    path: str, enter: Enter
) -> None:
    page = enter(path)
    brand = page.locator(".brand")
    expect(brand).to_have_css("color", DAY)
    page.emulate_media(color_scheme="dark")
    expect(brand).to_have_css("color", NIGHT)
    page.emulate_media(color_scheme="light", media="print")
    expect(brand).to_have_css("color", PAPER)


def test_a_legal_page_opens_beside_the_conversation_which_stays(enter: Enter) -> None:
    page = enter()
    page.locator("#question textarea").fill("Combien de repas a servi la cuisine centrale ?")
    page.locator("#question textarea").press("Enter")
    page.locator(".turn").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Accessibilité").click()
    expect(opened.value.locator("h1")).to_have_text("Déclaration d’accessibilité")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_printed_sheet_bears_logo_name_and_contact_without_the_links(
    enter: Enter, tmp_path: Path
) -> None:
    page = enter("recherche?q=Combien+de+repas+a+servi+la+cuisine+centrale")
    with page.context.expect_page() as opened:
        page.locator(".keep button").click()
    kept = opened.value
    kept.wait_for_load_state()
    kept.goto(kept.url + "/fiche")
    expect(kept.locator(".logo")).to_have_js_property("complete", True)
    assert kept.locator(".logo").evaluate("logo => logo.naturalWidth") > 0
    kept.pdf(path=tmp_path / "fiche.pdf")
    text = "".join(each.extract_text() for each in pypdf.PdfReader(tmp_path / "fiche.pdf").pages)
    assert "Mairie d’Exemple" in text
    assert "03 00 00 00 00" in text
    assert "Vos recours" not in text


@pytest.mark.parametrize("path", LAW)
def test_a_legal_page_fits_a_narrow_phone(path: str, enter: Enter) -> None:
    page = enter(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    expect(page.locator("h1")).to_have_count(1)
