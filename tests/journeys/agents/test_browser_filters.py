"""The filters of an agent's console in a real browser: set, cleared, and waited for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

MEALS = "Combien de repas a servi la cuisine centrale ?"
Act = Callable[[Page, str], None]
Shift = Callable[..., Page]


def test_filters_are_set_and_cleared_from_the_keyboard_alone(
    shift: Shift, ask: Act, search: Act
) -> None:
    page = shift()
    search(page, "ville cuisine bibliothèque")
    pages, chips = page.locator("#hits .page-number"), page.locator("#chips li")
    everywhere = pages.all_inner_texts()
    assert len(set(everywhere)) == 3
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    expect(page.locator("#filter-chapter")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(chips).to_have_text(["Les écoles et les routes"])
    expect(page.locator("#found")).to_contain_text("avec ces filtres")
    assert set(pages.all_inner_texts()) == {"p.\u00a01"}
    page.keyboard.press("/")
    ask(page, MEALS)
    expect(page.locator("#answer .within")).to_have_text(
        "Cherché seulement dans\u00a0: Les écoles et les routes."
    )
    expect(page.locator("#answer")).not_to_contain_text("412")
    expect(page.locator("#announced")).to_contain_text("Cherché seulement dans")
    page.keyboard.press("f")
    page.keyboard.press("Escape")
    expect(chips).to_have_count(0)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#toast")).to_have_text("Filtres effacés.")
    ask(page, MEALS)
    expect(page.locator("#answer")).to_contain_text("412")
    expect(page.locator("#answer .within")).to_have_count(0)


def back_with_filters_held(page: Page) -> list[Route]:
    """The console opened anew, and its request for filters, which waits until it is told to go on.

    The page before is left first, so that no request of its own is the one held.
    """
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    console = page.url
    page.goto("about:blank")
    page.route("**/agents/filtres", hold)
    with page.expect_request("**/agents/filtres"):
        page.goto(console)
    return held


def test_filters_asked_for_before_they_came_take_the_focus_as_they_come(shift: Shift) -> None:
    page = shift()
    held = back_with_filters_held(page)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    expect(page.locator("#filters-open")).to_be_hidden()
    [asked] = held
    asked.continue_()
    expect(page.locator("#filter-chapter")).to_be_focused()


def test_filters_that_come_late_do_not_take_the_focus_from_who_types(shift: Shift) -> None:
    page = shift()
    held = back_with_filters_held(page)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    page.keyboard.press("/")
    [asked] = held
    asked.continue_()
    expect(page.locator("#filter-chapter")).to_be_visible()
    expect(page.locator("#q")).to_be_focused()


def test_a_theme_is_offered_once_it_was_worked_out_and_keeps_to_its_pages(
    shift: Shift, search: Act
) -> None:
    page = shift()
    search(page, "ville cuisine bibliothèque")
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    theme = page.get_by_label("Thème")
    expect(theme).to_be_visible()
    theme.select_option("lecture-publique")
    expect(page.locator("#chips li")).to_have_count(1)
    expect(page.locator("#chips li")).to_contain_text("pages qui parlent de «")
    expect(page.locator("#found")).to_contain_text("avec ces filtres")
    assert set(page.locator("#hits .page-number").all_inner_texts()) == {"p.\u00a03"}


def test_pages_that_are_none_are_told_and_nothing_is_lost(
    shift: Shift, search: Act, tab_to: Act
) -> None:
    page = shift()
    search(page, "ville cuisine bibliothèque")
    shown = page.locator("#hits li").count()
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    tab_to(page, "#filters [name=last]")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.locator("#filters-trouble")).to_contain_text("entre 1 et 3")
    last = page.locator("#filters [name=last]")
    expect(last).to_be_focused()
    expect(last).to_have_value("9")
    expect(last).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#hits li")).to_have_count(shown)
    page.keyboard.press("Backspace")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("#chips")).to_have_text("page 1")
    expect(page.locator("#filters-trouble")).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()
    tab_to(page, "#chips button")
    page.keyboard.press("Enter")
    expect(page.locator("#chips li")).to_have_count(0)
    expect(page.locator("#hits li")).to_have_count(shown)
    expect(page.locator("#filters-open")).to_be_focused()
