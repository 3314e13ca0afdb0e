"""Someone of the staff sets what is asked beside what the report gives, in a browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index.shelf import Shelf
from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_file import FILE
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter

pytestmark = pytest.mark.browser


def entry(text: str, outcome: Outcome) -> Entry:
    return Entry(date.today(), 9, Desk.RESIDENTS, outcome, text)


@pytest.fixture(scope="module")
def desk(
    make_shelf: Callable[..., Shelf],
    open_account: Callable[..., None],
    serve: Callable[..., AbstractContextManager[Any]],
    bilan: Any,
) -> Iterator[str]:
    """Where the desk is: three questions that were missed, two of them nearly the same."""
    shelf = make_shelf(bilan)
    open_account(shelf)
    store = JournalStore(shelf.home / FILE)
    store.append(entry("Combien de trottinettes électriques ?", Outcome.NOT_IN_REPORT))
    store.append(entry("trotinettes electriques", Outcome.NOT_IN_REPORT))
    store.append(entry("Combien de repas pour la piste cyclable ?", Outcome.MENTIONED))
    store.close()
    with serve(shelf, journal=JournalWriter(JournalStore(shelf.home / FILE), 6)) as served:
        served.encoder.set()
        yield served.address


def test_supply_and_demand_are_drawn_over_a_table_of_the_same_figures(
    desk: str, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(desk)
    page.get_by_role("link", name="Offre et demande").click()
    chart = page.locator(".chart img")
    expect(chart).to_have_attribute("alt", re.compile("Le tableau donne les mêmes chiffres"))
    # A busy machine takes long to load what draws.
    address = page.url.split("/pilotage")[0] + str(chart.get_attribute("src"))
    drawn = page.request.get(address, timeout=0)
    assert drawn.headers["content-type"] == "image/svg+xml"
    page.reload()
    expect(chart).to_be_visible()
    page.get_by_role("link", name="1 question :").first.click()
    expect(page.locator("td.text")).to_have_text(["Combien de repas pour la piste cyclable ?"])
