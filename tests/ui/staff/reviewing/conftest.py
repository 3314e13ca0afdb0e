"""A reviewer at the desk, in front of a report of two pages and a queue of questions."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
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
from retrieval.journal import Entry
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.review_store import ReviewStore
from retrieval.reviews import Opinion, Reason, Verdict
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


class Turned:
    """A password turned round."""

    def hash(self, password: str) -> str:
        return password[::-1]

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name
        return hash == password[::-1]


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


@pytest.fixture
def words() -> Callable[[str], str]:
    """A function that gives the words of a page's main part, every space of it a plain one."""

    def read(page: str) -> str:
        text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
        return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())

    return read


@pytest.fixture
def review(tmp_path: Path, desk: Any, sign_in: Callable[..., Any]) -> Review:
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


@pytest.fixture
def noted(review: Review, asked: Callable[..., Entry]) -> Review:
    """An answered question, 1, and one about swimming pools, 2, that was said not to help."""
    review.note(
        asked(ASKED, pages=(1,), confidence=0.95),
        asked("Combien de piscines ?", outcome=Outcome.NOT_IN_REPORT, pages=()),
    )
    review.store.give(Opinion(2, Verdict.NOT_HELPFUL, TODAY, Reason.INCOMPLETE))
    return review
