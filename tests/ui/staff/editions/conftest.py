"""The desk over a real shelf, whose editions are made in this process, and its forms."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from index.encoder import Vectors
from index.manifest import Manifest
from index.models import identity_of
from index.shelf import Shelf
from ingest.apart import Readers
from ingest.report import Box, Line, Page, Provenance, Report
from ingest.sources import Source
from ui.audit import AuditLog
from ui.background import Background
from ui.gate import UPLOAD
from ui.ingestion import Advance, edition_of
from ui.staff.controls import Controls
from ui.switch import ServiceSwitch

WHOLE = Box(0, 0, 1, 1)
PDF = ("rapport.pdf", b"%PDF-1.7\n", "application/pdf")


class OneVector:
    """The same vector for every text."""

    name, revision, dimension = "one", "r1", 4

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return self.encode_document(questions)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


class Model:
    """The encoder of the vector, there already."""

    identity = identity_of(OneVector())

    def load(self) -> OneVector:
        return OneVector()


def built(shelf: Shelf, source: Source, slug: str, advance: Advance) -> Manifest:
    """The edition that waits, made in this process."""
    with Readers(recogniser=None, workers=1) as readers:
        made = edition_of(source, slug, shelf, Model(), advance, readers=readers, live=False)
    return made.manifest


@pytest.fixture
def add(tmp_path: Path) -> Callable[..., str]:
    """A function that puts an edition of one page on the shelf, a minute after the one before.

    It gives the edition's id.
    """
    minutes = count()

    def put(text: str, slug: str = "bilan", *, live: bool = True) -> str:
        pdf = tmp_path / "source.pdf"
        pdf.write_bytes(b"%PDF-1.7\n" + text.encode())
        sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
        page = Page(1, "1", (Line(text, WHOLE, 10),), 595, 842)
        report = Report(slug, f"Titre {slug}", Provenance("source.pdf"), sha256, (page,), pdf)
        now = datetime(2026, 12, 1, 8, next(minutes), tzinfo=UTC)
        shelf = Shelf(tmp_path / "home", clock=lambda: now)
        return shelf.publish(report, OneVector(), live=live).edition_id

    return put


@pytest.fixture
def shelf(desk: Any) -> Shelf:
    found = desk.controls.shelf
    assert isinstance(found, Shelf)
    return found


@pytest.fixture
def desk(tmp_path: Path, make_desk: Callable[..., Any]) -> Any:
    """The desk over a real shelf, which may be changed."""
    home = tmp_path / "home"
    controls = Controls(
        shelf=Shelf(home, patience=0.01),
        switch=ServiceSwitch(home / "service.json"),
        audit=AuditLog(home / "audit.jsonl"),
        inbox=home / "inbox",
        build=partial(built, Shelf(home, patience=0.01)),
        questions=lambda *_: [],
    )
    home.mkdir()
    return make_desk(tmp_path, controls=controls, background=Background())


@pytest.fixture
def admin(desk: Any, sign_in: Callable[..., Any]) -> TestClient:
    """Anne, who runs Selon, signed in."""
    client: TestClient = desk.client()
    client.get(sign_in(client, "anne").headers["location"])
    return client


@pytest.fixture
def csrf() -> Callable[[TestClient], str]:
    """A function that reads the token of a session on the page of editions."""

    def read(client: TestClient) -> str:
        page = client.get("/pilotage/editions").text
        return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]

    return read


@pytest.fixture
def post(csrf: Callable[[TestClient], str]) -> Callable[..., Any]:
    """A function that sends a form of the desk, with the session's token."""

    def posting(client: TestClient, action: str, **fields: str) -> Any:
        return client.post(f"/pilotage/{action}", data={"csrf": csrf(client), **fields})

    return posting


@pytest.fixture
def send(csrf: Callable[[TestClient], str]) -> Callable[..., Any]:
    """A function that uploads a file for `bilan`, with the session's token unless one is given."""

    def sending(client: TestClient, file: Any = PDF, token: str | None = None) -> Any:
        given = csrf(client) if token is None else token
        files = {"file": file}
        return client.post(f"{UPLOAD}?csrf={given}", data={"report": "bilan"}, files=files)

    return sending


@pytest.fixture
def said() -> Callable[[Any], str]:
    """A function that gives the text of a response, every space of it a plain one."""
    return lambda response: str(response.text).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def live(shelf: Shelf) -> Callable[[], dict[str, str]]:
    """A function that gives the live edition of each report."""
    return lambda: {each.slug: each.live.edition for each in shelf.reports() if each.live}
