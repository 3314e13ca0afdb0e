"""What a resident does without JavaScript: asks, asks on, keeps a link, prints the sheet."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

MEALS = "Combien de repas a servi la cuisine centrale ?"
Enter = Callable[..., Page]


@pytest.fixture
def enter(chromium: Browser, served: Any) -> Iterator[Enter]:
    """A function that opens the search page in a browser that runs no script."""
    contexts = []

    def go(width: int = 390, **about: Any) -> Page:
        viewport = {"width": width, "height": 800}
        given = {"locale": "fr-FR", "viewport": viewport, "java_script_enabled": False, **about}
        contexts.append(chromium.new_context(**given))
        contexts[-1].set_default_timeout(30_000)
        page: Page = contexts[-1].new_page()
        page.goto(served.address + "recherche")
        return page

    yield go
    for context in contexts:
        context.close()


def ask(page: Page, question: str) -> None:
    """Types `question` and sends it with Enter."""
    page.locator("#champ").fill(question)
    page.locator("#champ").press("Enter")
    page.locator("#reponse").wait_for()


def kept(page: Page) -> Page:
    """The page that opens once a link is asked for."""
    with page.context.expect_page() as opened:
        page.locator(".keep button").click()
    opened.value.wait_for_load_state()
    return opened.value


def test_two_questions_a_link_and_its_sheet_without_any_script(
    enter: Enter, tmp_path: Path
) -> None:
    page = enter()
    expect(page.locator("h1")).to_have_text("Bilan de la ville")
    ask(page, "Combien de repas ont été servis en 2024 ?")
    expect(page.locator("blockquote").first).to_contain_text("412 000 repas")
    ask(page, "et à la bibliothèque ?")
    expect(page.locator(".searched")).to_contain_text("bibliothèque")
    expect(page.locator("#reponse h2")).to_have_text("et à la bibliothèque ?")

    page.locator(".again a").click()
    ask(page, MEALS)
    answer = page.locator("blockquote").first.inner_text()
    link = kept(page)
    expect(link.locator("blockquote").first).to_have_text(answer)
    expect(link.locator(".address")).to_have_text(link.url)

    link.locator("text=Fiche à imprimer").click()
    expect(link.locator("h1")).to_have_text("Fiche justificative")
    printed = tmp_path / "fiche.pdf"
    link.pdf(path=str(printed), prefer_css_page_size=True)
    reader = pypdf.PdfReader(printed)
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "412 000 repas" in " ".join(text.split())
    assert "Revenir à la réponse" not in text
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_the_passage_is_boxed_on_the_picture_of_its_page(enter: Enter) -> None:
    page = enter()
    ask(page, MEALS)
    window, box = (page.locator(f".picture {part}").first for part in (".window", ".box"))
    window.scroll_into_view_if_needed()
    outside, inside = window.bounding_box(), box.bounding_box()
    assert outside
    assert inside
    assert outside["y"] < inside["y"]
    assert inside["y"] + inside["height"] < outside["y"] + outside["height"]


def test_a_suggestion_is_answered_at_a_press(enter: Enter) -> None:
    page = enter()
    page.locator(".ask").first.click()
    expect(page.locator(".turn.answered")).to_have_count(1)


def test_a_misspelt_question_is_mended_and_the_mending_undone(enter: Enter) -> None:
    page = enter()
    ask(page, "cb de repa a servi la cusine centrale ?")
    expect(page.locator(".searched")).to_contain_text("a servi la cuisine centrale")
    page.locator(".reword button").click()
    expect(page.locator(".searched")).to_have_count(0)


def test_the_keyboard_alone_gets_past_the_head_to_the_field(enter: Enter) -> None:
    page = enter()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#champ")).to_be_focused()


@pytest.mark.parametrize("size", [100, 200])
def test_at_320_pixels_nothing_has_to_be_scrolled_sideways(size: int, enter: Enter) -> None:
    page = enter(320)
    styles = (files("ui") / "data" / "plain.css").read_text(encoding="utf-8")
    larger = f"{styles} html {{ font-size: {size}% !important; }}"
    page.context.route(
        "**/plain.css", lambda route: route.fulfill(body=larger, content_type="text/css")
    )
    for question in (MEALS, "Comment renouveler ma carte d'identité ?", "é" * 300, "aide"):
        ask(page, question)
        assert wide(page) == 320
        page.locator(".again a").click()
        assert wide(page) == 320
    ask(page, MEALS)
    link = kept(page)
    assert wide(link) == 320
    link.locator("text=Fiche à imprimer").click()
    link.wait_for_url("**/fiche")
    assert wide(link) == 320


def wide(page: Page) -> int:
    """How wide the page is once its styles are there, scrolled out of sight included."""
    page.wait_for_load_state()
    metrics = page.context.new_cdp_session(page).send("Page.getLayoutMetrics")
    return int(metrics["cssContentSize"]["width"])
