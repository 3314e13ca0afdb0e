"""The pages of quality: figures that lead to questions, runs compared, and one begun here."""

import re
import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.background import Background

EDITION = "0123456789abcdef"
HERE = "/pilotage/qualite"
Enter = Callable[[str], TestClient]


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def csrf_of(page: str) -> str:
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


@pytest.fixture
def background() -> Background:
    return Background()


@pytest.fixture
def enter(measured: Any, desk: Any, background: Background, tmp_path: Path, sign_in: Any) -> Enter:
    """A function that signs someone in at a desk that follows quality."""
    followed = type(desk)(tmp_path, quality=measured.quality, background=background)

    def entering(name: str) -> TestClient:
        client: TestClient = followed.client()
        sign_in(client, name)
        return client

    return entering


@pytest.fixture
def paul(enter: Enter) -> TestClient:
    return enter("paul")


def post(client: TestClient, **given: str) -> Any:
    csrf = csrf_of(client.get(HERE).text)
    return client.post(f"{HERE}/mesurer", data={"csrf": csrf, "jeu": "maison", **given})


def test_before_any_run_the_page_says_so_and_offers_one(paul: TestClient) -> None:
    page = paul.get(HERE).text
    assert "Aucune mesure n’a encore été gardée" in words(page)
    assert "Mesurer maintenant" in page
    assert "courbe.svg" not in page


def test_the_last_run_is_told_in_plain_words(measured: Any, paul: TestClient) -> None:
    measured.measure()
    said = words(paul.get(HERE).text)
    assert "Questions dont la réponse est dans le rapport : 2, dont 1 bien répondue." in said
    assert "le rapport ne répond pas : 1, dont 1 sans rien d’affirmé." in said
    assert "Toutes les phrases montrées ont été retrouvées mot pour mot" in said
    assert f"Demandée par : paul. Édition : bilan {EDITION}. Modèle : selon-fr." in said


def test_every_figure_leads_to_the_questions_behind_it(measured: Any, paul: TestClient) -> None:
    measured.measure()
    page = paul.get(HERE).text
    links = [unescape(each) for each in re.findall(r'href="([^"]+/questions\?[^"]+)"', page)]
    figures = re.findall(r'href="([^"]+/questions\?[^"]+)">(\d+) (?:réussie|manquée)', page)
    assert len(links) > 12
    for address, count in figures:
        assert f"{count} question" in words(paul.get(unescape(address)).text)


def test_a_missed_question_shows_what_was_expected_and_what_was_shown(
    measured: Any, paul: TestClient
) -> None:
    run = measured.measure()
    page = paul.get(f"{HERE}/questions?mesure={run}&obtenu=non").text
    said = words(page)
    assert "1 question · manquées" in said
    assert "ne contient pas tout ce qu’il fallait montrer" in said
    assert "Bonne page : 12" in said
    assert "Ce qu’il fallait montrer : 7" in said
    assert "Il a soutenu 128 services" in said
    assert f'href="/page/{EDITION}/12.webp?width=1800"' in page
    assert "Des &lt;b&gt;ponts&lt;/b&gt; ?" in page


def test_questions_are_filtered_by_kind_topic_and_family(measured: Any, paul: TestClient) -> None:
    run = measured.measure()
    for chosen, heading in (
        ("nature=near_miss", "Quelle météo ?"),
        ("theme=velo", "Combien de pistes ?"),
        ("famille=Routes", "Combien de pistes ?"),
    ):
        page = paul.get(f"{HERE}/questions?mesure={run}&{chosen}").text
        assert re.findall("<h3>(.+)</h3>", page) == [heading]


@pytest.mark.parametrize(
    "path",
    [
        "?jeu=rien", "?mesure=rien", "/questions", "/questions?mesure=../gold",
        "/questions?mesure={run}&nature=rien", "/questions?mesure={run}&chiffre=rien",
        "/questions?mesure={run}&suite=-1", "/comparaison?avant={run}", "/courbe.svg?jeu=dossier",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_french(measured: Any, paul: TestClient, path: str) -> None:
    response = paul.get(HERE + path.format(run=measured.measure()))
    assert response.status_code == 404
    assert "Il n’y a rien" in response.text


def test_two_runs_are_compared_question_by_question(measured: Any, paul: TestClient) -> None:
    before = measured.measure()
    measured.silent = {"Combien de pistes ?", "Quelle météo ?"}
    after = measured.measure()
    said = words(paul.get(f"{HERE}/comparaison?avant={before}&apres={after}").text)
    assert "1 question réussie avant et manquée depuis Combien de pistes ?" in said
    assert "0 question manquée avant" in said
    assert "Bonnes réponses 50 sur 100 entre 9 et 91 sur 100 0 sur 100" in said


def test_runs_follow_each_other_in_a_chart_and_in_a_table(measured: Any, paul: TestClient) -> None:
    measured.measure()
    measured.measure(by="")
    page = paul.get(HERE).text
    assert f'src="{HERE}/courbe.svg?jeu=maison"' in page
    said = words(page)
    assert said.index("ligne de commande") < said.index("paul bilan")
    response = paul.get(f"{HERE}.csv?jeu=maison")
    heads, *rows = response.content.decode("utf-8-sig").strip().split("\r\n")
    assert heads.startswith("Mesure;Demandée par;Édition;Modèle;Version de Selon;Bonnes réponses")
    assert len(rows) == 2
    assert f";paul;bilan {EDITION};selon-fr;" in rows[1]
    assert ";50;9;91;2;" in rows[1]


def test_other_questions_than_before_are_told(measured: Any, paul: TestClient) -> None:
    measured.measure()
    measured.write({"id": "n", "kind": "direct", "question": "Neuve ?", "pages": [12]})
    measured.measure()
    assert words(paul.get(HERE).text).count("questions changées") == 1


def test_a_run_is_made_from_the_page_and_shown(
    measured: Any, paul: TestClient, background: Background
) -> None:
    response = post(paul)
    assert (response.status_code, response.headers["location"]) == (303, f"{HERE}?jeu=maison")
    background.wait(60)
    assert "Demandée par : paul." in words(paul.get(HERE).text)


def test_only_one_run_is_made_at_a_time_and_its_progress_is_told(
    measured: Any, enter: Enter, background: Background
) -> None:
    told, go_on = threading.Event(), threading.Event()

    def work(tell: Any) -> str:
        tell("questions", 2, 3)
        told.set()
        go_on.wait(60)
        return ""

    paul, csrf = enter("paul"), ""
    csrf = csrf_of(paul.get(HERE).text)
    background.begin("quality", "anne", work)
    assert told.wait(60)
    shown = words(paul.get(HERE).text)
    refused = paul.post(f"{HERE}/mesurer", data={"csrf": csrf, "jeu": "maison"})
    go_on.set()
    background.wait(60)
    assert "Travail lancé par anne" in shown
    assert "2 questions posées sur 3." in shown
    assert "Mesurer maintenant" not in shown
    assert refused.status_code == 409
    assert "Un travail lancé par anne est déjà en cours" in words(refused.text)


def test_a_form_that_is_not_ours_measures_nothing(measured: Any, paul: TestClient) -> None:
    assert post(paul, csrf="autre").status_code == 403
    assert not (measured.home / "quality").exists()


def test_whoever_is_not_signed_in_sees_and_measures_nothing(
    measured: Any, paul: TestClient
) -> None:
    paul.cookies.clear()
    for path in ("", "/questions", "/comparaison"):
        assert paul.get(HERE + path).headers["location"] == "/pilotage/connexion"
    for path in ("/courbe.svg", ".csv"):
        assert paul.get(HERE + path).status_code == 401
    assert paul.post(f"{HERE}/mesurer", data={"jeu": "maison"}).status_code == 303
    assert not (measured.home / "quality").exists()


def test_an_agent_is_told_that_it_is_not_theirs(enter: Enter) -> None:
    assert enter("marie").get(HERE).status_code == 403


def test_a_broken_gold_file_is_told_where_and_the_last_run_is_still_shown(
    measured: Any, paul: TestClient
) -> None:
    measured.measure()
    (measured.home / "gold.jsonl").write_text('{"id": "a"\n', encoding="utf-8")
    page = paul.get(HERE)
    assert page.status_code == 200
    said = words(page.text)
    assert "« gold.jsonl », ligne 1, colonne 11" in said
    assert "La dernière mesure réussie reste montrée." in said
    assert "dont 1 bien répondue" in said
    assert post(paul).status_code == 422


def test_questions_about_a_report_that_is_not_read_here_say_how_to_read_it(
    paul: TestClient,
) -> None:
    page = paul.get(f"{HERE}?jeu=dossier").text
    assert "dossier.pdf" in words(page)
    assert "selon ingest" in words(page)
    response = post(paul, jeu="dossier")
    assert response.status_code == 422
    assert "selon ingest" in words(response.text)


def test_an_edition_that_went_away_is_told_and_its_pages_are_no_links(
    measured: Any, paul: TestClient
) -> None:
    run = measured.measure()
    file = measured.home / "quality" / f"{run}.json"
    file.write_text(file.read_text().replace(EDITION, "a" * 16))
    assert "une autre édition a été publiée, ou le rapport retiré" in words(paul.get(HERE).text)
    page = paul.get(f"{HERE}/questions?mesure={run}&obtenu=non").text
    assert "cette édition de bilan.pdf n’est plus lue ici" in words(page)
    assert "/page/" not in page


def test_a_damaged_run_is_named_and_left_out(measured: Any, paul: TestClient) -> None:
    run = measured.measure()
    (measured.home / "quality" / "20250101T000000Z-own.json").write_text("{")
    said = words(paul.get(HERE).text)
    assert "laissées de côté : 20250101T000000Z-own.json." in said
    assert "dont 1 bien répondue" in said
    assert paul.get(f"{HERE}?mesure=20250101T000000Z-own").status_code == 503
    assert paul.get(f"{HERE}?mesure={run}").status_code == 200


def test_a_run_that_failed_says_why(
    measured: Any, paul: TestClient, background: Background
) -> None:
    (measured.home / "quality").write_text("no folder")
    assert post(paul).status_code == 303
    background.wait(60)
    said = words(paul.get(HERE).text)
    assert "La dernière mesure demandée n’a pas abouti." in said
