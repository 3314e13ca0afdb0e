"""`/r`: a link made on a click leads back to the same answer, and every dead end helps."""

import html
import logging
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.answer import Outcome
from retrieval.gold import GoldQuestion, Kind
from retrieval.review_store import ReviewStore
from retrieval.reviews import Mark, Review, fingerprint, review_id
from ui.dressing import wardrobe
from ui.permalinks import Permalinks
from ui.service import Service

EDITION, LATER = "0123456789abcdef", "fedcba9876543210"
QUESTION = "Quels services ?"
DISPLAY = wardrobe()["display.js"].address
EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>"'>"""
Make = Callable[..., TestClient]


@pytest.fixture
def permalinks(tmp_path: Path) -> Permalinks:
    return Permalinks(tmp_path / "permalinks.sqlite")


@pytest.fixture
def make_client(
    make_service: Callable[..., Service],
    make_app: Callable[..., Any],
    permalinks: Permalinks,
) -> Iterator[Make]:
    """A function that makes a client whose encoder is there; its service's parts can be given."""
    entered: list[TestClient] = []

    def make(
        links: Permalinks | None = permalinks, reviews: ReviewStore | None = None, **parts: Any
    ) -> TestClient:
        service = make_service(**parts)
        client = TestClient(make_app(service, permalinks=links, reviews=reviews))
        entered.append(client.__enter__())
        while service.encoder_pending:
            threading.Event().wait(0.01)
        return client

    yield make
    for client in entered:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: Make) -> TestClient:
    return make_client()


def keep(client: TestClient, question: str = QUESTION, **fields: str) -> str:
    """The path of a new link."""
    sent = {"q": question, "edition": EDITION, **fields}
    response = client.post("/r", data=sent, follow_redirects=False)
    assert response.status_code == 303
    return "/" + response.headers["location"]


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def handlers(page: str) -> list[str]:
    """The events that elements of `page` would run."""
    return re.findall(r"<\w[^>]*\s(on\w+)=", re.sub(r'"[^"]*"', '""', page))


def quotes(page: str) -> list[str]:
    return re.findall(r"(?s)<blockquote>.*?</blockquote>", page)


def test_the_button_of_an_answer_makes_a_link_to_that_answer(client: TestClient) -> None:
    page = client.post("/recherche", data={"q": QUESTION}).text
    (form,) = re.findall(r'(?s)<form class="keep" method="post" action="r".*?</form>', page)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields == {"q": QUESTION, "edition": EDITION}
    kept = client.post("/r", data=fields)
    assert re.search(r"/r/[a-z2-9]{10}$", str(kept.url))
    assert quotes(kept.text) == quotes(page)
    assert quotes(page)


def test_a_link_says_what_it_is_and_leads_to_its_sheet(client: TestClient) -> None:
    path = keep(client)
    page = client.get(path).text
    assert f"http://testserver{path}" in page
    assert f'href="{path[1:]}/fiche"' in page
    assert '<base href="../">' in page
    assert EDITION in page


def test_a_kept_question_that_is_misspelt_is_shown_as_it_was_searched(client: TestClient) -> None:
    path = keep(client, "Quelle fote ?")
    for page in (client.get(path), client.get(path + "/fiche")):
        assert page.status_code == 200
        assert "Quelle faute ?" in text_of(page.text).replace("\u00a0", " ")


def test_a_link_is_read_in_capitals(client: TestClient) -> None:
    path = keep(client)
    assert client.get("/r/" + path.rpartition("/")[2].upper()).status_code == 200


def test_looking_makes_no_link(client: TestClient, permalinks: Permalinks, tmp_path: Path) -> None:
    client.get("/r", params={"q": QUESTION})
    client.get("/recherche", params={"q": QUESTION})
    assert not (tmp_path / "permalinks.sqlite").exists()


def test_a_follow_up_is_kept_whole(client: TestClient) -> None:
    page = client.post("/recherche", data={"q": "et à Lens ?", "avant": "Quels bus ?"}).text
    form = re.findall(r'(?s)<form class="keep".*?</form>', page)[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields == {"q": "Quels bus ? et à Lens ?", "edition": EDITION, "mot_pour_mot": "1"}


def test_a_link_stays_with_its_edition_and_tells_of_a_newer_one(
    make_client: Make, library: Any, make_answer: Any
) -> None:
    asked: list[tuple[str, str]] = []

    def ask(question: str, editions: Any, **_: Any) -> Any:
        asked.append((question, editions[0].id))
        return replace(make_answer(question=question), editions=(editions[0].id,))

    client = make_client(ask=ask)
    path = keep(client)
    assert "édition plus récente" not in client.get(path).text
    library.publish(LATER, built="2026-01-02T09:00:00+00:00")
    page = client.get(path)
    assert page.status_code == 200
    assert {edition for question, edition in asked if question == QUESTION} == {EDITION}
    text = text_of(page.text)
    assert (
        "Une édition plus récente de ce rapport, celle du 2 janvier 2026, est en service." in text
    )
    assert "l’édition du 24 novembre 2025" in text
    banner = page.text.partition('class="banner"')[2].partition("</section>")[0]
    assert 'action="recherche#reponse"' in banner
    assert f'name="q" value="{QUESTION}"' in banner


@pytest.mark.parametrize(
    "change",
    [
        {"built": "2024-01-02T09:00:00+00:00"},
        {"report": "autre", "built": "2026-01-02T09:00:00+00:00"},
    ],
)
def test_an_older_edition_or_another_report_is_no_newer_edition(
    change: dict[str, str], client: TestClient, library: Any
) -> None:
    path = keep(client)
    library.publish(LATER, **change)
    assert 'class="banner"' not in client.get(path).text


@pytest.fixture
def checked(tmp_path: Path, make_answer: Callable[..., Any]) -> ReviewStore:
    """Where a reviewer said, a day in 2026, that the answer to QUESTION is right."""
    answer = make_answer(question=QUESTION)
    name = review_id(QUESTION, EDITION)
    gold = GoldQuestion(name, "bilan.pdf", Kind.DIRECT, QUESTION, pages=(12,))
    store = ReviewStore(tmp_path / "reviews.sqlite")
    given: Any = {"shown": fingerprint(answer), "told": True, "gold": gold}
    store.mark(Review(name, 7, QUESTION, EDITION, Mark.RIGHT, "paul", date(2026, 3, 2), **given))
    return store


def test_an_answer_that_was_reviewed_is_said_to_be_checked_on_its_link_and_sheet(
    make_client: Make, checked: ReviewStore, make_answer: Callable[..., Any], library: Any
) -> None:
    def ask(question: str, *_: Any, **__: Any) -> Any:
        return make_answer(question=question)

    client = make_client(reviews=checked, ask=ask)
    path, other = keep(client), keep(client, "Quels services encore ?")
    said = [
        "Vérifié le 2 mars 2026" in text_of(client.get(address).text)
        for address in (path, f"{path}/fiche", other, f"{other}/fiche")
    ]
    assert said == [True, True, False, False]
    library.publish(LATER, built="2026-01-02T09:00:00+00:00")
    assert "Vérifié le" not in client.get(path).text


def test_another_answer_than_the_reviewed_one_is_not_said_to_be_checked(
    make_client: Make, checked: ReviewStore, make_answer: Callable[..., Any]
) -> None:
    def ask(question: str, *_: Any, **__: Any) -> Any:
        return make_answer(question=question, outcome=Outcome.MENTIONED)

    client = make_client(reviews=checked, ask=ask)
    assert "Vérifié le" not in client.get(keep(client)).text


def test_an_edition_that_left_memory_is_opened_again(make_client: Make, library: Any) -> None:
    path = keep(make_client())
    library.publish(LATER)
    opened_anew = make_client()
    assert opened_anew.get(path).status_code == 200
    assert opened_anew.get(f"/pdf/{EDITION}").status_code == 200
    assert opened_anew.get(f"/page/{EDITION}/12.webp").status_code == 200


def test_a_link_to_an_edition_that_is_gone_says_so_and_asks_the_live_one(
    make_client: Make, library: Any
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
    client: TestClient, library: Any
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
    code: str, sheet: str, client: TestClient
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


def test_too_many_links_at_once_are_refused_politely(client: TestClient) -> None:
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


def test_the_edition_of_the_form_is_taken_only_if_it_answered(client: TestClient) -> None:
    path = keep(client, edition="../../etc/passwd")
    assert client.get(path).status_code == 200


def test_the_sheet_holds_all_that_proves_an_answer(client: TestClient) -> None:
    path = keep(client)
    page = client.get(path + "/fiche").text
    text = text_of(page)
    for said in (
        f"Question posée {QUESTION}",
        "Document Bilan d’étape 2021-2025 du Département",
        f"Édition du 24 novembre 2025, 14 pages, numéro {EDITION}",
        "Résultat Le rapport répond",
        f"Code {path.rpartition('/')[2]}",
        f"Adresse http://testserver{path}",
        "Selon le rapport, p. 10 (page 12 du PDF) :",
        "Il a soutenu 128 services d’aide à domicile et ouvert 12 accueils de jour.",
        "Pacte des solidarités Vieillir chez soi",
    ):
        assert said in text
    assert f'src="page/{EDITION}/12.webp?width=1200"' in page
    assert 'loading="eager"' in page
    assert page.count('class="box"') == 1
    assert page.count("<h1>") == 1
    assert '<base href="../../">' in page
    assert re.findall("<script[^>]*>", page) == [f'<script src="{DISPLAY}">']


def test_the_sheet_of_a_refusal_says_that_the_report_does_not_answer(client: TestClient) -> None:
    text = text_of(client.get(keep(client, "la météo ?") + "/fiche").text)
    assert "Résultat Pas de réponse trouvée" in text


@pytest.mark.parametrize("sheet", ["", "/fiche"])
def test_markup_in_what_was_kept_is_shown_as_text(
    sheet: str, make_client: Make, make_answer: Any, make_citation: Any
) -> None:
    cited = make_citation(EVIL, texts=(EVIL,), headings=(EVIL,))
    answer = make_answer(question=EVIL, searched="autre " + EVIL, citations=(cited,))
    client = make_client(ask=lambda *_, **__: answer)
    page = client.get(keep(client, EVIL) + sheet).text
    assert "<script>" not in page
    assert handlers(page) == []
    assert page.count("<img") == 1
    assert text_of(page).count("alert(1)") >= 3


@pytest.mark.parametrize("address", ["/r", "/r/aaaaaaaaaa", "/r/aaaaaaaaaa/fiche"])
def test_every_page_of_links_is_kept_by_nobody(address: str, client: TestClient) -> None:
    headers = client.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-robots-tag"] == "noindex, nofollow"


def test_a_marked_question_stands_in_no_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = keep(client, "MARQUE-7391 services ?")
    client.get(path)
    client.get(path + "/fiche?q=MARQUE-7391")
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert [r.getMessage() for r in ours if "MARQUE" in r.getMessage()] == []


@pytest.mark.parametrize(
    "outcome", [Outcome.MENTIONED, Outcome.NOT_IN_REPORT, Outcome.OUT_OF_SCOPE]
)
def test_refusals_can_be_kept_too(outcome: Outcome, make_client: Make, make_answer: Any) -> None:
    client = make_client(ask=lambda *_, **__: make_answer(outcome))
    assert f'class="turn {outcome}"' in client.get(keep(client)).text
