"""What residents press under an answer, in the whole application: chat and plain pages."""

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from retrieval.review_store import ReviewStore
from retrieval.reviews import Reason, Verdict
from ui.service import Service
from ui.site.operator import Site

QUESTION = "Quels services ?"
Opened = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> ReviewStore:
    return ReviewStore(tmp_path / "reviews.sqlite")


@pytest.fixture
def opened(
    shared_service: Service, make_app: Callable[..., Any], tmp_path: Path, store: ReviewStore
) -> Opened:
    """A function that opens the application for one visitor, with a journal and a reviewer."""

    @contextmanager
    def opening(*, noted: bool = True, reviewer: str = "Accueil du Département") -> Iterator[Any]:
        journal = JournalWriter(JournalStore(tmp_path / "journal.sqlite"), months=6)
        app = make_app(
            shared_service,
            journal=journal if noted else None,
            site=Site(reviewer=reviewer),
            reviews=store,
        )
        with TestClient(app) as client:
            while shared_service.encoder_pending:
                threading.Event().wait(0.01)
            yield client

    return opening


def plain(page: str) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(text.split())


def fields(page: str, action: str = "avis#avis") -> dict[str, str]:
    """What the form that is sent to `action` holds."""
    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def ask(client: TestClient, question: str = QUESTION) -> str:
    return client.post("/recherche", data={"q": question}).text


@pytest.mark.parametrize("about", [{"noted": False}, {"reviewer": ""}])
def test_nothing_is_asked_without_a_reviewer_or_a_journal(about: Any, opened: Opened) -> None:
    with opened(**about) as client:
        assert "vous a-t-elle aidé" not in ask(client)
        assert "Votre avis" not in client.get("/donnees-personnelles").text


def test_a_press_keeps_the_entry_the_verdict_and_the_day(
    opened: Opened, store: ReviewStore, tmp_path: Path
) -> None:
    with opened() as client:
        page = ask(client)
        assert "Cette réponse vous a-t-elle aidé ? Utile Pas utile" in plain(page)
        said = client.post("/avis", data={**fields(page), "avis": "0"})
        assert said.status_code == 200
        assert "Merci, votre avis est noté. Il est lu par : Accueil du Département." in plain(
            said.text
        )
    (noted,) = JournalReader(tmp_path / "journal.sqlite").every()
    (opinion,) = store.tallies().values()
    assert (opinion.entry, opinion.verdict, opinion.reason) == (noted.id, Verdict.HELPFUL, None)


def test_not_helpful_offers_three_reasons_and_can_be_changed(
    opened: Opened, store: ReviewStore
) -> None:
    with opened() as client:
        page = client.post("/avis", data={**fields(ask(client)), "avis": "1"}).text
        reasons = "Ce n’est pas ma question C’est incomplet C’est faux ou périmé"
        assert reasons in plain(page)
        page = client.post("/avis", data={**fields(page), "avis": "3"}).text
        assert [each.reason for each in store.tallies().values()] == [Reason.INCOMPLETE]
        pressed = re.findall(r'value="(\d)" aria-pressed="true"', page)
        assert pressed == ["1", "3"]
        client.post("/avis", data={**fields(page), "avis": "0"})
    assert [each.verdict for each in store.tallies().values()] == [Verdict.HELPFUL]


def test_the_answer_stays_on_the_page_and_is_noted_once(opened: Opened, tmp_path: Path) -> None:
    with opened() as client:
        page = ask(client)
        said = client.post("/avis", data={**fields(page), "avis": "1"}).text
    quoted = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
    quotes = [quoted.findall(each) for each in (page, said)]
    assert quotes[0] == quotes[1] != []
    assert JournalReader(tmp_path / "journal.sqlite").count() == 1


def test_an_opinion_on_a_question_whose_text_is_not_kept_is_counted(
    opened: Opened, store: ReviewStore, tmp_path: Path
) -> None:
    with opened() as client:
        page = ask(client, "mon fils est autiste, quels services ?")
        client.post("/avis", data={**fields(page), "avis": "1"})
    (noted,) = JournalReader(tmp_path / "journal.sqlite").every()
    assert noted.text is None
    assert list(store.tallies()) == [noted.id]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"avis": "9"}, 400),
        ({"avis": ""}, 400),
        ({"avis": "1" * 9000}, 400),
        ({"q": ""}, 400),
        ({"jeton": "1.0000"}, 200),
    ],
)
def test_a_form_that_is_none_of_ours_keeps_nothing(
    sent: dict[str, str], status: int, opened: Opened, store: ReviewStore
) -> None:
    with opened() as client:
        given = {**fields(ask(client)), "avis": "0", **sent}
        response = client.post("/avis", data=given)
    assert response.status_code == status
    if status == 200:
        assert "Votre avis n’a pas pu être noté" in plain(response.text)
    assert store.tallies() == {}


def test_reading_the_address_of_opinions_does_nothing(opened: Opened) -> None:
    with opened() as client:
        assert client.get("/avis", params={"avis": "0"}).status_code in {404, 405}


def test_what_is_kept_of_opinions_is_said_on_the_page_of_personal_data(opened: Opened) -> None:
    with opened() as client:
        said = plain(client.get("/donnees-personnelles").text)
    assert "Votre avis sur une réponse" in said
    assert "lus par : Accueil du Département" in said
    assert "au bout de 6 mois" in said


def press(client: TestClient, wiring: Any, page: str, session: str, **sent: Any) -> str:
    """Presses under an answer as the page's script does."""
    config = re.search(r"window.gradio_config = (\{.*?\});</script>", page)
    assert config
    (judging,) = (
        each
        for each in json.loads(config[1])["dependencies"]
        if [wiring.ids["conversation"], "judged"] in each["targets"]
    )
    body = {
        "data": [None] * len(judging["inputs"]),
        "event_data": sent,
        "fn_index": judging["id"],
        "session_hash": session,
    }
    answered = client.post("/gradio_api/run/predict", json=body)
    assert answered.status_code == 200
    shown = answered.json()["data"][judging["outputs"].index(wiring.ids["conversation"])]
    return str(shown)


def test_a_press_in_the_conversation_is_kept_and_shown_there(
    opened: Opened, store: ReviewStore, wiring_of: Callable[[str], Any], tmp_path: Path
) -> None:
    with opened() as client:
        page, session = client.get("/").text, uuid.uuid4().hex
        wiring = wiring_of(page)
        body = wiring.body(QUESTION, session)
        asked = client.post("/gradio_api/run/predict", json=body).json()
        assert 'data-of="1" data-opinion="0"' in wiring.conversation(asked)
        for opinion in ({"turn": 2, "opinion": 0}, {"turn": 1, "opinion": 7}, {"turn": "1"}):
            press(client, wiring, page, session, **opinion)
        assert store.tallies() == {}
        shown = press(client, wiring, page, session, turn=1, opinion=4)
    assert 'data-opinion="4" aria-pressed="true"' in shown
    assert "Merci, votre avis est noté" in plain(shown)
    (noted,) = JournalReader(tmp_path / "journal.sqlite").every()
    (opinion,) = store.tallies().values()
    assert (opinion.entry, opinion.reason) == (noted.id, Reason.WRONG)
