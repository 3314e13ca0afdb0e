"""Back and Forward, a question taken back into the field, and a new one, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
MEALS = "Combien de repas a servi la cuisine centrale ?"
LIBRARY = "Quand la bibliothèque a-t-elle rouvert ?"
ENTRIES = "() => [history.length, JSON.stringify(history.state), location.href]"


def questions(page: Page) -> Any:
    return page.locator(".turn h2")


def test_back_takes_the_last_answer_off_and_forward_brings_it_back(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    visitor.ask(LIBRARY)
    page = visitor.page
    page.go_back()
    expect(questions(page)).to_have_text([MEALS])
    expect(questions(page).first).to_be_focused()
    page.go_back()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".welcome h2")).to_be_focused()
    expect(page.locator("#again")).to_be_hidden()
    page.go_forward()
    expect(questions(page)).to_have_text([MEALS])
    page.go_forward()
    expect(questions(page)).to_have_text([MEALS, LIBRARY])
    expect(questions(page).last).to_be_focused()
    expect(questions(page).last).to_be_in_viewport()


def test_the_keyboard_goes_on_from_where_back_led(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    visitor.ask(LIBRARY)
    page = visitor.page
    page.go_back()
    expect(questions(page).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-edit]")).to_be_focused()
    page.go_back()
    expect(page.locator(".welcome h2")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(questions(page)).to_have_text([MEALS])


def test_screen_readers_hear_where_back_led(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    visitor.ask(LIBRARY)
    visitor.page.go_back()
    announced = visitor.page.locator("#announce")
    expect(announced).to_have_text(f"Question 1 : {MEALS}")
    visitor.page.go_back()
    expect(announced).to_have_text("Écran de départ : posez une question.")


def test_a_question_after_going_back_takes_the_place_of_what_was_ahead(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    visitor.ask(LIBRARY)
    page = visitor.page
    page.go_back()
    expect(questions(page)).to_have_text([MEALS])
    leaning = visitor.ask("et à la bibliothèque ?")
    expect(leaning.locator(".searched")).to_contain_text("repas")
    page.go_forward()
    expect(questions(page)).to_have_text([MEALS, "et à la bibliothèque ?"])
    page.go_back()
    expect(questions(page)).to_have_text([MEALS])


def test_a_new_question_is_undone_by_back(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    page = visitor.page
    page.locator("#again").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#question textarea")).to_be_focused()
    page.go_back()
    expect(questions(page)).to_have_text([MEALS])


def test_back_from_the_first_screen_leaves_the_page(visit: Visit, served: Any) -> None:
    visitor = visit(served.address + "recherche", first="#champ")
    page = visitor.page
    page.goto(served.address)
    page.locator("#conversation .turns").wait_for(state="attached")
    visitor.ask(MEALS)
    page.go_back()
    expect(page.locator(".turn")).to_have_count(0)
    page.go_back()
    expect(page.locator("#champ")).to_be_visible()


def test_the_history_holds_no_question_and_the_address_stays(visit: Visit) -> None:
    visitor = visit()
    before, _, address = visitor.page.evaluate(ENTRIES)
    visitor.ask("MARQUE combien de repas ont été servis ?")
    visitor.ask("MARQUE et à la bibliothèque ?")
    after, state, now = visitor.page.evaluate(ENTRIES)
    assert after == before + 2
    assert state == '{"step":2,"depth":2}'
    assert now == address


def test_a_page_loaded_again_is_left_by_one_press_on_back(visit: Visit, served: Any) -> None:
    visitor = visit(served.address + "recherche", first="#champ")
    page = visitor.page
    page.goto(served.address)
    page.locator("#conversation .turns").wait_for(state="attached")
    visitor.ask(MEALS)
    visitor.ask(LIBRARY)
    page.reload()
    page.locator("#conversation .turns").wait_for(state="attached")
    page.wait_for_function("() => history.state.depth === 0")
    page.go_forward()
    page.wait_for_function("() => history.state.depth === 0")
    expect(page.locator(".turn")).to_have_count(0)
    page.go_back()
    expect(page.locator("#champ")).to_be_visible()


def test_the_way_to_the_field_is_no_step_of_the_visit(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    page = visitor.page
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => history.state && history.state.depth === 2")
    expect(questions(page)).to_have_text([MEALS])
    page.go_back()
    page.go_back()
    expect(page.locator(".turn")).to_have_count(0)


def test_the_question_as_searched_is_taken_back_into_the_field(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(MEALS)
    card = visitor.ask("et à la bibliothèque ?")
    searched = card.locator(".searched span").inner_text()
    button = card.locator("[data-edit]")
    expect(button).to_have_text("Modifier la question")
    button.focus()
    visitor.page.keyboard.press("Enter")
    field = visitor.page.locator("#question textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value(searched)
    assert field.evaluate("field => field.selectionStart") == len(searched)
    visitor.page.keyboard.type(" en 2024")
    expect(visitor.page.locator("#counter")).to_contain_text(f"{len(searched) + 8} ")
    visitor.page.keyboard.press("Enter")
    expect(questions(visitor.page).nth(2)).to_have_text(searched + " en 2024")
    expect(visitor.page.locator(".turn")).to_have_count(3)
