"""Someone of the staff sets what is asked beside what the report gives, in a browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from retrieval.answer import Outcome

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(desk_with: Callable[..., str]) -> str:
    """Where the desk is: three questions that were missed, two of them nearly the same."""
    return desk_with(
        ("Combien de trottinettes électriques ?", Outcome.NOT_IN_REPORT),
        ("trotinettes electriques", Outcome.NOT_IN_REPORT),
        ("Combien de repas pour la piste cyclable ?", Outcome.MENTIONED),
    )


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
