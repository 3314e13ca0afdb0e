"""Accounts of the staff's, and a browser that signs in with them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.shelf import Shelf
from retrieval.journal import Desk, Entry
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from ui.accounts import AccountFile, Role

PASSWORD = "cheval agrafe pile"


@pytest.fixture(scope="session")
def open_account() -> Callable[..., None]:
    """A function that gives somebody an account beside a shelf: Paul, of the staff, unless told."""

    def open_it(shelf: Shelf, name: str = "paul", role: Role = Role.STAFF) -> None:
        hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        AccountFile(shelf.home).add(name, role, hashed)

    return open_it


@pytest.fixture(scope="module")
def desk_with(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Path,
) -> Iterator[Callable[..., str]]:
    """A function that says where a desk is: an account of the staff's, and a journal of questions.

    A question is its text, what came of it, and at which desk it was asked where not by residents.
    """
    with ExitStack() as stack:

        def open_desk(*questions: tuple[Any, ...]) -> str:
            shelf = make_shelf(bilan)
            open_account(shelf)
            store = JournalStore(shelf.home / FILE)
            for text, outcome, *desk in questions:
                store.append(Entry(date.today(), 9, *(desk or [Desk.RESIDENTS]), outcome, text))
            store.close()
            journal = JournalWriter(JournalStore(shelf.home / FILE), 6)
            served = stack.enter_context(serve(shelf, journal=journal))
            served.encoder.set()
            return str(served.address)

        yield open_desk


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
