"""In no state does anything move unasked, and every picture says what it shows."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_every_picture_says_which_page_it_shows_and_that_the_quote_is_boxed(state: Page) -> None:
    for image in state.locator("img").all():
        said = image.get_attribute("alt") or ""
        assert said.startswith("Page ")
        assert "encadré" in said


def test_nothing_moves_for_those_who_asked_for_calm(state: Page) -> None:
    assert state.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    state.evaluate("document.body.classList.add('working')")
    moving = state.evaluate("eyes.moving()")
    state.evaluate("document.body.classList.remove('working')")
    assert moving == 0


def test_every_outcome_of_the_script_has_its_pages(
    questions: dict[str, str], outcomes: tuple[str, ...]
) -> None:
    assert outcomes == tuple(questions)
