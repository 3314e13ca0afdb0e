"""An agent's account, their console in a browser, and what they do there from the keyboard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect

from ui.accounts import AccountFile, Role

PASSWORD = "cheval agrafe pile"
Act = Callable[[Page, str], None]
Shift = Callable[..., Page]


@pytest.fixture(scope="session")
def desk(served: Any, shelf_of_bilan: Any) -> str:
    """Where the desk is, its one account made."""
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    AccountFile(shelf_of_bilan.home).add("marie", Role.AGENT, hashed)
    return str(served.address + "agents")


@pytest.fixture
def shift(chromium: Browser, desk: str) -> Iterator[Shift]:
    """A function that signs an agent in from the keyboard; what it is given is their browser."""
    contexts = []

    def begin(**about: Any) -> Page:
        contexts.append(chromium.new_context(**{"locale": "fr-FR", **about}))
        contexts[-1].grant_permissions(["clipboard-read", "clipboard-write"])
        page = contexts[-1].new_page()
        page.goto(desk)
        expect(page.locator("#name")).to_be_focused()
        page.keyboard.type("marie")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("#q")).to_be_focused()
        return page

    yield begin
    for context in contexts:
        context.close()


def type_anew(page: Page, question: str) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.type(question)


def searching(page: Page, question: str) -> None:
    """Types and waits for the hits of what was typed to take the place of those before."""
    page.locator("#hits li").evaluate_all("all => all.forEach(hit => (hit.dataset.before = ''))")
    with page.expect_response(
        lambda r: r.url.endswith("/chercher") and question in (r.request.post_data_json or {})["q"]
    ):
        type_anew(page, question)
    expect(page.locator("#hits li:not([data-before])").first).to_be_visible()


def asking(page: Page, question: str) -> None:
    type_anew(page, question)
    page.keyboard.press("Enter")
    expect(page.locator("#answer .asked-for")).to_contain_text(question)
    expect(page.locator("#answer-title")).to_be_focused()


def tabbing(page: Page, wanted: str) -> None:
    """Presses Tab until `wanted` has the focus; fails where that takes too many."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(wanted).evaluate_all("all => all.includes(document.activeElement)"):
            return
    pytest.fail(f"{wanted} can't be reached with Tab")


@pytest.fixture
def search() -> Act:
    """A function that types a question and waits for its hits."""
    return searching


@pytest.fixture
def ask() -> Act:
    """A function that asks a question and waits for its answer."""
    return asking


@pytest.fixture
def tab_to() -> Act:
    """A function that moves the focus with Tab."""
    return tabbing
