"""The views of coverage in a real browser: folded families, paper, and editions side by side."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index.shelf import Shelf

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Path,
    later_bilan: Path,
) -> Iterator[str]:
    """Where the desk is, over two editions of a report."""
    shelf = make_shelf(bilan, later_bilan)
    open_account(shelf)
    with serve(shelf) as served:
        served.encoder.set()
        yield served.address


@pytest.fixture
def page(desk: str, sign_in: Callable[..., Page]) -> Page:
    """The first page of the desk, without any script."""
    return sign_in(desk)


def test_a_family_is_folded_from_the_keyboard_and_printed_all_the_same(page: Page) -> None:
    family = page.locator("#famille-1 summary")
    rows = page.locator("tbody:has(#famille-1) tr:not(.family)")
    expect(rows.first).to_be_visible()
    family.focus()
    page.keyboard.press("Enter")
    expect(rows.first).to_be_hidden()
    expect(page.locator("tbody:has(#famille-2) tr:not(.family)").first).to_be_visible()
    page.emulate_media(media="print")
    expect(rows.first).to_be_visible()


def test_two_editions_are_compared_down_to_the_page_of_the_one_that_is_not_live(page: Page) -> None:
    page.get_by_role("link", name="Comparaison").click()
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    boxes.first.check()
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("alert")).to_contain_text("au moins 2")
    boxes.last.check()
    page.get_by_role("button", name="Comparer").click()
    table = page.get_by_role("table", name="Les thèmes, édition par édition")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    kept = table.locator("a[href*='edition=']").first
    kept.click()
    expect(page.locator("blockquote").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Cette édition est gardée")
    site = page.url.split("/pilotage")[0]
    shown = page.get_by_role("link", name="Ouvrir le PDF").first.get_attribute("href")
    assert page.request.get(site + str(shown)).ok
