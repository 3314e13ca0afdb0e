"""Large print, strong contrast and paper, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
MEALS = "Combien de repas a servi la cuisine centrale ?"
LARGE, STRONG = "[data-display=large]", "[data-display=more]"
SIZE = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(0, 0, 0)"


def style(element: Locator, name: str) -> Any:
    return element.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def has(page: Page, name: str, value: str) -> None:
    expect(page.locator("html")).to_have_attribute(name, value)


def test_large_print_is_two_fifths_larger_and_is_taken_back(visit: Visit) -> None:
    page = visit().page
    before = page.evaluate(SIZE)
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", "false")
    page.locator(LARGE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(SIZE) / before == pytest.approx(1.41, abs=0.01)
    page.locator(LARGE).click()
    assert page.evaluate(SIZE) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_strong_contrast_is_ink_on_paper_with_thicker_lines(scheme: str, visit: Visit) -> None:
    visitor = visit(color_scheme=scheme)
    card = visitor.ask(MEALS)
    visitor.page.locator(STRONG).click()
    darkest = {"light": (BLACK, WHITE), "dark": (WHITE, "rgb(18, 18, 18)")}[scheme]
    for element in (card.locator("h2"), card.locator("blockquote").first):
        assert style(element, "color") == darkest[0]
    assert style(card, "backgroundColor") == darkest[1]
    assert style(card, "borderTopWidth") == "2px"
    assert style(card.locator(".links a").first, "textDecorationLine") == "underline"


@pytest.mark.parametrize("place", ["", "recherche", "agents"])
def test_what_was_chosen_holds_on_every_page_and_after_loading_again(
    place: str, visit: Visit, served: Any
) -> None:
    page = visit(served.address + "recherche", first="#champ").page
    page.locator(LARGE).click()
    page.locator(STRONG).click()
    page.goto(served.address + place)
    has(page, "data-size", "large")
    has(page, "data-contrast", "more")
    expect(page.locator(LARGE)).to_be_visible()
    expect(page.locator(LARGE)).to_have_attribute("aria-pressed", "true")
    page.locator(LARGE).click()
    page.reload()
    has(page, "data-contrast", "more")
    assert page.locator("html").get_attribute("data-size") is None


def test_other_windows_follow(visit: Visit) -> None:
    visitor = visit()
    other = visitor.open()
    visitor.page.locator(LARGE).click()
    has(other, "data-size", "large")


def test_a_system_that_asks_for_contrast_gets_it_without_a_press(visit: Visit) -> None:
    page = visit(contrast="more").page
    has(page, "data-contrast", "more")
    expect(page.locator(STRONG)).to_be_hidden()
    assert style(page.locator("h1"), "color") == BLACK
    assert page.evaluate("localStorage.length") == 0


def test_without_a_script_there_are_no_switches_and_the_system_is_heard(
    visit: Visit, served: Any
) -> None:
    about = {"java_script_enabled": False, "contrast": "more"}
    page = visit(served.address + "recherche", first="#champ", **about).page
    expect(page.locator(LARGE)).to_be_hidden()
    assert page.locator("html").get_attribute("data-contrast") is None
    assert style(page.locator("h1"), "color") == BLACK


@pytest.mark.parametrize("width", [320, 390])
def test_large_print_is_not_scrolled_sideways(width: int, visit: Visit) -> None:
    visitor = visit(viewport={"width": width, "height": 800})
    visitor.page.locator(LARGE).click()
    visitor.page.locator(STRONG).click()
    visitor.ask(MEALS)
    visitor.ask("Comment renouveler ma carte d'identité ?")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == width


def test_on_paper_are_the_question_the_quote_and_the_edition_without_any_control(
    visit: Visit, tmp_path: Path
) -> None:
    visitor = visit(color_scheme="dark")
    card = visitor.ask(MEALS)
    visitor.ask("Comment renouveler ma carte d'identité ?")
    page = visitor.page
    for picture in card.locator(".picture img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.picture img')].every((one) => one.naturalWidth)"
    )
    printed = tmp_path / "conversation.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    reader = pypdf.PdfReader(printed)
    text = " ".join(" ".join(each.extract_text() for each in reader.pages).split())
    for said in ("Bilan de la ville", "3 pages, édition du", MEALS[:-2], "412 000 repas", "mairie"):
        assert said in text.replace("\u00a0", " ")
    for left in (
        "Chercher",
        "Modifier",
        "Nouvelle question",
        "Grands",
        "Ouvrir",
        "Agrandir",
        "http",
    ):
        assert left not in text
    assert sum(len(each.images) for each in reader.pages) == card.locator(".picture").count()


def test_on_paper_the_whole_page_is_shown_black_on_white(visit: Visit) -> None:
    visitor = visit(color_scheme="dark")
    card = visitor.ask(MEALS)
    visitor.page.emulate_media(media="print", color_scheme="dark")
    assert style(card.locator("h2"), "color") == BLACK
    assert style(visitor.page.locator("body"), "backgroundColor") == WHITE
    window, sheet = (card.locator(f".picture {part}").first for part in (".window", ".sheet"))
    outside, inside = window.bounding_box(), sheet.bounding_box()
    assert outside
    assert inside
    assert inside["height"] / inside["width"] == pytest.approx(842 / 595, abs=0.01)
    assert outside["y"] <= inside["y"]
    assert inside["y"] + inside["height"] <= outside["y"] + outside["height"]
