"""Every page in every state fits a narrow window, twice the letters, and a reader's own spacing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PutOn = Callable[..., None]
# WCAG 2.2, 1.4.12.
SPACING = """(on) => {
  const sheet = document.adoptedStyleSheets.find((each) => each.spacing) || new CSSStyleSheet();
  sheet.spacing = true;
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    + " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
  document.adoptedStyleSheets = on ? [sheet] : [];
}"""
# A page behind its window, the beginning of a passage that opens whole, fields that scroll.
CUT_ON_PURPOSE = ".window, .snippet, input, textarea"


@pytest.mark.parametrize("large", [False, True], ids=["320 px", "320 px at 200 %"])
def test_nothing_has_to_be_scrolled_sideways(state: Page, large: bool, put_on: PutOn) -> None:
    # 320 pixels are also what a window of 1280 has at 400 %.
    put_on(state, width=320, large=large)
    assert state.evaluate("eyes.wide()") == []


@pytest.mark.parametrize("width", [320, 1280])
def test_more_room_between_letters_and_lines_cuts_nothing_off(
    state: Page, width: int, put_on: PutOn
) -> None:
    put_on(state, width=width)
    state.evaluate(SPACING, True)
    cut, wide = state.evaluate("(meant) => [eyes.cut(meant), eyes.wide()]", CUT_ON_PURPOSE)
    state.evaluate(SPACING, False)
    assert cut == []
    assert wide == []
