"""axe-core finds no fault: every page, in every state, light, dark, narrow, large."""

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
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}"""
LIGHT = {"width": 1280}
DARK = {"width": 320, "dark": True}
LARGE = {"width": 320, "large": True, "contrast": True}
ALL = {"width": 1280, "large": True, "contrast": True, "dark": True}


@pytest.mark.parametrize("look", [LIGHT, DARK, LARGE], ids=["light", "dark", "large"])
def test_axe_finds_nothing(state: Page, look: dict[str, int], put_on: PutOn) -> None:
    put_on(state, **look)
    if not state.evaluate("'axe' in window"):
        state.evaluate(AXE.read_text(encoding="utf-8"))
    assert state.evaluate(RUN, TAGS) == []


@pytest.mark.parametrize("look", [LIGHT, DARK, LARGE, ALL], ids=["light", "dark", "large", "all"])
def test_every_text_stands_out_from_all_that_may_be_behind_it(
    state: Page, look: dict[str, int], put_on: PutOn
) -> None:
    # axe leaves open what stands on a gradient, or near a picture that a window cuts off.
    put_on(state, **look)
    assert state.evaluate("eyes.faint()") == []


def test_the_axe_that_is_kept_here_is_the_one_that_its_page_names() -> None:
    page = (AXE.parent / "README.md").read_text(encoding="utf-8")
    content = AXE.read_bytes()
    (version,) = re.findall(rb"axe v([\d.]+)\n", content[:40])
    assert f"# axe-core {version.decode()}\n" in page
    assert hashlib.sha256(content).hexdigest() in page
