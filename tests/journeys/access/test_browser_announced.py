"""What comes is said to screen readers, once, whatever comes."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

# The beginning and the end of what is said.
SAID = {
    "answered": ("Selon le rapport, page 2 : elle a servi", "produits biologiques."),
    "several": ("Selon le rapport, page 2 : Elle emploie", "2 autres passages suivent."),
    "mentioned": ("Nous n'avons pas trouvé de réponse", "peut-être d'autre chose."),
    "not_in_report": ("Nous n'avons pas trouvé", "qui l'a publié."),
    "out_of_scope": ("Cette question ne relève pas", "À qui vous adresser : votre mairie."),
    "too_vague": ("La question est trop courte", "quoi, où, quand, combien."),
    "blocked": ("Cette demande ne peut pas", "sans donnée personnelle."),
    "failed": ("La recherche a rencontré", "dans un instant."),
    "masked": ("Selon le rapport, page 2", "ne sont gardées nulle part."),
    "distress": ("Si vous subissez des violences", "produits biologiques."),
    "corrected": ("Selon le rapport, page 2", "produits biologiques."),
    "partial": ("Selon le rapport, page 2", "vingt-huit agents."),
}
LISTEN = """(id) => {
  window.heard = [];
  new MutationObserver((changes) => changes.forEach(({ addedNodes, target }) => {
    const said = (addedNodes[0] || target).textContent;
    if (said) window.heard.push(said);
  })).observe(document.getElementById(id), { childList: true, characterData: true, subtree: true });
}"""
AT_WORK = "Recherche en cours"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def heard(page: Page) -> list[str]:
    """What was said since `LISTEN`; that the search lasts may be said on a slow machine."""
    return [plain(said) for said in page.evaluate("heard") if said != AT_WORK]


def ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)


@pytest.fixture
def listened(visitor: Any) -> Page:
    """The residents' page, and an ear at its live region."""
    visitor.go()
    visitor.page.evaluate(LISTEN, "announce")
    page: Page = visitor.page
    return page


@pytest.mark.parametrize("name", SAID)
def test_an_answer_is_said_once(listened: Page, name: str, questions: dict[str, str]) -> None:
    ask(listened, questions[name])
    listened.wait_for_function("(work) => heard.some((each) => each !== work)", arg=AT_WORK)
    (said,) = heard(listened)
    assert said.startswith(SAID[name][0])
    assert said.endswith(SAID[name][1])


def test_whom_to_call_is_said_before_the_answer(listened: Page, questions: dict[str, str]) -> None:
    ask(listened, questions["distress"])
    (said,) = heard(listened)
    assert "Appelez le 3919, Violences Femmes Info." in said
    assert said.index("3919") < said.index("Selon le rapport")


def test_the_same_answer_to_another_question_is_said_again(
    listened: Page, questions: dict[str, str]
) -> None:
    ask(listened, questions["answered"])
    ask(listened, questions["answered"])
    listened.wait_for_function("heard.filter((each) => each.startsWith('Selon')).length === 2")


def test_an_answer_that_waits_for_the_encoder_is_not_said_again_and_again(
    listened: Page, questions: dict[str, str]
) -> None:
    ask(listened, questions["partial"])
    for _ in range(2):
        # The page asks again by itself.
        with listened.expect_response("**/gradio_api/**"):
            pass
    assert len(heard(listened)) == 1


def test_a_search_that_lasts_is_said(listened: Page, questions: dict[str, str]) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    listened.route("**/gradio_api/**", hold)
    listened.locator("#question textarea").fill(questions["answered"])
    listened.locator("#question textarea").press("Enter")
    try:
        expect(listened.locator("#announce")).to_have_text(AT_WORK)
    finally:
        for route in held:
            route.continue_()
        listened.unroute("**/gradio_api/**")
    expect(listened.locator("#announce")).to_contain_text("Selon le rapport, page 2")


def test_a_new_question_leaves_nothing_to_be_said(
    listened: Page, questions: dict[str, str]
) -> None:
    ask(listened, questions["answered"])
    listened.locator("#again").click()
    expect(listened.locator(".turn")).to_have_count(0)
    expect(listened.locator("#announce")).to_have_text("")


def test_the_field_is_described_by_its_counter_and_says_that_it_is_full(listened: Page) -> None:
    field = listened.locator("#question textarea")
    field.focus()
    field.fill("é" * 299)
    expect(field).to_have_accessible_description("299 caractères sur 300")
    field.press_sequentially("éé")
    assert heard(listened) == ["300 caractères sur 300"]


def test_the_desk_says_its_answer_once(visitor: Any, questions: dict[str, str]) -> None:
    visitor.sign_in()
    visitor.page.evaluate(LISTEN, "announced")
    visitor.page.locator("#q").fill(questions["out_of_scope"])
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#answer-title")).to_be_focused()
    (said,) = heard(visitor.page)
    assert said.startswith("Cette question ne relève pas")


def test_what_the_desk_says_under_a_dialog_is_said_in_it(visitor: Any) -> None:
    visitor.desk("answered")
    visitor.page.keyboard.press("p")
    expect(visitor.page.locator("#spoken #toast[role=status]")).to_have_text(
        "Forme orale affichée et copiée."
    )
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("c")
    expect(visitor.page.locator("#desk > #toast")).to_have_text("Citation copiée.")
