"""An agent's console in a real browser: questions, passages and citations from the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

MEALS = "Combien de repas a servi la cuisine centrale ?"
Act = Callable[[Page, str], None]
Shift = Callable[..., Page]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def clipboard(page: Page) -> str:
    return plain(page.evaluate("navigator.clipboard.readText()"))


def test_the_citation_is_copied_with_report_page_and_edition(shift: Shift, ask: Act) -> None:
    page = shift()
    ask(page, MEALS)
    page.keyboard.press("c")
    expect(page.locator("#toast")).to_have_text("Citation copiée.")
    copied = clipboard(page)
    assert copied.startswith("« La cuisine centrale prépare les repas")
    assert "» — Bilan de la ville, p. 2, édition du " in copied
    kinds = page.evaluate(
        "navigator.clipboard.read().then(i => i[0].getType('text/html')).then(b => b.text())"
    )
    assert "<em>Bilan de la ville</em>" in kinds


def test_the_spoken_form_is_shown_and_copied(shift: Shift, ask: Act) -> None:
    page = shift()
    ask(page, MEALS)
    page.keyboard.press("p")
    expect(page.locator("#spoken")).to_be_visible()
    assert clipboard(page).startswith("Le rapport dit, page 2 : ")
    assert "412 000 repas" in clipboard(page)
    page.keyboard.press("Escape")
    expect(page.locator("#spoken")).to_be_hidden()
    expect(page.locator("#answer-title")).to_be_focused()


def test_an_answer_without_a_quote_leaves_no_quote_to_be_copied(shift: Shift, ask: Act) -> None:
    page = shift()
    ask(page, MEALS)
    page.keyboard.press("/")
    ask(page, "Comment renouveler ma carte d'identité ?")
    page.keyboard.press("c")
    expect(page.locator("#toast")).to_have_text("Ouvrez d’abord un passage.")
    expect(page.locator("#passage .picture")).to_have_count(0)


def test_the_passage_is_boxed_in_its_page_between_its_neighbours(shift: Shift, search: Act) -> None:
    page = shift()
    search(page, "repas cuisine centrale")
    page.keyboard.press("ArrowDown")
    active = page.locator("#q").get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    image = page.locator("#passage .picture img")
    page.wait_for_function("image => image.naturalWidth > 0", arg=image.element_handle())
    window, box = (page.locator(f"#passage .{part}").first for part in ("window", "box"))
    outside, inside = window.bounding_box(), box.bounding_box()
    assert outside
    assert inside
    assert outside["y"] < inside["y"]
    assert inside["y"] + inside["height"] < outside["y"] + outside["height"]
    expect(page.locator("#passage .neighbour h3").first).to_contain_text("Juste avant")


def test_hits_come_with_the_mouse_too(shift: Shift, search: Act) -> None:
    page = shift()
    search(page, "bibliothèque livres")
    page.locator("#hits li").first.click()
    expect(page.locator("#passage-title")).to_contain_text("p. 3")
    page.get_by_role("button", name="Forme orale").click()
    page.locator("#spoken").get_by_text("Fermer").click()
    page.get_by_role("button", name="Clore l’appel").click()
    page.locator("#wrap-up").get_by_text("En partie").click()
    expect(page.locator("#calls .code")).to_have_text("En partie")


def test_a_stale_answer_is_dropped(shift: Shift, search: Act) -> None:
    page = shift()
    held: list[Route] = []

    def hold_schools(route: Route) -> None:
        if "écoles" in (route.request.post_data_json or {})["q"]:
            held.append(route)
        else:
            route.continue_()

    page.route("**/agents/chercher", hold_schools)
    with page.expect_request(lambda r: "écoles" in (r.post_data or "")):
        page.keyboard.type("écoles")
    search(page, "bibliothèque")
    first = page.locator("#hits .page-number").first
    expect(first).to_have_text("p. 3")
    for route in held:
        route.continue_()
    page.wait_for_timeout(200)
    expect(first).to_have_text("p. 3")


def test_letters_are_typed_in_the_field_and_can_be_switched_off(shift: Shift, ask: Act) -> None:
    page = shift()
    page.keyboard.type("cp?m/i")
    expect(page.locator("#q")).to_have_value("cp?m/i")
    expect(page.locator("dialog[open]")).to_have_count(0)
    ask(page, MEALS)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#letters").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator("#spoken")).to_be_hidden()
    page.reload()
    expect(page.locator("#letters")).not_to_be_checked()


def test_markup_in_a_question_is_shown_as_text(shift: Shift, ask: Act) -> None:
    page = shift()
    ask(page, "<img src=x onerror=document.title='pris'> combien de repas ?")
    page.keyboard.press("m")
    assert page.locator("main img[src=x], dialog img[src=x]").count() == 0
    assert "pris" not in page.title()


def test_a_session_that_ended_leads_to_the_login(shift: Shift) -> None:
    page = shift()
    page.context.clear_cookies()
    page.keyboard.type("repas")
    expect(page.locator("#password")).to_be_visible()


def test_the_neighbours_of_a_passage_are_opened_from_the_keyboard(
    shift: Shift, search: Act, tab_to: Act
) -> None:
    page = shift()
    search(page, "repas cuisine centrale")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#passage-title")).to_contain_text("p. 2")
    below = page.locator("#passage .neighbour").last
    text = below.locator("p").inner_text()
    expect(below.locator("h3")).to_contain_text("Juste après · p. 3")
    tab_to(page, "#passage .neighbour:last-of-type button")
    page.keyboard.press("Enter")
    expect(page.locator("#passage-text")).to_have_text(text)
    expect(page.locator("#passage-title")).to_be_focused()
    expect(page.locator("#passage .neighbour h3").first).to_contain_text("Juste avant · p. 2")


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_has_to_be_scrolled_sideways(width: int, shift: Shift, ask: Act) -> None:
    page = shift(viewport={"width": width, "height": 800})
    expect(page.locator("#filters-open")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    expect(page.locator("#filter-chapter")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#chips li")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#chips li")).to_have_count(0)
    ask(page, MEALS)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_breaks_none_of_its_own_rules(shift: Shift, ask: Act) -> None:
    page = shift()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    ask(page, MEALS)
    page.locator("#passage .picture").click()
    expect(page.locator("#enlarged")).to_be_visible()
    page.keyboard.press("Escape")
    assert said == []


def test_the_number_of_hits_is_announced(shift: Shift, search: Act) -> None:
    page = shift()
    search(page, "bibliothèque")
    shown = page.locator("#hits li").count()
    expect(page.locator("#found[role=status]")).to_have_text(f"{shown} passages")


def test_what_is_printed_is_the_answer_and_the_passage_without_the_tools(
    shift: Shift, ask: Act
) -> None:
    page = shift()
    page.evaluate("window.print = () => { window.printed = true; }")
    ask(page, MEALS)
    page.keyboard.press("i")
    page.wait_for_function("() => window.printed")
    assert page.locator("#passage .picture img").evaluate("image => image.naturalWidth") > 0
    page.emulate_media(media="print")
    for shown in (".report", "#answer .quote", "#passage .window", "#passage-text"):
        expect(page.locator(shown).first).to_be_visible()
    for tool in ("#search", "#narrow", "#hits", "#calls", ".actions", "#sign-out"):
        expect(page.locator(tool)).to_be_hidden()
