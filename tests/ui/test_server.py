"""What the server serves, refuses, and says of itself, asked over HTTP without a browser."""

import io
import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from index.errors import NoReportYet
from ui.gate import MOST_BYTES
from ui.service import Service

EDITION = "0123456789abcdef"


MakeClient = Callable[[Service], TestClient]


@pytest.fixture(scope="module")
def make_client(make_app: Callable[[Service], FastAPI]) -> MakeClient:
    """A function that makes a client of a whole application over the service."""
    return lambda service: TestClient(make_app(service))


@pytest.fixture(scope="module")
def client(shared_service: Service, make_client: MakeClient) -> Iterator[TestClient]:
    with make_client(shared_service) as client:
        yield client


def test_health_says_which_edition_answers(client: TestClient) -> None:
    response = client.get("/sante")
    told = response.json()
    assert response.status_code == 200
    assert (told["ready"], told["report"], told["edition"]) == (True, "bilan", EDITION)
    assert told["encoder"] in {"loading", "ready"}


def test_health_is_503_until_an_answer_is_possible(
    make_service: Callable[..., Service], make_client: MakeClient, library: Any
) -> None:
    library.trouble = NoReportYet(home="/srv/selon")
    with make_client(make_service()) as client:
        response = client.get("/sante")
        page = client.get("/")
    assert response.status_code == 503
    assert response.json()["ready"] is False
    assert page.status_code == 200
    assert "Aucun rapport n’est encore prêt" in page.text


def test_the_page_is_french_and_bears_our_name(client: TestClient) -> None:
    page = client.get("/").text
    assert re.search(r'<html\s+lang="fr"', page)
    assert "<title>Selon : Bilan d’étape 2021-2025 du Département</title>" in page.replace(
        "\u00a0", " "
    )
    assert "Gradio" not in re.sub(r"(?s)<script.*?</script>", "", page)


def test_the_page_names_no_other_host(client: TestClient) -> None:
    page = re.sub(r"(?s)<script.*?</script>", "", client.get("/").text)
    assert re.findall(r"https?://[^\"' <]+", page) == []


def test_the_page_says_what_it_is_before_any_script_ran(client: TestClient) -> None:
    page = client.get("/").text
    assert "recherche automatique, pas la réponse d’un agent" in page
    assert "<noscript>" in page


def test_a_query_string_changes_nothing_on_the_page(client: TestClient) -> None:
    assert '"deep_link_state":"none"' in client.get("/?deep_link=..%2f..%2fsecret").text


def test_every_file_that_the_page_names_is_served(client: TestClient) -> None:
    page = client.get("/").text
    named = re.findall(r'(?:href|src)="(dress/[^"]+)"', page)
    assert len(named) == 6
    for address in named:
        response = client.get("/" + address)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]


def test_the_stylesheet_finds_its_fonts(client: TestClient) -> None:
    page = client.get("/").text
    (sheet,) = re.findall(r'href="(dress/[^"]+style.css)"', page)
    fonts = re.findall(r'url\("([^"]+)"\)', client.get("/" + sheet).text)
    assert len(fonts) == 2
    for font in fonts:
        response = client.get("/dress/" + font.removeprefix("../"))
        assert response.content[:4] == b"wOF2"


def test_a_file_under_another_hash_is_not_there(client: TestClient) -> None:
    assert client.get("/dress/000000000000/style.css").status_code == 404


def test_the_editions_pdf_is_served_to_be_read_and_not_kept(client: TestClient) -> None:
    response = client.get(f"/pdf/{EDITION}")
    assert response.content == b"%PDF-1.7 twelve pages"
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("edition", ["fedcba9876543210", "%2e%2e%2fsecret", "' OR 1=1"])
def test_an_unknown_edition_has_no_pdf(edition: str, client: TestClient) -> None:
    response = client.get(f"/pdf/{edition}")
    assert response.status_code == 404
    assert 'lang="fr"' in response.text


def test_a_page_picture_is_drawn_in_the_width_asked(client: TestClient) -> None:
    response = client.get(f"/page/{EDITION}/12.webp?width=1800")
    assert Image.open(io.BytesIO(response.content)).width == 1800
    assert response.headers["content-type"] == "image/webp"
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        f"/page/{EDITION}/0.webp",
        f"/page/{EDITION}/15.webp",
        f"/page/{EDITION}/-1.webp",
        f"/page/{EDITION}/1e3.webp",
        f"/page/{EDITION}/²3.webp",
        f"/page/{EDITION}/{'9' * 4000}.webp",
        f"/page/{EDITION}/12.webp?width=99999",
        "/page/fedcba9876543210/12.webp",
    ],
)
def test_a_page_that_is_not_there_is_told_in_french(address: str, client: TestClient) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.text


def test_a_width_that_is_no_number_is_refused_in_french(client: TestClient) -> None:
    response = client.get(f"/page/{EDITION}/12.webp?width=large")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.text


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/upload_progress?upload_id=1"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://example.org"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/deep_link"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/monitoring"),
        ("GET", "/config"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "/manifest.json"),
        ("POST", "/login"),
        ("GET", "/n-importe-quoi"),
    ],
)
def test_what_the_page_does_not_use_is_closed(
    method: str, address: str, client: TestClient
) -> None:
    response = client.request(method, address)
    assert response.status_code == 404
    assert "Il n’y a rien à cette adresse" in response.text


@pytest.mark.parametrize("address", ["/", "/sante", "/nulle-part", f"/page/{EDITION}/99.webp"])
def test_every_response_bears_the_headers_of_a_quiet_site(address: str, client: TestClient) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "connect-src 'self'" in headers["content-security-policy"]


def test_the_agents_desk_stands_before_the_pages_and_is_closed(client: TestClient) -> None:
    page = client.get("/agents")
    assert page.status_code == 503
    assert "Le poste des agents est fermé" in page.text
    assert client.post("/agents/chercher", json={"q": "aides"}).status_code == 401


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    response = client.post("/gradio_api/run/predict", content=b"x" * (MOST_BYTES + 1))
    assert response.status_code == 413


def test_a_body_that_is_larger_than_it_says_is_refused(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 8192

    response = client.post("/gradio_api/run/predict", content=endless())
    assert response.status_code >= 400


def test_a_marked_question_stands_in_no_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for question in ("MARQUE-7391 combien d’aides ?", "MARQUE-7391 panne"):
        assert "MARQUE-7391" in ask(client, question)
    client.get("/sante?q=MARQUE-7391")
    for question in ("MARQUE-7391 combien d’aides ?", "MARQUE-7391 panne"):
        assert "MARQUE-7391" in client.get("/recherche", params={"q": question}).text
        assert "MARQUE-7391" in client.post("/recherche", data={"q": question}).text
        client.post("/r", data={"q": question})
    client.get("/r/aaaaaaaaaa?q=MARQUE-7391")
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert [r.getMessage() for r in ours if "MARQUE" in r.getMessage()] == []
    assert any("ZeroDivisionError" in r.getMessage() for r in ours)


def ask(client: TestClient, question: str, session: str | None = None) -> str:
    """The conversation after `question`, asked as the page's script asks."""
    config = re.search(r"window.gradio_config = (\{.*?\});</script>", client.get("/").text)
    assert config
    dependencies = json.loads(config[1])["dependencies"]
    (asking,) = [one for one in dependencies if len(one["targets"]) == 2]
    response = client.post(
        "/gradio_api/run/predict",
        json={
            "data": [question, None],
            "fn_index": asking["id"],
            "session_hash": session or uuid.uuid4().hex,
        },
    )
    assert response.status_code == 200
    return str(response.json()["data"][2])


def test_a_question_is_answered_over_http(client: TestClient) -> None:
    assert "128 <mark>services</mark>" in ask(client, "Quels services ?")


def test_a_question_that_fails_is_told_as_such(client: TestClient) -> None:
    html = ask(client, "panne")
    assert "La recherche a échoué" in html
    assert "ZeroDivisionError" not in html


def test_a_question_is_cut_at_three_hundred_characters(client: TestClient) -> None:
    assert "é" * 300 in ask(client, "é" * 400)
    assert "é" * 301 not in ask(client, "é" * 400, "another")


def test_a_follow_up_leans_on_its_own_visit_alone(client: TestClient) -> None:
    ask(client, "Quels bus ?", "first")
    ask(client, "Quelles routes ?", "second")
    assert "Quels bus ? et à Calais" in ask(client, "et à Calais ?", "first")
    second = ask(client, "et à Calais ?", "second")
    assert "Quelles routes ? et à Calais" in second
    assert "bus" not in second


def test_a_visit_without_a_past_has_nothing_to_lean_on(client: TestClient) -> None:
    ask(client, "Quels bus ?", "first")
    assert "bus" not in ask(client, "et à Calais ?", "third")
