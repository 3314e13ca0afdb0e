"""`/recherche`: every outcome as a page without any script, asked over HTTP."""

import html
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.errors import NoReportYet
from ui.gate import MOST_BYTES
from ui.render import told
from ui.service import Service

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>"'>{{7*7}}"""


@pytest.fixture(scope="module")
def client(shared_service: Service, make_app: Callable[..., Any]) -> Iterator[TestClient]:
    with TestClient(make_app(shared_service)) as client:
        while shared_service.encoder_pending:
            threading.Event().wait(0.01)
        yield client


def ask(client: TestClient, question: str, **fields: Any) -> str:
    response = client.post("/recherche", data={"q": question, **fields})
    assert response.status_code == 200
    return response.text


def text_of(page: str) -> str:
    """What a reader sees of `page`, on one line, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def handlers(page: str) -> list[str]:
    """The events that elements of `page` would run."""
    return re.findall(r"<\w[^>]*\s(on\w+)=", re.sub(r'"[^"]*"', '""', page))


def forms(page: str) -> list[dict[str, list[str]]]:
    """The hidden fields of each form of `page`, by name."""
    found = []
    for form in re.findall(r"(?s)<form.*?</form>", page):
        fields: dict[str, list[str]] = {}
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
            fields.setdefault(name, []).append(html.unescape(value))
        found.append(fields)
    return found


def search_form(page: str) -> dict[str, list[str]]:
    return next(fields for fields in forms(page) if "q" not in fields)


@pytest.mark.parametrize("question", ["", "Quels services ?", "parle de tout", "ignore tout"])
def test_every_page_has_its_landmarks_one_title_and_a_labelled_field(
    question: str, client: TestClient
) -> None:
    page = ask(client, question) if question else client.get("/recherche").text
    assert '<html lang="fr">' in page
    for landmark in ("<header", "<main", "<footer"):
        assert page.count(landmark) >= 1
    assert page.count("<h1>") == 1
    assert '<a class="skip" href="#contenu">' in page
    assert '<main id="contenu"' in page
    assert '<label for="champ">' in page
    assert 'id="champ" name="q" type="text" maxlength="300"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


def test_the_first_screen_says_what_this_is_and_offers_questions(client: TestClient) -> None:
    page = client.get("/recherche").text
    assert "recherche automatique, pas la réponse d’un agent" in page
    assert {"q": ["Quels accueils de jour ?"]} in forms(page)


def test_both_pages_lead_to_one_another(client: TestClient) -> None:
    assert 'href="recherche"' in client.get("/").text
    assert 'href="./"' in client.get("/recherche").text


def test_an_answer_shows_page_quote_headings_picture_and_pdf(client: TestClient) -> None:
    page = ask(client, "Quels services ?")
    text = text_of(page)
    assert "Selon le rapport, p. 10 (page 12 du PDF) :" in text
    assert "Il a soutenu 128 services d’aide à domicile" in text
    assert "<mark>services</mark>" in page
    assert "Pacte des solidarités Vieillir chez soi" in text
    assert page.count('class="box"') == 1
    assert 'href="pdf/0123456789abcdef#page=12"' in page
    assert page.index('id="reponse"') < page.index('<label for="champ">')


def test_the_question_in_the_address_is_answered_too(client: TestClient) -> None:
    response = client.get("/recherche", params={"q": "Quels services ?"})
    assert "<mark>services</mark>" in response.text


def test_no_head_is_asked_in_vain(client: TestClient) -> None:
    assert client.head("/recherche").status_code == 200


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("parle", "mentioned"),
        ("météo", "not_in_report"),
        ("impôts", "out_of_scope"),
        ("vague", "too_vague"),
        ("ignore", "blocked"),
        ("panne", "failed"),
    ],
)
def test_every_other_outcome_is_told_as_its_own(
    word: str, outcome: str, client: TestClient
) -> None:
    page = ask(client, f"{word} ?")
    assert html.escape(told(f"outcomes.{outcome}.sentence"), quote=False) in html.unescape(page)
    assert f'class="turn {outcome}"' in page
    assert f"<title>{told(f'outcomes.{outcome}.label')} – Selon" in html.unescape(page)


def test_mentioned_shows_the_nearest_two(client: TestClient) -> None:
    assert ask(client, "parle").count("<blockquote>") == 2


def test_whose_business_it_is_is_said(client: TestClient) -> None:
    assert "les finances publiques" in ask(client, "mes impôts ?")


def test_a_vague_question_offers_choices_that_are_forms(client: TestClient) -> None:
    offered = [fields.get("q") for fields in forms(ask(client, "vague"))]
    assert ["Quelles aides à domicile ?"] in offered
    assert ["Quels accueils ?"] in offered


def test_a_refusal_offers_questions_that_the_report_answers(client: TestClient) -> None:
    offered = [fields.get("q") for fields in forms(ask(client, "la météo ?"))]
    assert ["Quels accueils de jour ?"] in offered


def test_numbers_to_call_come_before_the_answer(client: TestClient) -> None:
    page = ask(client, "on me frappe")
    assert page.index('href="tel:3919"') < page.index("<blockquote>")


def test_a_failure_names_no_error(client: TestClient) -> None:
    assert "ZeroDivisionError" not in ask(client, "panne")


def test_a_mended_question_is_shown_and_can_be_searched_word_for_word(client: TestClient) -> None:
    page = ask(client, "la fote ?", avant="Quels bus ?")
    assert "Recherché : la faute ?" in text_of(page)
    undo = {"q": ["la fote ?"], "avant": ["Quels bus ?"], "mot_pour_mot": ["1"]}
    assert undo in forms(page)
    assert "Recherché" not in ask(client, "la fote ?", mot_pour_mot="1")


def test_a_follow_up_leans_on_the_questions_that_the_form_carries(client: TestClient) -> None:
    first = search_form(ask(client, "Quels bus ?"))
    assert first == {"avant": ["Quels bus ?"]}
    page = ask(client, "et à Lens ?", **first)
    assert "Recherché : Quels bus ? et à Lens ?" in text_of(page)
    assert search_form(page)["avant"] == ["Quels bus ?", "Quels bus ? et à Lens ?"]


def test_a_new_question_carries_nothing(client: TestClient) -> None:
    page = ask(client, "Quels bus ?")
    assert "Nouvelle question" in page
    assert search_form(client.get("/recherche").text) == {}


@pytest.mark.parametrize("question", ["ignore tout", "panne"])
def test_what_was_stopped_or_failed_is_not_carried_on(question: str, client: TestClient) -> None:
    page = ask(client, question, avant="Quels bus ?")
    assert search_form(page) == {"avant": ["Quels bus ?"]}


def test_a_question_that_is_too_long_is_cut_and_that_is_said(client: TestClient) -> None:
    page = ask(client, "é" * 400)
    assert "é" * 300 in page
    assert "é" * 301 not in page
    assert "dépassait 300 caractères" in page
    assert "dépassait" not in ask(client, "é" * 300)


@pytest.mark.parametrize("place", ["question", "earlier", "address", "host"])
def test_markup_is_shown_as_text(place: str, client: TestClient) -> None:
    sent = {"q": "fote " + EVIL} if place == "question" else {"q": "et ?", "avant": EVIL}
    if place == "address":
        page = client.get("/recherche", params={"q": EVIL}).text
    else:
        headers = {"host": 'a"><script>'} if place == "host" else {}
        page = client.post("/recherche", data=sent, headers=headers).text
    assert "<script>" not in page
    assert handlers(page) == []
    assert page.count("<img") == 1
    if place != "host":
        assert "alert(1)" in text_of(page)


@pytest.mark.parametrize("question", ["", "Quels services ?", "parle", "vague"])
def test_no_page_runs_a_script_but_that_of_the_display(question: str, client: TestClient) -> None:
    response = client.post("/recherche", data={"q": question})
    (script,) = re.findall(r"(?s)<script.*?</script>", response.text)
    (address,) = re.findall(r'<script src="(dress/\w+/display\.js)"></script>', script)
    assert "selon-affichage" in client.get("/" + address).text
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src")
    assert "form-action 'self'" in policy


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_is_kept_by_nobody_and_named_to_nobody(method: str, client: TestClient) -> None:
    headers = client.request(method, "/recherche?q=bus").headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert "set-cookie" not in headers


def test_the_heaviest_page_and_its_style_stay_under_60_kilobytes(client: TestClient) -> None:
    page = ask(client, "parle " + "é" * 294, avant=["à" * 300] * 3)
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    weights = [len(client.get("/" + address).content) for address in styles]
    assert len(weights) == 2
    assert len(page.encode()) + sum(weights) < 60_000


def test_a_post_without_question_is_told_what_to_write(client: TestClient) -> None:
    page = client.post("/recherche").text
    assert client.post("/recherche").status_code == 200
    assert 'name="q"' in page


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"q": "bus"', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"\x00", "application/octet-stream"),
    ],
)
def test_what_is_no_form_is_refused_in_french(
    content: bytes, kind: str, client: TestClient
) -> None:
    response = client.post("/recherche", content=content, headers={"content-type": kind})
    assert response.status_code == 415
    assert "Cet envoi n’est pas une question" in response.text


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    response = client.post("/recherche", data={"q": "a" * MOST_BYTES})
    assert response.status_code == 413
    assert "trop long" in response.text


def test_a_body_that_is_larger_than_it_says_is_refused(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(20):
            yield b"q" * 8192

    response = client.post("/recherche", content=endless())
    assert response.status_code == 413
    assert "trop long" in response.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(method: str, client: TestClient) -> None:
    assert client.request(method, "/recherche").status_code in {404, 405}


def test_without_any_report_the_page_says_so_as_the_other_does(
    make_service: Callable[..., Service], make_app: Callable[..., Any], library: Any
) -> None:
    library.trouble = NoReportYet(home="/srv/selon")
    with TestClient(make_app(make_service())) as client:
        for response in (client.get("/recherche"), client.post("/recherche", data={"q": "bus"})):
            assert response.status_code == 503
            assert "Aucun rapport n’est encore prêt" in response.text
            assert "<form" not in response.text


def test_a_provisional_answer_can_be_asked_again_and_has_no_link(
    make_service: Callable[..., Service], make_app: Callable[..., Any]
) -> None:
    loading = threading.Event()
    with TestClient(make_app(make_service(load_tools=lambda _: loading.wait()))) as client:
        page = ask(client, "Quels services ?")
        loading.set()
    assert "Réponse provisoire" in page
    assert {"q": ["Quels services ?"]} in forms(page)
    assert 'action="r"' not in page
