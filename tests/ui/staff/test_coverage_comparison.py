"""Reports and editions side by side: what changed, with the evidence of each, live or not."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

EDITION, OTHER, EARLIER = "0123456789abcdef", "f" * 16, "e" * 16
TWO = f"/pilotage/comparaison?e={EARLIER}&e={EDITION}"


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def row(page: str, topic: str) -> str:
    (found,) = [one for one in page.split("<tr>") if f'<th scope="row">{topic}</th>' in one]
    return words(f"<main>{found.partition('</tr>')[0]}</main>")


def test_every_edition_is_offered_the_newest_first(staff: TestClient) -> None:
    page = staff.get("/pilotage/comparaison").text
    codes = re.findall(r'name="e" value="(\w+)"', page)
    assert codes == [EDITION, EARLIER, OTHER]
    assert "Édition du 24 novembre 2024, gardée" in words(page)
    assert "<table" not in page


def test_state_pages_and_share_of_a_topic_stand_side_by_side(staff: TestClient) -> None:
    page = staff.get(TWO).text
    assert row(page, "Vélo &amp; marche") == (
        "Vélo & marche – absent ● couvert , 2 pages, 3,1 % des mots ▲ mieux couvert"
    )
    assert (
        row(page, "Ponts") == "Ponts ○ mentionné , 1 page, 1,0 % des mots – absent ▼ moins couvert"
    )
    assert row(page, "Eau") == "Eau – absent – absent"


def test_what_changed_is_told_against_the_edition_that_was_chosen_first(staff: TestClient) -> None:
    said = words(staff.get(TWO).text)
    assert "Par rapport à « Bilan d’avant », édition du 24 novembre 2024 : 1 thème mieux" in said
    assert "Mieux couverts : Vélo & marche : – absent → puis ● couvert" in said
    back = words(staff.get(f"/pilotage/comparaison?e={EDITION}&e={EARLIER}").text)
    assert "Moins couverts : Vélo & marche : ● couvert → puis – absent" in back


def test_cells_lead_to_the_evidence_of_their_edition_be_it_live_or_not(staff: TestClient) -> None:
    page = staff.get(TWO).text
    links = {unescape(each) for each in re.findall(r'href="(/pilotage/theme/[^"]+)"', page)}
    kept = f"/pilotage/theme/ponts?rapport=bilan&edition={EARLIER}"
    assert links == {"/pilotage/theme/velo?rapport=bilan", kept}
    shown = staff.get(kept).text
    assert f'href="/pdf/{EARLIER}#page=2"' in shown
    assert f'href="/pilotage?rapport=bilan&amp;edition={EARLIER}"' in shown
    assert "ce n’est pas celle qui répond" in words(shown)


def test_the_matrix_of_a_kept_edition_says_that_it_is_not_the_live_one(staff: TestClient) -> None:
    page = staff.get(f"/pilotage?edition={EARLIER}").text
    assert "ce n’est pas celle qui répond" in words(page)
    assert f'href="/pilotage/couverture.csv?rapport=bilan&amp;edition={EARLIER}"' in page
    assert "Bilan d’avant" in page


def test_each_edition_is_worked_out_once(desk: Any, staff: TestClient) -> None:
    for _ in range(2):
        staff.get(f"{TWO}&e={OTHER}")
    assert sorted(desk.worked_out) == ["bilan", "bilan", "projet"]


def test_the_comparison_can_be_saved(staff: TestClient) -> None:
    content = staff.get(TWO.replace("comparaison", "comparaison.csv")).content
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Thème;Famille;Bilan d’avant, édition du")
    assert lines[1].replace("\u00a0", " ") == "Vélo & marche;Routes;absent;0;0,0;couvert;2;3,1"


@pytest.mark.parametrize("codes", [[EDITION], [EDITION, EDITION], list("abcde")])
def test_too_few_or_too_many_are_refused_and_the_choice_is_kept(
    codes: list[str], staff: TestClient
) -> None:
    response = staff.get("/pilotage/comparaison", params={"e": codes})
    assert response.status_code == 422
    assert "Choisissez au moins 2 éditions, et 4 au plus." in words(response.text)
    assert response.text.count(" checked") == (EDITION in codes)


@pytest.mark.parametrize(
    "address",
    [
        f"/pilotage/comparaison?e={EDITION}&e={'a' * 16}",
        f"/pilotage/comparaison?e={EDITION}&e=../../x",
        f"/pilotage/comparaison.csv?e={EDITION}",
        f"/pilotage?edition={'a' * 16}",
        "/pilotage?edition=..",
    ],
)
def test_an_edition_that_is_not_there_is_said_in_french(address: str, staff: TestClient) -> None:
    response = staff.get(address)
    assert response.status_code == 404
    assert "Il n’y a rien" in response.text
