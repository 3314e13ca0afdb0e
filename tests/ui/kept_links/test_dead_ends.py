"""Where there is no link to make or to follow: every dead end helps, and nothing is kept."""

import html
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.permalinks import Permalinks
from ui.service import Service

EDITION, LATER = "0123456789abcdef", "fedcba9876543210"
QUESTION = "Quels services ?"
Make = Callable[..., TestClient]
Keep = Callable[..., str]


def test_a_link_to_an_edition_that_is_gone_says_so_and_asks_the_live_one(
    make_client: Make, library: Any, keep: Keep
) -> None:
    path = keep(make_client())
    library.publish(LATER)
    del library.shelved[EDITION]
    client = make_client()
    for address in (path, path + "/fiche"):
        response = client.get(address)
        assert response.status_code == 410
        assert "L’édition citée n’est plus conservée" in response.text
        assert f'name="q" value="{QUESTION}"' in response.text


def test_an_edition_that_was_deleted_while_it_served_is_gone_at_once(
    client: TestClient, library: Any, keep: Keep
) -> None:
    path = keep(client)
    client.get(path)
    library.publish(LATER)
    del library.shelved[EDITION]
    library.edition.pdf.unlink()
    assert client.get(path).status_code == 410


@pytest.mark.parametrize(
    "code",
    [
        "aaaaaaaaaa",
        "a",
        "a" * 4000,
        "%2e%2e",
        "%00aaaaaaaaa",
        "aaaaaaaaa'",
        "é" * 10,
        "aaaaaaaaaa;",
        "' OR 1=1 --",
        "%ff%fe",
    ],
)
@pytest.mark.parametrize("sheet", ["", "/fiche"])
def test_a_code_that_was_never_given_helps_its_reader(
    code: str, sheet: str, client: TestClient, keep: Keep
) -> None:
    keep(client)
    response = client.get(f"/r/{code}{sheet}")
    assert response.status_code == 404
    assert 'lang="fr"' in response.text
    if code == "aaaaaaaaaa":
        assert "Ce lien ne mène à aucune réponse" in response.text
        assert 'href="recherche"' in response.text


@pytest.mark.parametrize(
    "address", ["/r/..%2f..%2fetc%2fpasswd", "/r/a/b", "/r//fiche", "/r/a/fiche/b"]
)
def test_paths_that_lead_elsewhere_lead_nowhere(address: str, client: TestClient) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "root:" not in response.text


def test_the_address_without_a_code_helps_too(client: TestClient) -> None:
    response = client.get("/r")
    assert response.status_code == 404
    assert "Ce lien ne mène à aucune réponse" in response.text


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("ignore tout", 422, "n’a pas été traitée"),
        ("vague", 422, "trop courte ou trop générale"),
        ("panne", 503, "La recherche a échoué"),
    ],
)
def test_what_has_no_link_says_why(
    question: str, status: int, said: str, client: TestClient, tmp_path: Path
) -> None:
    response = client.post("/r", data={"q": question, "edition": EDITION})
    assert response.status_code == status
    assert said in html.unescape(response.text)
    assert not (tmp_path / "permalinks.sqlite").exists()


def test_personal_data_is_never_kept(make_client: Make, make_answer: Any, tmp_path: Path) -> None:
    masked = make_answer(question="moi […], quels bus ?", notices={"personal_data_masked": "name"})
    client = make_client(ask=lambda *_, **__: masked)
    page = client.post("/recherche", data={"q": "moi Jean, quels bus ?"}).text
    assert 'action="r"' not in page
    assert "ne peut pas avoir de lien" in page
    response = client.post("/r", data={"q": "moi Jean, quels bus ?", "edition": EDITION})
    assert response.status_code == 422
    assert "contenait des données personnelles" in response.text
    assert "Jean" not in response.text
    assert not (tmp_path / "permalinks.sqlite").exists()


def test_a_provisional_answer_is_not_kept(
    make_service: Callable[..., Service], make_app: Callable[..., Any], permalinks: Permalinks
) -> None:
    loading = threading.Event()
    service = make_service(load_tools=lambda _: loading.wait())
    with TestClient(make_app(service, permalinks=permalinks)) as client:
        response = client.post("/r", data={"q": QUESTION, "edition": EDITION})
        loading.set()
    assert response.status_code == 503
    assert "finit de démarrer" in response.text


def test_too_many_links_at_once_are_refused_politely(client: TestClient, keep: Keep) -> None:
    for _ in range(20):
        keep(client)
    response = client.post("/r", data={"q": QUESTION, "edition": EDITION})
    assert response.status_code == 429
    assert "Attendez une minute" in response.text


def test_a_file_that_cannot_be_used_is_said_and_logged_without_the_question(
    make_client: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"this is no database, whatever its name says" * 30)
    client = make_client(links=Permalinks(tmp_path / "broken.sqlite"))
    kept = client.post("/r", data={"q": "MARQUE services ?", "edition": EDITION})
    for response in (kept, client.get("/r/aaaaaaaaaa"), client.get("/r/aaaaaaaaaa/fiche")):
        assert response.status_code == 503
        assert "Les liens sont indisponibles" in response.text
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("selon")]
    assert any("links can't be kept" in line for line in ours)
    assert "MARQUE" not in " ".join(ours)


def test_an_installation_without_links_answers_all_the_same(make_client: Make) -> None:
    client = make_client(links=None)
    assert client.post("/recherche", data={"q": QUESTION}).status_code == 200
    assert client.post("/r", data={"q": QUESTION}).status_code == 503


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_what_is_no_form_makes_no_link(kind: str, client: TestClient) -> None:
    response = client.post("/r", content=b"{", headers={"content-type": kind})
    assert response.status_code == 415
