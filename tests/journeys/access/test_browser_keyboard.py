"""The keyboard alone gets to everything, is always seen, never caught, and finds its way back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SMALLEST = 3.0
WALKS = (
    ("chat", "several"),
    ("chat", "not_in_report"),
    ("chat", "too_vague"),
    ("chat", "corrected"),
    ("search", "several"),
    ("search", "not_in_report"),
    ("desk", "several"),
    ("desk", "distress"),
)


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Every stop of the keyboard from the start of the page, until it leaves it or comes back."""
    seen: list[dict[str, Any]] = []
    most = page.evaluate("eyes.count()") + 3
    for _ in range(most):
        page.keyboard.press(key)
        here = page.evaluate("eyes.focused()")
        if here is None or (seen and here["place"] == seen[0]["place"]):
            return seen
        seen.append(here)
    raise AssertionError(f"the keyboard never leaves: {[each['name'] for each in seen]}")


@pytest.fixture(scope="module", params=WALKS, ids=[", ".join(each) for each in WALKS])
def walked(request: pytest.FixtureRequest, visitor: Any) -> list[dict[str, Any]]:
    """The stops of a page with one answer, in a window of ordinary height."""
    reach, name = request.param
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    getattr(visitor, reach)(name)
    visitor.page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
    # From the very start, wherever the keyboard was before.
    visitor.page.evaluate(
        "const first = document.querySelector('.frame'); first.tabIndex = -1; first.focus();"
        " first.removeAttribute('tabindex');"
    )
    return walk(visitor.page)


def test_the_keyboard_stops_at_everything_that_can_be_pressed_in_the_order_of_reading(
    walked: list[dict[str, Any]], visitor: Any
) -> None:
    names = visitor.page.evaluate("eyes.names()")
    assert [each["place"] for each in walked] == list(range(len(names))), names


def test_each_stop_is_seen(walked: list[dict[str, Any]]) -> None:
    unseen = [each for each in walked if not each["outlined"] or each["contrast"] < SMALLEST]
    assert unseen == []


def test_nothing_lies_over_a_stop(walked: list[dict[str, Any]]) -> None:
    assert [each for each in walked if each["covered"]] == []


def press(page: Page, selector: str) -> None:
    """Goes on with Tab to what `selector` names, and presses it."""
    for _ in range(page.evaluate("eyes.count()") + 3):
        page.keyboard.press("Tab")
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def test_a_choice_is_asked_and_leaves_the_keyboard_on_it(visitor: Any) -> None:
    visitor.chat("too_vague")
    press(visitor.page, ".turn .ask")
    expect(visitor.page.locator(".turn")).to_have_count(2)
    expect(visitor.page.locator(".turn .ask").first).to_be_focused()


def test_a_question_is_searched_as_it_was_typed(visitor: Any) -> None:
    visitor.chat("corrected")
    press(visitor.page, "[data-as-typed]")
    expect(visitor.page.locator(".turn")).to_have_count(2)
    expect(visitor.page.locator(".turn .searched")).to_have_count(1)


def test_a_link_to_the_answer_opens_beside_the_conversation(visitor: Any) -> None:
    visitor.chat("answered")
    with visitor.page.context.expect_page() as opened:
        press(visitor.page, ".keep button")
    expect(opened.value.locator("#lien")).to_be_visible()
    opened.value.close()
    expect(visitor.page.locator(".turn")).to_have_count(1)


def test_a_new_question_leads_back_to_the_field(visitor: Any) -> None:
    visitor.chat("answered")
    press(visitor.page, "#again")
    expect(visitor.page.locator(".turn")).to_have_count(0)
    visitor.page.keyboard.type("encore")
    press(visitor.page, "#send")
    expect(visitor.page.locator(".turn")).to_have_count(1)


@pytest.mark.parametrize("reach", ["chat", "desk"])
def test_the_page_opened_large_holds_the_keyboard_and_gives_it_back(
    visitor: Any, reach: str
) -> None:
    getattr(visitor, reach)("several")
    page = visitor.page
    press(page, "a.picture")
    expect(page.locator("#enlarged .close")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement === document.body || !!document.activeElement.closest('#enlarged')"
    )
    page.keyboard.press("Escape")
    expect(page.locator("#enlarged")).to_be_hidden()
    expect(page.locator("a.picture").first).to_be_focused()


@pytest.mark.parametrize(("key", "name"), [("p", "spoken"), ("?", "keys")])
def test_a_dialog_of_the_desk_gives_the_keyboard_back(visitor: Any, key: str, name: str) -> None:
    visitor.desk("answered")
    visitor.page.keyboard.press(key)
    expect(visitor.page.locator(f"#{name} [autofocus]")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#answer-title")).to_be_focused()


def test_the_login_is_done_and_mended_from_the_keyboard(visitor: Any) -> None:
    visitor.page.context.clear_cookies()
    visitor.go("agents")
    page = visitor.page
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("marie")
    page.keyboard.press("Tab")
    page.keyboard.type("autre chose encore")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Connexion refusée"))
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("#name")).to_have_accessible_description(re.compile("Vérifiez-les"))
