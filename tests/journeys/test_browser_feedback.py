"""A resident says in the conversation that an answer was no help, and why."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from index.shelf import Shelf
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from retrieval.review_store import FILE as REVIEWS
from retrieval.review_store import ReviewStore
from retrieval.reviews import Reason, Verdict
from ui.site.operator import Site

pytestmark = pytest.mark.browser

BOOKS = "Que prête la bibliothèque ?"


@dataclass(frozen=True)
class Town:
    """Where the pages are, and what is said of answers there."""

    address: str
    reviews: ReviewStore


@pytest.fixture
def town(
    shelf_of_bilan: Shelf, serve: Callable[..., AbstractContextManager[Any]], tmp_path: Path
) -> Iterator[Town]:
    """The pages over `bilan`, whose answers somebody reviews."""
    journal = JournalWriter(JournalStore(tmp_path / FILE), 6)
    reviews = ReviewStore(tmp_path / REVIEWS)
    given: Any = {"journal": journal, "reviews": reviews, "site": Site(reviewer="Accueil")}
    with serve(shelf_of_bilan, **given) as served:
        served.encoder.set()
        yield Town(served.address, reviews)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser, in French."""
    context = chromium.new_context(locale="fr-FR")
    yield context
    context.close()


def test_a_press_in_the_conversation_is_answered_where_the_keyboard_is(
    context: BrowserContext, town: Town
) -> None:
    page = context.new_page()
    page.goto(town.address)
    page.locator("#conversation .turns").wait_for(state="attached")
    page.locator("#question textarea").fill(BOOKS)
    page.locator("#question textarea").press("Enter")
    page.get_by_role("button", name="Pas utile").focus()
    page.keyboard.press("Enter")
    pressed = page.get_by_role("button", name="Pas utile", pressed=True)
    expect(pressed).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("Merci, votre avis est noté")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reason = page.get_by_role("button", name="Ce n’est pas ma question", pressed=True)
    expect(reason).to_be_focused()
    (opinion,) = town.reviews.tallies().values()
    assert (opinion.verdict, opinion.reason) == (Verdict.NOT_HELPFUL, Reason.OTHER_QUESTION)
