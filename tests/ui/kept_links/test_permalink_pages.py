"""`/r`: a link made on a click leads back to the same answer of the same edition."""

import logging
import re
from collections.abc import Callable
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
from ui.permalinks import Permalinks

EDITION, LATER = "0123456789abcdef", "fedcba9876543210"
QUESTION = "Quels services ?"
EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>"'>"""
Make = Callable[..., TestClient]
Keep = Callable[..., str]
TextOf = Callable[[str], str]


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


def test_a_link_says_what_it_is_and_leads_to_its_sheet(client: TestClient, keep: Keep) -> None:
    path = keep(client)
    page = client.get(path).text
    assert f"http://testserver{path}" in page
    assert f'href="{path[1:]}/fiche"' in page
    assert '<base href="../">' in page
    assert EDITION in page


def test_a_kept_question_that_is_misspelt_is_shown_as_it_was_searched(
    client: TestClient, keep: Keep, text_of: TextOf
) -> None:
    path = keep(client, "Quelle fote ?")
    for page in (client.get(path), client.get(path + "/fiche")):
        assert page.status_code == 200
        assert "Quelle faute ?" in text_of(page.text).replace("\u00a0", " ")


def test_a_link_is_read_in_capitals(client: TestClient, keep: Keep) -> None:
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
    make_client: Make, library: Any, make_answer: Any, keep: Keep, text_of: TextOf
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
    change: dict[str, str], client: TestClient, library: Any, keep: Keep
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
    make_client: Make,
    checked: ReviewStore,
    make_answer: Callable[..., Any],
    library: Any,
    *,
    keep: Keep,
    text_of: TextOf,
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
    make_client: Make, checked: ReviewStore, make_answer: Callable[..., Any], keep: Keep
) -> None:
    def ask(question: str, *_: Any, **__: Any) -> Any:
        return make_answer(question=question, outcome=Outcome.MENTIONED)

    client = make_client(reviews=checked, ask=ask)
    assert "Vérifié le" not in client.get(keep(client)).text


def test_an_edition_that_left_memory_is_opened_again(
    make_client: Make, library: Any, keep: Keep
) -> None:
    path = keep(make_client())
    library.publish(LATER)
    opened_anew = make_client()
    assert opened_anew.get(path).status_code == 200
    assert opened_anew.get(f"/pdf/{EDITION}").status_code == 200
    assert opened_anew.get(f"/page/{EDITION}/12.webp").status_code == 200


def test_the_edition_of_the_form_is_taken_only_if_it_answered(
    client: TestClient, keep: Keep
) -> None:
    path = keep(client, edition="../../etc/passwd")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("sheet", ["", "/fiche"])
def test_markup_in_what_was_kept_is_shown_as_text(
    sheet: str,
    make_client: Make,
    make_answer: Any,
    make_citation: Any,
    *,
    keep: Keep,
    text_of: TextOf,
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
    client: TestClient, caplog: pytest.LogCaptureFixture, keep: Keep
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
def test_refusals_can_be_kept_too(
    outcome: Outcome, make_client: Make, make_answer: Any, keep: Keep
) -> None:
    client = make_client(ask=lambda *_, **__: make_answer(outcome))
    assert f'class="turn {outcome}"' in client.get(keep(client)).text
