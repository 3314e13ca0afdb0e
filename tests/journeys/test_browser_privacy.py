"""What a visit leaves behind, and whom the browser talks to, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
STORED = """async () => {
  const held = { ...localStorage, ...sessionStorage };
  const bases = await indexedDB.databases();
  const caches_ = await caches.keys();
  return JSON.stringify([held, document.cookie, bases, caches_]);
}"""


def test_the_browser_asks_this_server_and_nobody_else(visit: Visit) -> None:
    visitor = visit()
    card = visitor.ask("Combien de repas ont été servis en 2024 ?")
    card.locator(".picture").first.click()
    visitor.page.locator("#enlarged img").wait_for()
    visitor.page.keyboard.press("Escape")
    others = {
        url for url in visitor.asked if not url.startswith((visitor.address, "data:", "blob:"))
    }
    assert others == set()
    assert len(visitor.asked) > 10


def test_a_question_stands_in_no_address(visit: Visit) -> None:
    visitor = visit()
    visitor.ask("MARQUE combien de repas ont été servis ?")
    assert [url for url in visitor.asked if "MARQUE" in url] == []
    assert "MARQUE" not in visitor.page.url


def test_nothing_of_a_visit_is_kept_in_the_browser(visit: Visit) -> None:
    visitor = visit()
    visitor.ask("MARQUE combien de repas ont été servis ?")
    kept = visitor.page.evaluate(STORED)
    assert "MARQUE" not in kept
    assert visitor.context.cookies() == []


def test_of_the_display_two_words_are_kept_and_only_once_they_are_chosen(visit: Visit) -> None:
    page = visit().page
    stored = "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"
    assert page.evaluate(stored) == "[{},{}]"
    for word in ("large", "more"):
        page.locator(f"[data-display={word}]").click()
    assert page.evaluate(stored) == '[{"selon-affichage":"large more"},{}]'
    for word in ("large", "more"):
        page.locator(f"[data-display={word}]").click()
    assert page.evaluate(stored) == "[{},{}]"


def test_a_page_loaded_again_has_forgotten(visit: Visit) -> None:
    visitor = visit()
    visitor.ask("Combien de repas ont été servis en 2024 ?")
    visitor.page.reload()
    visitor.page.locator("#conversation .turns").wait_for(state="attached")
    expect(visitor.page.locator(".turn")).to_have_count(0)


def test_two_visitors_never_see_each_others_turns(visit: Visit) -> None:
    first, second = visit(), visit()
    first.ask("Combien de repas ont été servis en 2024 ?")
    second.ask("Quand la bibliothèque a-t-elle rouvert ?")
    leaning = second.ask("et en 2024 ?")
    expect(leaning.locator(".searched")).to_contain_text("bibliothèque")
    assert "repas" not in second.page.locator("#conversation").inner_text()
    assert "bibliothèque" not in first.page.locator("#conversation").inner_text()
    expect(first.page.locator(".turn")).to_have_count(1)


def test_two_windows_of_one_visitor_are_two_visits(visit: Visit) -> None:
    visitor = visit()
    visitor.ask("Combien de repas ont été servis en 2024 ?")
    other = visitor.open()
    expect(other.locator(".turn")).to_have_count(0)
