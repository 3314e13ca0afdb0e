"""What a reviewer does at the desk: reads what waits, marks an answer, takes it back."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from starlette.testclient import TestClient

from index.errors import UnknownEdition
from index.indexed import Indexed, index_passages
from ingest.report import Box, Line, Page, Passage, Placement, Provenance
from retrieval.answer import Outcome
from retrieval.ask import ask
from retrieval.gold import read_gold
from retrieval.journal import Entry, JournalState
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.review_store import ReviewStore
from retrieval.reviews import Mark, Opinion, Reason, Verdict
from retrieval.tools import Tools
from ui.app import refuse
from ui.audit import AuditLog
from ui.feedback import Feedback
from ui.gate import Gate
from ui.service import Service
from ui.staff.controls import Controls
from ui.staff.desk import staff_routes
from ui.staff.records import Records
from ui.throttle import Throttle

EDITION = "0123456789abcdef"
TODAY = date(2026, 11, 30)
BIKES = "Le plan vélo prévoit 120 kilomètres de voies cyclables en 2024."
BRIDGE = "Le pont de Wizernes a été reconstruit en mars 2024 après les inondations."
ASKED = "Combien de kilomètres de voies cyclables prévoit le plan vélo ?"
PROVENANCE = Provenance(source="bilan.pdf")

SignIn = Callable[..., Any]


@dataclass(frozen=True)
class Manifest:
    """What the desk reads of a manifest."""

    edition: str = EDITION
    report: str = "bilan"
    title: str = "Bilan <b>de la ville</b>"
    pages: int = 2
    built: str = "2025-11-24T09:00:00+00:00"
    provenance: Provenance = PROVENANCE


def passage(page: int, text: str) -> Passage:
    box = Box(0.1, 0.4, 0.9, 0.42)
    return Passage(f"p{page}", text, ("Routes",), (Placement(0, len(text), page, box),), str(page))


@dataclass(frozen=True)
class TwoPages:
    """An edition in memory: bicycles on its first page, a bridge on its second."""

    manifest: Manifest = Manifest()
    indexed: Indexed = field(
        default_factory=lambda: index_passages(
            [passage(1, BIKES), passage(2, BRIDGE)], None, name=EDITION, report_slug="bilan"
        )
    )

    def __getattr__(self, name: str) -> Any:
        if name in {"passages", "words", "store", "model"}:
            return getattr(self.indexed, name)
        raise AttributeError(name)

    @property
    def id(self) -> str:
        return self.manifest.edition

    @property
    def title(self) -> str:
        return self.manifest.title

    @property
    def report_slug(self) -> str:
        return "bilan"

    @property
    def pdf(self) -> Path:
        return Path(__file__)

    def page(self, number: int) -> Page:
        text = {1: BIKES, 2: BRIDGE}[number]
        return Page(number, str(number), (Line(text, Box(0.1, 0.4, 0.9, 0.42), 11),), 595, 842)


class OneReport:
    """A shelf of one report with one edition."""

    def __init__(self) -> None:
        self.edition = TwoPages()

    def stamp(self) -> int:
        return 1

    def listed(self) -> list[Any]:
        return [self.edition.manifest]

    def open_live(self) -> Any:
        return self.edition

    def open_report(self, slug: str) -> Any:
        return self.edition

    def open_edition(self, edition_id: str) -> Any:
        if edition_id != EDITION:
            raise UnknownEdition(edition=edition_id)
        return self.edition


@dataclass
class Review:
    """The desk of a reviewer: its home, its pages, and the token of the session."""

    home: Path
    client: TestClient
    store: ReviewStore
    feedback: Feedback
    journal: Any

    def note(self, *entries: Entry) -> None:
        store = JournalStore(self.home / "journal.sqlite")
        for entry in entries:
            store.append(entry)
        store.close()

    def page(self, path: str = "") -> str:
        response = self.client.get(f"/pilotage/relecture{path}")
        assert response.status_code == 200
        return response.text

    def send(self, path: str, **given: str) -> Any:
        csrf = re.search(r'name="csrf" value="([^"]+)"', self.page())
        assert csrf
        return self.client.post(f"/pilotage/relecture{path}", data={"csrf": csrf[1], **given})

    def mark(self, code: str, mark: str, **given: str) -> Any:
        seen = re.search(r'name="vu" value="(\w+)"', self.page(f"/{code}"))
        assert seen
        return self.send(f"/{code}", marque=mark, vu=seen[1], **given)

    @property
    def gold(self) -> Path:
        return self.home / "gold.jsonl"


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture
def review(tmp_path: Path, desk: Any, sign_in: SignIn) -> Review:
    """Paul, of the staff, in front of a report of two pages and an empty queue."""
    store = ReviewStore(tmp_path / "reviews.sqlite")
    feedback = Feedback(store, reviewer="Accueil")
    service = Service(
        OneReport(),  # type: ignore[arg-type]
        ask=ask,
        load_tools=lambda _: Tools(),
        candidates=lambda _: [],
    )
    records = Records(desk.cover, JournalReader(tmp_path / "journal.sqlite"))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    given: Any = {"journal": desk.journal, "feedback": feedback, "today": lambda: TODAY}
    given |= {"hasher": Turned(), "throttle": Throttle()}
    only: Any = {"shelf": None, "switch": None, "inbox": tmp_path, "build": None, "questions": None}
    given["controls"] = Controls(audit=AuditLog(tmp_path / "audit.jsonl"), **only)
    app.include_router(staff_routes(service, records, desk.accounts, **given))
    app.add_exception_handler(HTTPException, refuse)
    app.add_middleware(Gate)
    client = TestClient(app, follow_redirects=False)
    sign_in(client, "paul")
    return Review(tmp_path, client, store, feedback, desk.journal)


class Turned:
    """A password turned round."""

    def hash(self, password: str) -> str:
        return password[::-1]

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name
        return hash == password[::-1]


@pytest.fixture
def noted(review: Review, asked: Callable[..., Entry]) -> Review:
    """An answered question, 1, and one about swimming pools, 2, that was said not to help."""
    review.note(
        asked(ASKED, pages=(1,), confidence=0.95),
        asked("Combien de piscines ?", outcome=Outcome.NOT_IN_REPORT, pages=()),
    )
    review.store.give(Opinion(2, Verdict.NOT_HELPFUL, TODAY, Reason.INCOMPLETE))
    return review


def test_what_did_not_help_waits_first_with_its_reason(noted: Review) -> None:
    said = words(noted.page())
    assert "Jugées pas utiles (1)" in said
    assert "Combien de piscines ? Pas utile : c’est incomplet Pas de réponse trouvée" in said
    assert said.index("Combien de piscines ?") < said.index(ASKED)
    assert "Avis reçus : 0 utile , 1 pas utile" in said


def test_the_figures_of_opinions_lead_to_their_questions(noted: Review) -> None:
    assert "Combien de piscines ?" in noted.page("?avis=not_helpful")
    assert "Aucune question à montrer" in noted.page("?avis=helpful")
    assert noted.client.get("/pilotage/relecture?avis=rien").status_code == 404


def test_no_question_is_in_an_address(noted: Review) -> None:
    page = noted.page() + noted.page("/1")
    assert not any(
        "lo" in each and "v%C3" in each for each in re.findall(r'(?:href|action)="(.*?)"', page)
    )
    assert 'href="/pilotage/relecture/1"' in page


def test_without_a_journal_the_page_says_how_to_keep_one(review: Review) -> None:
    review.journal.state = JournalState()
    assert "le journal des questions est éteint" in words(review.page())


def test_without_a_reviewer_the_page_says_how_to_name_one(review: Review) -> None:
    review.feedback.reviewer = ""
    assert "SELON_REVIEWER=" in review.page()


def test_an_answer_is_shown_with_its_page_and_the_box(noted: Review) -> None:
    page = noted.page("/1")
    assert ASKED in words(page)
    assert "Le plan vélo prévoit 120 kilomètres" in words(page)
    assert f'<image href="/page/{EDITION}/1.webp?width=1200"' in page
    assert page.count('<rect class="boxed"') == 1
    assert "<b>de la ville" not in page


def test_the_closest_passages_can_be_pointed_at_and_others_searched(noted: Review) -> None:
    assert 'value="p1"' in noted.page("/1")
    found = noted.send("/1/chercher", terme="pont inondations", marque="wrong_page", cles="x")
    assert found.status_code == 200
    assert 'name="passage" value="p2"' in found.text
    assert 'value="wrong_page" required checked' in found.text
    assert 'value="x"' in found.text
    by_page = noted.send("/1/chercher", terme="2").text
    assert re.findall(r'name="passage" value="(\w+)"', by_page) == ["p2"]
    assert "Rien n’a été trouvé" in words(noted.send("/1/chercher", terme="999").text)


def test_a_right_answer_becomes_a_gold_question_and_waits_no_more(noted: Review) -> None:
    done = noted.mark("1", "right", cles="120 ; vélo", verifie="1")
    assert (done.status_code, done.headers["location"]) == (303, "/pilotage/relecture?fait=1")
    (gold,) = read_gold(noted.gold)
    assert (gold.pdf, gold.pages, gold.keys, gold.question) == (
        "bilan.pdf", (1,), ("120", "vélo"), ASKED,
    )  # fmt: skip
    (kept,) = noted.store.reviews()
    assert (kept.by, kept.day, kept.mark, kept.told) == ("paul", TODAY, Mark.RIGHT, True)
    assert "paul" not in noted.gold.read_text("utf-8")
    said = words(noted.page("?fait=1"))
    assert "C’est enregistré" in said
    assert said.count(ASKED) == 1
    assert "paul, le 30 novembre 2026" in said


def test_a_wrong_page_is_marked_by_pointing_at_the_right_passage(noted: Review) -> None:
    noted.mark("1", "wrong_page", passage="p2", terme="2")
    (gold,) = read_gold(noted.gold)
    assert (gold.pages, gold.evidence) == ((2,), (BRIDGE,))


def test_what_the_report_does_say_is_marked_as_missed(noted: Review) -> None:
    noted.mark("2", "missed", passage="p2", terme="pont")
    (gold,) = read_gold(noted.gold)
    assert (gold.question, gold.pages) == ("Combien de piscines ?", (2,))


def test_a_right_refusal_says_who_found_it_so_and_has_no_page(noted: Review) -> None:
    noted.mark("2", "right")
    line = json.loads(noted.gold.read_text("utf-8"))
    assert (line["kind"], "pages" in line) == ("near_miss", False)
    assert "le refus est juste" in line["why"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mark": "wrong_page"}, "il faut aussi désigner le passage"),
        ({"mark": "wrong_page", "passage": "rien"}, "il faut aussi désigner le passage"),
        ({"mark": "right", "cles": "999"}, "« 999 » ne se trouve pas"),
        ({"mark": "missed"}, "Choisissez l’une des réponses"),
        ({"mark": "rien"}, "Choisissez l’une des réponses"),
    ],
)
def test_a_mark_that_cannot_be_is_said_and_nothing_typed_is_lost(
    given: dict[str, str], said: str, noted: Review
) -> None:
    response = noted.mark("1", given.pop("mark"), terme="pont", **given)
    assert response.status_code == 422
    assert said in words(response.text)
    assert 'name="terme" type="text" value="pont"' in response.text
    assert noted.store.reviews() == ()


def test_an_answer_that_changed_meanwhile_is_to_be_read_again(noted: Review) -> None:
    response = noted.send("/1", marque="right", vu="0")
    assert response.status_code == 409
    assert "La réponse a changé" in words(response.text)
    assert noted.store.reviews() == ()


def test_what_is_undone_waits_again_and_leaves_the_gold_file(noted: Review) -> None:
    noted.mark("1", "right")
    noted.mark("2", "right")
    (first,) = (each for each in noted.store.reviews() if each.entry == 1)
    assert noted.send("/annuler", relecture=first.id).status_code == 303
    assert [each.question for each in read_gold(noted.gold)] == ["Combien de piscines ?"]
    assert "Prises au hasard (1)" in words(noted.page())


def test_a_form_without_the_session_s_token_changes_nothing(noted: Review) -> None:
    for path in ("/1", "/annuler", "/fichier", "/1/chercher"):
        refused = noted.client.post(f"/pilotage/relecture{path}", data={"csrf": "x"})
        assert refused.status_code == 403
    assert not noted.gold.exists()


def test_a_broken_gold_file_is_named_and_no_mark_is_lost(noted: Review) -> None:
    broken = '{"id": "a", "pdf" "bilan.pdf"}\n'
    noted.gold.write_text(broken, encoding="utf-8")
    assert noted.mark("1", "right").status_code == 303
    said = words(noted.page())
    assert "Le fichier « gold.jsonl », ligne 1, colonne 19" in said
    assert "1 relecture attend d’y être écrite" in said
    assert noted.gold.read_text("utf-8") == broken
    noted.gold.unlink()
    noted.send("/fichier")
    assert [each.question for each in read_gold(noted.gold)] == [ASKED]
    assert "attend" not in words(noted.page())


def test_the_gold_file_can_be_saved(noted: Review) -> None:
    assert noted.client.get("/pilotage/relecture.jsonl").content == b""
    noted.mark("1", "right")
    saved = noted.client.get("/pilotage/relecture.jsonl")
    assert saved.headers["content-disposition"] == 'attachment; filename="gold.jsonl"'
    assert saved.content == noted.gold.read_bytes()


def test_an_edition_that_is_gone_is_said_and_the_live_one_is_reviewed(
    review: Review, asked: Callable[..., Entry]
) -> None:
    review.note(replace(asked(ASKED, pages=(9,)), edition="e" * 16))
    assert "L’édition qui avait répondu n’est plus là" in words(review.page("/1"))
    review.mark("1", "right")
    assert [each.edition for each in review.store.reviews()] == [EDITION]
    assert "Prises au hasard (0)" in words(review.page())


def test_other_pages_than_those_cited_then_are_said(
    review: Review, asked: Callable[..., Entry]
) -> None:
    review.note(asked(ASKED, pages=(2,)))
    assert "Selon citait alors d’autres pages (2)" in words(review.page("/1"))


@pytest.mark.parametrize("code", ["3", "zz", "f" * 16, "0" * 17, "1/x"])
def test_a_question_that_is_not_there_is_said_in_french(code: str, noted: Review) -> None:
    response = noted.client.get(f"/pilotage/relecture/{code}")
    assert response.status_code == 404
    assert "Il n’y a rien" in response.text


def test_a_question_whose_text_was_not_kept_cannot_be_opened(
    review: Review, asked: Callable[..., Entry]
) -> None:
    review.note(asked(None))
    assert review.client.get("/pilotage/relecture/1").status_code == 404


def test_opinions_stand_beside_the_questions(noted: Review) -> None:
    page = noted.client.get("/pilotage/questions").text
    assert "Combien de piscines ? Pas de réponse trouvée" in words(page)
    assert "<td>Pas utile\u00a0: c’est incomplet</td>" in page


@pytest.mark.parametrize("path", ["", "/1"])
def test_the_pages_hold_no_script_and_no_style_of_their_own(path: str, noted: Review) -> None:
    page = noted.page(path)
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]*display\.js)", page) == []


def test_who_marked_and_who_took_it_back_is_in_the_history_without_the_question(
    noted: Review,
) -> None:
    noted.mark("1", "right")
    (kept,) = noted.store.reviews()
    noted.send("/annuler", relecture=kept.id)
    page = noted.client.get("/pilotage/historique").text
    said = words(page)
    assert re.search(
        rf"\d\d:\d\d paul relecture retirée : « C’est juste » bilan {EDITION} {kept.id} .*"
        rf"\d\d:\d\d paul réponse relue : « C’est juste » bilan {EDITION} {kept.id}",
        said,
    )
    table = noted.client.get("/pilotage/historique.csv").content.decode("utf-8-sig")
    table = table.replace("\u00a0", " ")
    assert [line.split(";")[1:6] for line in table.splitlines()[1:]] == [
        ["paul", "réponse relue : « C’est juste »", "bilan", EDITION, kept.id],
        ["paul", "relecture retirée : « C’est juste »", "bilan", EDITION, kept.id],
    ]
    assert "kilomètres" not in (noted.home / "audit.jsonl").read_text("utf-8")


def test_what_was_not_there_to_be_undone_is_not_in_the_history(noted: Review) -> None:
    noted.send("/annuler", relecture="relu-0123456789ab")
    assert not (noted.home / "audit.jsonl").exists()


def test_a_mark_that_cannot_be_noted_in_the_history_is_kept_and_told(noted: Review) -> None:
    (noted.home / "audit.jsonl").mkdir()
    response = noted.mark("1", "right")
    assert response.status_code == 503
    assert "C’est fait, mais l’historique n’a pas pu le noter" in words(response.text)
    assert [each.mark for each in noted.store.reviews()] == [Mark.RIGHT]
