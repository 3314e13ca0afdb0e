"""Questions asked of the whole application end up in the journal, or nowhere while it is off."""

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.journal import Entry
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from ui.service import Service

Opened = Callable[..., Any]


@pytest.fixture
def opened(
    shared_service: Service, make_app: Callable[..., Any], tmp_path: Path
) -> Callable[..., Any]:
    """A function that opens the application for one visitor, its journal on or off."""

    @contextmanager
    def opening(*, noted: bool) -> Iterator[TestClient]:
        store = JournalStore(tmp_path / "journal.sqlite")
        journal = JournalWriter(store, months=6) if noted else None
        with TestClient(make_app(shared_service, journal=journal)) as client:
            while shared_service.encoder_pending:
                threading.Event().wait(0.01)
            yield client

    return opening


def chat(client: TestClient, question: str) -> None:
    """Asks as the page's script asks."""
    config = re.search(r"window.gradio_config = (\{.*?\});</script>", client.get("/").text)
    assert config
    (asking,) = [o for o in json.loads(config[1])["dependencies"] if len(o["targets"]) == 2]
    body = {
        "data": [question, None],
        "fn_index": asking["id"],
        "session_hash": uuid.uuid4().hex,
    }
    assert client.post("/gradio_api/run/predict", json=body).status_code == 200


def ask_everywhere(client: TestClient) -> None:
    chat(client, "Quels services ?")
    client.post("/recherche", data={"q": "Quelle météo ?"})
    client.get("/recherche", params={"q": "06 12 34 56 78, quels services ?"})
    client.post("/r", data={"q": "Quels services ?"})


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def missing(page: str, *sentences: str) -> list[str]:
    return [each for each in sentences if each not in page]


def noted(folder: Path) -> dict[str | None, Entry]:
    return {each.text: each for each in JournalReader(folder / "journal.sqlite").every()}


def test_each_question_is_noted_once_with_its_desk(opened: Opened, tmp_path: Path) -> None:
    with opened(noted=True) as client:
        ask_everywhere(client)

    entries = noted(tmp_path)
    assert {text: (each.desk.value, each.pages) for text, each in entries.items()} == {
        "Quels services ?": ("residents", (12,)),
        "Quelle météo ?": ("pages", ()),
        "[…], quels services ?": ("pages", (12,)),
    }
    assert JournalReader(tmp_path / "journal.sqlite").count() == 3


def test_while_it_is_off_nothing_is_written(opened: Opened, tmp_path: Path) -> None:
    with opened(noted=False) as client:
        ask_everywhere(client)

    assert list(tmp_path.glob("journal*")) == []


@pytest.mark.parametrize("path", ["/", "/recherche"])
def test_the_foot_of_every_page_says_what_is_kept(opened: Opened, path: str) -> None:
    with opened(noted=True) as client:
        on = client.get(path).text
    with opened(noted=False) as client:
        off = client.get(path).text

    assert "Vos questions sont gardées 6 mois" in on
    assert "enregistrées nulle part" not in on
    assert "enregistrées nulle part" in off
    assert "sont gardées" not in off


def test_the_legal_page_says_what_is_noted_and_for_how_long(opened: Opened) -> None:
    with opened(noted=True) as client:
        page = words(client.get("/donnees-personnelles").text)

    assert (
        missing(
            page,
            "Les questions sont notées dans un journal",
            "gardées 6 mois",
            "le jour et l’heure, sans les minutes",
            "le code que l’agent choisit",
            "ni adresse IP, ni identifiant",
            "son texte n’est pas gardé",
            "effacé du journal au bout de 6 mois",
            "pour le journal, des mots de la question et le jour",
        )
        == []
    )
    assert missing(page, "enregistrées nulle part", "Rien n’en est écrit", "dans un journal.") == [
        "enregistrées nulle part",
        "Rien n’en est écrit",
        "dans un journal.",
    ]


def test_the_legal_page_says_that_nothing_is_noted(opened: Opened) -> None:
    with opened(noted=False) as client:
        page = words(client.get("/donnees-personnelles").text)

    assert (
        missing(page, "enregistrées nulle part", "Rien n’en est écrit", "n’écrit ni votre question")
        == []
    )
    assert missing(page, "Le journal des questions", "mois") == ["Le journal des questions", "mois"]


def test_nobody_is_said_not_to_read_questions_that_are_kept(opened: Opened) -> None:
    with opened(noted=True) as client:
        on = words(client.get("/mentions-legales").text)
    with opened(noted=False) as client:
        off = words(client.get("/mentions-legales").text)

    assert missing(on, "lues plus tard", "aucune personne n’écrit la réponse") == []
    assert missing(on, "ne lit votre question") == ["ne lit votre question"]
    assert missing(off, "ne lit votre question") == []
