"""What the matrix says of a report, and that each figure leads to what shows it."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.errors import NoReportYet

EDITION, OTHER = "0123456789abcdef", "f" * 16


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def columns(page: str) -> list[str]:
    """The parts of the report that have a column."""
    return re.findall(r'<th scope="col" class="part"><span>(.*?)</span></th>', page)


def cells(page: str, topic: str) -> list[str]:
    """The cells of the row of `topic`, in words."""
    (row,) = [one for one in page.split("<tr>") if f'<th scope="row">{topic}</th>' in one]
    held = re.split("<td[^>]*>", row)[1:]
    return [words(f"<main>{one.partition('</td>')[0]}</main>") for one in held]


def test_a_topic_has_a_sign_a_word_and_figures_for_the_report_and_each_chapter(
    staff: TestClient,
) -> None:
    page = staff.get("/pilotage").text
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert heads[:2] == ["Thème", "Tout le rapport"]
    assert columns(page) == ["Routes &amp; rues", "Eau"]
    assert cells(page, "Vélo &amp; marche") == [
        "● couvert , 3 passages, 2 pages 2 p.",
        "◐ 1 peu couvert, 1 passage, 1 page",
        "– absent",
    ]
    assert cells(page, "Ponts") == ["– absent"] * 3


def test_topics_stand_in_their_families_in_order(staff: TestClient) -> None:
    page = staff.get("/pilotage").text
    families = re.findall(r'<summary><span class="name">(\w+)</span>', page)
    assert families == ["Routes", "Environnement"]
    assert page.index("Ponts</th>") < page.index('<span class="name">Environnement</span>')


def test_a_family_says_how_many_of_its_topics_have_each_state(staff: TestClient) -> None:
    said = words(staff.get("/pilotage").text)
    assert "Routes ● 1 couvert, – 1 absent Vélo" in said
    assert "Environnement – 1 absent Eau" in said


def test_a_family_can_be_folded_without_a_script(staff: TestClient) -> None:
    page = staff.get("/pilotage").text
    assert page.count('<th scope="rowgroup" colspan="4"><details open><summary>') == 2


def test_a_cell_is_the_darker_the_more_pages_treat_its_topic(staff: TestClient) -> None:
    page = staff.get("/pilotage").text
    whole = '<td class="shade-2"><a class="cell whole covered" href="/pilotage/theme/velo?'
    squeezed = re.sub(r">\s+<", "><", page)
    assert whole in squeezed
    assert '<td class="shade-1"><a class="cell thin" href="/pilotage/theme/velo?' in squeezed
    assert "1 page 2 à 3 pages 4 à 7 pages 8 pages et plus" in words(page)


def test_the_share_of_a_family_counts_a_passage_once(staff: TestClient) -> None:
    """15 of the 30 words of the report stand in the two passages on bikes."""
    said = words(staff.get("/pilotage").text)
    assert "Routes 50,0 2 2, 12 Environnement 0,0 0 –" in said


def test_the_shares_of_families_are_drawn_and_saved(staff: TestClient) -> None:
    drawn = staff.get("/pilotage/familles.svg?rapport=projet")
    assert drawn.status_code == 200, drawn.text
    assert drawn.headers["content-type"] == "image/svg+xml"
    saved = staff.get("/pilotage/familles.csv?rapport=projet")
    assert saved.headers["content-disposition"] == 'attachment; filename="familles-projet.csv"'
    assert saved.content.decode("utf-8-sig").split("\r\n")[:3] == [
        "Famille;Part du texte (en %);Passages;Pages",
        "Routes;50,0;2;2, 12",
        "Environnement;0,0;0;",
    ]


def test_every_cell_that_claims_something_leads_to_what_shows_it(staff: TestClient) -> None:
    for view in ("chapitres", "territoires"):
        page = staff.get("/pilotage", params={"vue": view}).text
        links = [unescape(each) for each in re.findall(r'href="(/pilotage/theme/[^"]+)"', page)]
        assert len(links) == 2
        for link in links:
            assert "Le plan <b>vélo</b> prévoit 120 kilomètres" in unescape(staff.get(link).text)


def test_the_other_view_is_by_territory(staff: TestClient) -> None:
    page = staff.get("/pilotage?vue=territoires").text
    assert columns(page) == ["Calais"]
    assert '?rapport=bilan&amp;vue=territoires" aria-current="true"' in page


def test_how_many_topics_have_each_state_is_told_with_what_it_means(staff: TestClient) -> None:
    said = words(staff.get("/pilotage").text)
    assert "● couvert 1 thème Deux pages au moins en traitent" in said
    assert "– absent 2 thèmes" in said
    assert "rien n’a pu être cherché : 3, 7-9." in said


def test_another_report_is_shown_by_its_name_and_worked_out_once(
    desk: Any, staff: TestClient
) -> None:
    for _ in range(2):
        page = staff.get("/pilotage?rapport=projet").text
        assert '<option value="projet" selected>' in page
        assert "/pilotage/theme/velo?rapport=projet&amp;colonne=chapitres-1" in page
        staff.get("/pilotage")
    assert sorted(desk.worked_out) == ["bilan", "projet"]


@pytest.mark.parametrize(
    "address",
    [
        "/pilotage?rapport=rien",
        "/pilotage?vue=rien",
        "/pilotage/theme/rien",
        "/pilotage/theme/velo?rapport=rien",
        "/pilotage/theme/velo?colonne=chapitres-3",
        "/pilotage/theme/velo?colonne=chapitres-0",
        "/pilotage/theme/velo?colonne=<script>",
        "/pilotage/couverture.csv?rapport=rien",
    ],
)
def test_what_is_not_there_is_said_in_french(address: str, staff: TestClient) -> None:
    response = staff.get(address)
    assert response.status_code == 404
    assert "Il n’y a rien" in response.text


def test_evidence_is_a_quote_a_page_with_the_pdf_and_the_picture(staff: TestClient) -> None:
    page = staff.get("/pilotage/theme/velo").text
    said = words(page)
    assert "3 passages sur 2 pages, soit 3,1 % des mots du rapport." in said
    assert page.count("<blockquote>") == 2
    assert "p. 10 (page 12 du PDF)" in said
    assert f'href="/pdf/{EDITION}#page=12"' in page
    assert f'href="/page/{EDITION}/12.webp?width=1800"' in page
    assert f'href="/page/{EDITION}/14.webp?width=1800"' in page
    assert "◐ peu couvert , 1 passage, 1 page" in said


def test_evidence_in_a_chapter_is_that_of_the_chapter_alone(staff: TestClient) -> None:
    page = staff.get("/pilotage/theme/velo?rapport=projet&colonne=chapitres-1").text
    assert "Dans la partie « Routes & rues »" in words(page)
    assert page.count("<blockquote>") == 1
    assert f'href="/pdf/{OTHER}#page=12"' in page
    assert 'href="/pilotage/theme/velo?rapport=projet"' in page


def test_an_absent_topic_claims_nothing(staff: TestClient) -> None:
    page = staff.get("/pilotage/theme/ponts").text
    assert "il n’y a donc rien à lire ici" in page
    assert "<blockquote>" not in page


def test_the_words_of_a_report_are_text(staff: TestClient) -> None:
    for path in ("/pilotage", "/pilotage/theme/velo"):
        page = staff.get(path).text
        assert "<b>" not in page
        assert "<i>" not in page
        assert "Bilan &lt;b&gt;de la ville&lt;/b&gt;" in page


def test_the_table_can_be_saved_as_the_command_line_writes_it(staff: TestClient) -> None:
    response = staff.get("/pilotage/couverture.csv?rapport=projet")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == (
        'attachment; filename="couverture-projet.csv"'
    )
    heads, first = response.content.decode("utf-8-sig").split("\r\n")[:2]
    assert heads.endswith(";Routes & rues;Eau;Calais")
    assert first.startswith("Vélo & marche;Routes;couvert;2, 12;3;3,12;")


def test_without_a_report_the_reason_is_said(desk: Any, visitor: TestClient, sign_in: Any) -> None:
    desk.reports.trouble = NoReportYet(home="/srv/selon")
    sign_in(visitor, "paul")
    response = visitor.get("/pilotage")
    assert response.status_code == 503
    assert "selon ingest" in response.text


def test_a_broken_file_of_topics_is_told_where_and_the_last_good_one_serves(
    watching_desk: Any, own_topics: Path, sign_in: Callable[..., Any]
) -> None:
    client = watching_desk.client()
    sign_in(client, "paul")
    assert "fichier de thèmes" not in words(client.get("/pilotage").text)
    own_topics.write_text("topics:\n- id: [bacs\n", encoding="utf-8")
    page = client.get("/pilotage")
    assert page.status_code == 200
    said = words(page.text)
    assert "les thèmes d’avant servent toujours. Le fichier de thèmes « themes.yaml »" in said
    assert "ligne 3, colonne 1" in said
    assert cells(page.text, "Ponts") == ["– absent"] * 3


def test_the_operators_own_topics_are_told_apart_with_their_file(
    watching_desk: Any, own_topics: Path, sign_in: Callable[..., Any]
) -> None:
    client = watching_desk.client()
    sign_in(client, "paul")
    page = client.get("/pilotage").text
    said = words(page)
    assert f"Ils sont lus dans le fichier {own_topics}." in said
    assert "Bacs (ajouté)" in said
    assert 'href="/pilotage/theme/bacs?rapport=bilan"' in page
    sound = own_topics.read_text(encoding="utf-8")
    own_topics.write_text(sound.replace("id: bacs", "id: velo"), encoding="utf-8")
    page = client.get("/pilotage").text
    assert "Bacs (remplace celui de Selon)" in words(page)
    assert cells(page, 'Vélo &amp; marche <span class="own">(thème à vous)</span>')[2] == "– absent"


def test_without_topics_of_ones_own_it_is_told_how_to_have_some(staff: TestClient) -> None:
    assert "donne son chemin au réglage SELON_TOPICS" in words(staff.get("/pilotage").text)


def test_coverage_is_worked_out_anew_where_the_topics_change(
    watching_desk: Any, own_topics: Path, sign_in: Callable[..., Any]
) -> None:
    client = watching_desk.client()
    sign_in(client, "paul")
    client.get("/pilotage")
    client.get("/pilotage")
    assert watching_desk.worked_out == ["bilan"]
    sound = own_topics.read_text(encoding="utf-8")
    own_topics.write_text(sound.replace("[bac]", "[bac, passeur]"), encoding="utf-8")
    client.get("/pilotage")
    assert watching_desk.worked_out == ["bilan", "bilan"]
