"""From a press under an answer to the reviewer's mark, and back to the resident who reads it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.shelf import Shelf
from retrieval.gold import Kind, read_gold
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from retrieval.review_store import FILE as REVIEWS
from retrieval.review_store import ReviewStore
from retrieval.reviews import Reason, Verdict
from ui.accounts import AccountFile, Role
from ui.site.operator import Site

pytestmark = pytest.mark.browser

PASSWORD = "cheval agrafe pile"
MEALS = "Combien de repas a servi la cuisine centrale ?"
BOOKS = "Que prête la bibliothèque ?"


@dataclass(frozen=True)
class Town:
    """Where the pages are, and what they keep."""

    address: str
    home: Path
    journal: JournalWriter
    reviews: ReviewStore

    def settled(self) -> None:
        """Waits until every question is noted."""
        self.journal.until(lambda state: state.waiting == 0)


@pytest.fixture(scope="module")
def town(
    make_shelf: Callable[..., Shelf],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Any,
) -> Iterator[Town]:
    """The pages over `bilan`, with a journal, a reviewer, and an account of the staff's."""
    shelf = make_shelf(bilan)
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    AccountFile(shelf.home).add("paul", Role.STAFF, hashed)
    journal = JournalWriter(JournalStore(shelf.home / FILE), 6)
    reviews = ReviewStore(shelf.home / REVIEWS)
    given: Any = {"journal": journal, "reviews": reviews, "site": Site(reviewer="Accueil")}
    with serve(shelf, **given) as served:
        served.encoder.set()
        yield Town(served.address, shelf.home, journal, reviews)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser, in French."""
    context = chromium.new_context(locale="fr-FR")
    yield context
    context.close()


def ask(page: Page, town: Town, question: str) -> None:
    """The plain page with the whole answer, its encoder there."""
    while page.request.get(town.address + "sante").json()["encoder"] != "ready":
        page.wait_for_timeout(100)
    page.goto(town.address + "recherche")
    page.locator("#champ").fill(question)
    page.locator("#champ").press("Enter")
    expect(page.locator("#avis")).to_be_visible()


def sign_in(page: Page, town: Town) -> None:
    page.goto(town.address + "pilotage/connexion")
    page.locator("#name").fill("paul")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    # Its first page works out the coverage, which takes its time.
    page.wait_for_url("**/pilotage")


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


def test_a_reviewer_marks_an_answer_and_residents_read_that_it_was_checked(
    context: BrowserContext, town: Town
) -> None:
    page = context.new_page()
    ask(page, town, MEALS)
    expect(page.locator(".checked")).to_have_count(0)
    town.settled()
    sign_in(page, town)
    page.get_by_role("link", name="Relecture").click()
    page.get_by_role("link", name=MEALS).click()
    picture = page.locator("svg[role=img]").first
    expect(picture.locator("rect")).to_have_count(1)
    shown = picture.locator("image").get_attribute("href")
    assert page.request.get(town.address.removesuffix("/") + str(shown)).ok
    page.get_by_label("C’est juste").check()
    page.get_by_label("Ce qu’une bonne réponse doit montrer").fill("412 000")
    page.get_by_label("Afficher « Vérifié le").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré")
    (gold,) = (each for each in read_gold(town.home / "gold.jsonl") if each.question == MEALS)
    assert (gold.kind, gold.pages, gold.keys) == (Kind.DIRECT, (2,), ("412 000",))
    ask(page, town, "combien de repas a servi la cuisine centrale")
    expect(page.locator(".checked")).to_contain_text("Vérifié le")


def test_a_reviewer_points_at_the_right_passage_without_scripts_and_takes_it_back(
    chromium: Browser, town: Town
) -> None:
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    question = "Où la piste cyclable mène-t-elle ?"
    ask(page, town, question)
    town.settled()
    sign_in(page, town)
    page.goto(town.address + "pilotage/relecture")
    page.get_by_role("link", name=question).first.click()
    answered = page.get_by_label("Mauvaise page").count()
    page.get_by_label("Mauvaise page" if answered else "Le rapport y répond pourtant").check()
    page.get_by_label("Des mots du rapport").fill("3")
    page.get_by_role("button", name="Chercher dans le rapport").click()
    page.locator("input[name=passage]").first.check()
    page.get_by_role("button", name="Enregistrer").click()
    (gold,) = (each for each in read_gold(town.home / "gold.jsonl") if each.question == question)
    assert gold.pages == (3,)
    page.get_by_role("button", name=f"Annuler la relecture : {question}").click()
    expect(page.get_by_role("link", name=question)).to_have_count(1)
    context.close()
