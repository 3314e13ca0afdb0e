"""Someone of the staff measures quality in a real browser, and a resident reads what came of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index.shelf import Shelf

pytestmark = pytest.mark.browser

GOLD = (
    {
        "id": "repas", "kind": "number", "pages": [2], "keys": ["412 000"],
        "question": "Combien de repas a servi la cuisine centrale ?",
    },
    {
        "id": "jeux", "kind": "direct", "question": "Que prête la bibliothèque ?", "pages": [3],
        "keys": ["des skis"],
    },
    {"id": "meteo", "kind": "off_topic", "question": "Quelle est la météo ?", "why": "Ailleurs."},
)  # fmt: skip


@pytest.fixture
def site(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Path,
) -> Iterator[str]:
    """Where the pages are: an account of the staff's, and three gold questions."""
    shelf = make_shelf(bilan)
    open_account(shelf)
    gold = (json.dumps({"pdf": bilan.name, **each}) for each in GOLD)
    (shelf.home / "gold.jsonl").write_text("\n".join(gold), encoding="utf-8")
    with serve(shelf) as served:
        served.encoder.set()
        yield served.address


@pytest.fixture
def page(site: str, sign_in: Callable[..., Page]) -> Page:
    """The page of quality, signed in, without scripts."""
    page = sign_in(site)
    page.get_by_role("link", name="Qualité").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La qualité des réponses")
    return page


def measure(page: Page) -> None:
    """Has the questions measured, and looks again until that is done.

    The chart isn't waited for: a browser without scripts loads it at once, and the first is slow.
    """
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name="Mesurer maintenant").click(no_wait_after=True)
    while page.get_by_role("link", name="Actualiser cette page").count():
        page.reload(wait_until="domcontentloaded")


def test_a_run_is_made_its_misses_read_and_two_runs_compared(page: Page, site: str) -> None:
    measure(page)
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Mesure du")
    figures = page.locator(".figures li")
    expect(figures.first).to_contain_text("le rapport : 2, dont 1 bien répondue")
    figures.first.get_by_role("link", name="1 manquée").click()
    expect(page.get_by_role("heading", level=3)).to_have_text("Que prête la bibliothèque ?")
    picture = page.get_by_role("link", name="Voir l’image de la page 3").first.get_attribute("href")
    assert page.request.get(site.rstrip("/") + str(picture)).ok
    page.get_by_role("link", name="Retour aux mesures").click()
    measure(page)
    chart = page.locator(".chart img").get_attribute("src")
    assert (
        page.request.get(site.rstrip("/") + str(chart), timeout=0).headers["content-type"]
        == "image/svg+xml"
    )
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deux mesures comparées")
    expect(page.get_by_text("0 question réussie avant et manquée depuis")).to_be_visible()


def test_residents_read_the_last_run_without_a_session(page: Page, site: str) -> None:
    measure(page)
    page.context.clear_cookies()
    page.goto(site + "recherche")
    page.get_by_role("link", name="À quel point est-ce juste").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("À quel point est-ce juste")
    expect(page.get_by_text("le rapport : 2, dont 1 bien répondue")).to_be_visible()
    expect(page.get_by_text("Que prête la bibliothèque")).to_have_count(0)
