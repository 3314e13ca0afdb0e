"""Who asks too much in a minute reads why, and keeps the question."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from ui.exposure import Exposure

pytestmark = pytest.mark.browser

Exposed = Callable[[Exposure], Any]
Visit = Callable[..., Any]
MEALS = "Combien de repas ont été servis en 2024 ?"


def test_one_question_too_many_is_told_under_the_field_and_stays_in_it(
    exposed: Exposed, visit: Visit
) -> None:
    visitor = visit(exposed(Exposure(rate=1)).address)
    visitor.ask(MEALS)
    field = visitor.page.locator("#question textarea")
    field.fill("Quand la bibliothèque a-t-elle rouvert ?")
    field.press("Enter")
    told = visitor.page.get_by_role("alert")
    expect(told).to_contain_text("Beaucoup de questions viennent de votre réseau")
    expect(field).to_have_value("Quand la bibliothèque a-t-elle rouvert ?")
    expect(visitor.page.locator("body.working")).to_have_count(0)
    expect(visitor.page.locator(".turn")).to_have_count(1)


def test_no_script_of_a_text_runs_and_none_of_ours_is_refused(visit: Visit) -> None:
    visitor = visit()
    complaints: list[str] = []
    visitor.page.on("console", lambda told: complaints.append(told.text))
    visitor.page.reload()
    visitor.page.locator("#conversation .turns").wait_for(state="attached")
    visitor.ask(MEALS)
    assert [one for one in complaints if "Content Security Policy" in one] == []
    markup = "document.querySelector('.turn').innerHTML = '<img src=x onerror=\"window.ran = 1\">'"
    with visitor.page.expect_console_message(lambda told: "Content Security Policy" in told.text):
        visitor.page.evaluate(markup)
    assert visitor.page.evaluate("window.ran") is None
