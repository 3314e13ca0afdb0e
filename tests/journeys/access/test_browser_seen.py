"""What is told by a colour, a picture or a motion is there for those who see them otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SMALLEST = 3.0
STYLE = "(element, name) => getComputedStyle(element)[name]"


@pytest.fixture
def forced(visitor: Any) -> Iterator[Any]:
    """A visitor whose system chooses the colours, the page with several quotes in front of them."""
    visitor.page.emulate_media(forced_colors="active", color_scheme="dark")
    yield visitor
    visitor.page.emulate_media(forced_colors="none", color_scheme="light")


@pytest.mark.parametrize("reach", ["chat", "search", "desk"])
def test_colours_of_the_system_leave_the_words_that_decide_readable(
    forced: Any, reach: str
) -> None:
    getattr(forced, reach)("several")
    mark = forced.page.locator("blockquote mark").first
    colour, ground = (mark.evaluate(STYLE, name) for name in ("color", "backgroundColor"))
    assert mark.evaluate("(mark, colour) => eyes.contrast(mark, colour)", colour) >= 4.5
    around = forced.page.locator("blockquote").first.evaluate(STYLE, "backgroundColor")
    assert ground != around


@pytest.mark.parametrize("reach", ["chat", "search", "desk"])
def test_colours_of_the_system_leave_the_box_on_the_page(forced: Any, reach: str) -> None:
    getattr(forced, reach)("several")
    box = forced.page.locator(".box").first
    assert box.evaluate(STYLE, "outlineStyle") == "solid"
    colour = box.evaluate(STYLE, "outlineColor")
    assert (
        forced.page.locator(".window").first.evaluate(
            "(window, colour) => eyes.contrast(window, colour)", colour
        )
        >= SMALLEST
    )
    # Nothing lies over the words in the box.
    assert box.evaluate(STYLE, "backgroundColor") == "rgba(0, 0, 0, 0)"


def test_colours_of_the_system_show_the_hit_that_is_chosen(forced: Any) -> None:
    forced.look_up()
    chosen = forced.page.locator("#hits [aria-selected=true]")
    assert chosen.evaluate(STYLE, "outlineStyle") == "solid"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_box_stands_out_from_the_paper_in_the_picture(visitor: Any, dark: bool) -> None:
    visitor.page.emulate_media(color_scheme="dark" if dark else "light")
    visitor.chat("several")
    window = visitor.page.locator(".window").first
    colour = window.locator(".box").first.evaluate(STYLE, "outlineColor")
    seen = window.evaluate("(window, colour) => eyes.contrast(window, colour)", colour)
    assert seen >= SMALLEST
