"""Every page in every state: no fault found, nothing cut off, nothing moving, pictures told.

One file, so that each state is entered once.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PutOn = Callable[..., None]
AXE = Path(__file__).parent / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What colours and sizes decide; all else is the same whatever a page looks like.
LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
RUN = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}"""
LIGHT = {"width": 1280}
DARK = {"width": 320, "dark": True}
LARGE = {"width": 320, "large": True, "contrast": True}
ALL = {"width": 1280, "large": True, "contrast": True, "dark": True}
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


@pytest.mark.parametrize("look", [LIGHT, DARK, LARGE], ids=["light", "dark", "large"])
def test_axe_finds_nothing(state: Page, look: dict[str, int], put_on: PutOn) -> None:
    put_on(state, **look)
    if not state.evaluate("'axe' in window"):
        state.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {"type": "tag", "values": TAGS} if look is LIGHT else {"type": "rule", "values": LOOKS}
    assert state.evaluate(RUN, rules) == []


@pytest.mark.parametrize("look", [LIGHT, ALL], ids=["light", "all"])
def test_every_text_stands_out_from_all_that_may_be_behind_it(
    state: Page, look: dict[str, int], put_on: PutOn
) -> None:
    # axe leaves open what stands on a gradient, or near a picture that a window cuts off.
    put_on(state, **look)
    assert state.evaluate("eyes.faint()") == []


@pytest.mark.parametrize("large", [False, True], ids=["320 px", "320 px at 200 %"])
def test_nothing_has_to_be_scrolled_sideways(state: Page, large: bool, put_on: PutOn) -> None:
    # 320 pixels are also what a window of 1280 has at 400 %.
    put_on(state, width=320, large=large)
    assert state.evaluate("eyes.wide()") == []


def test_more_room_between_letters_and_lines_cuts_nothing_off(state: Page, put_on: PutOn) -> None:
    put_on(state, width=320)
    state.evaluate(SPACING, True)
    cut, wide = state.evaluate("(meant) => [eyes.cut(meant), eyes.wide()]", CUT_ON_PURPOSE)
    state.evaluate(SPACING, False)
    assert cut == []
    assert wide == []


def test_nothing_of_the_machinery_is_shown(state: Page) -> None:
    # « <Macro 'counted'> », « <function at 0x…> », « {name} ».
    shown = state.locator("body").inner_text()
    assert re.findall(r"<\w+ [^>]*>|\bNone\b|\{\w+\}|\{\{|\{%", shown) == []


def test_every_picture_says_which_page_it_shows_and_that_the_quote_is_boxed(state: Page) -> None:
    for image in state.locator("img:not(.chart img)").all():
        said = image.get_attribute("alt") or ""
        assert said.startswith("Page ")
        assert "encadré" in said


def test_every_chart_says_that_a_table_has_its_figures_and_is_dark_on_dark_paper(
    state: Page, put_on: PutOn
) -> None:
    charts = state.locator(".chart img")
    if charts.count():
        put_on(state, **DARK)
    for chart in charts.all():
        assert "tableau" in (chart.get_attribute("alt") or "")
        assert state.locator("table").count()
        state.wait_for_function(
            "chart => chart.currentSrc.includes('teinte=sombre')", arg=chart.element_handle()
        )


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


def test_the_axe_that_is_kept_here_is_the_one_that_its_page_names() -> None:
    page = (AXE.parent / "README.md").read_text(encoding="utf-8")
    content = AXE.read_bytes()
    (version,) = re.findall(rb"axe v([\d.]+)\n", content[:40])
    assert f"# axe-core {version.decode()}\n" in page
    assert hashlib.sha256(content).hexdigest() in page
