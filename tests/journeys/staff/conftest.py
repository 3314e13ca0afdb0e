"""Accounts of the staff's, and a browser that signs in with them."""

from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.shelf import Shelf
from ui.accounts import AccountFile, Role

PASSWORD = "cheval agrafe pile"


@pytest.fixture(scope="session")
def open_account() -> Callable[..., None]:
    """A function that gives somebody an account beside a shelf: Paul, of the staff, unless told."""

    def open_it(shelf: Shelf, name: str = "paul", role: Role = Role.STAFF) -> None:
        hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        AccountFile(shelf.home).add(name, role, hashed)

    return open_it


@pytest.fixture
def sign_in(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A function that signs somebody in from the keyboard, on the desk of a site.

    Without scripts unless told: the desk needs none.
    """
    contexts: list[BrowserContext] = []

    def enter(site: str, name: str = "paul", *, scripts: bool = False) -> Page:
        contexts.append(chromium.new_context(locale="fr-FR", java_script_enabled=scripts))
        # What is waited for comes, however busy the machine.
        contexts[-1].set_default_timeout(90_000)
        page = contexts[-1].new_page()
        page.goto(site + "pilotage")
        page.locator("#name").fill(name)
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        # Coverage is worked out at the first visit, which takes its time.
        expect(page.get_by_role("heading", level=1)).to_have_text("Ce que couvre le rapport")
        return page

    yield enter
    for context in contexts:
        context.close()
