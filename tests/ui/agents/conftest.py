"""The desk over a small report in memory, with a clock turned by hand and quick passwords."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from argon2.exceptions import VerifyMismatchError
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.indexed import Indexed, index_passages
from ingest.report import Box, Line, Page, Passage, Placement, Provenance
from retrieval.ask import ask
from retrieval.tools import Tools
from ui.accounts import Account, Role
from ui.agents.desk import agents_routes
from ui.agents.guard import CSRF_HEADER, Refused, tell_refused
from ui.errors import AccountsUnreadable
from ui.gate import Gate
from ui.service import Service

EDITION = "0123456789abcdef"
PASSWORD = "cheval agrafe pile"
TEXTS = (
    "La ville entretient quatorze écoles et trente kilomètres de routes.",
    "En 2024, la cuisine centrale a servi 412 000 repas à 3,60 €. Elle emploie 28 agents.",
    "La bibliothèque prête des livres et des jeux. <b>L'inscription</b> y est <script>x</script>.",
)
HEADINGS = ("Vivre & <i>grandir</i>", "Cantines")
PROVENANCE = Provenance(source="bilan.pdf")


@dataclass(frozen=True)
class Manifest:
    """What the desk reads of a manifest."""

    edition: str = EDITION
    report: str = "bilan"
    title: str = "Bilan <b>de la ville</b>"
    pages: int = 3
    built: str = "2025-11-24T09:00:00+00:00"
    provenance: Provenance = PROVENANCE


@dataclass(frozen=True)
class SmallEdition:
    """A passage a page, searched by words alone; the second page is printed as 10."""

    indexed: Indexed
    pages: tuple[Page, ...]
    manifest: Manifest = Manifest()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.indexed, name)

    @property
    def title(self) -> str:
        return self.manifest.title

    def page(self, number: int) -> Page:
        return self.pages[number - 1]


def small_edition(texts: Sequence[str] = TEXTS) -> SmallEdition:
    box = Box(0.1, 0.4, 0.9, 0.44)
    labels = ["1", "10", "3"]
    pages = tuple(
        Page(n, labels[n - 1], (Line(text, box, 11.0),), 595, 842)
        for n, text in enumerate(texts, start=1)
    )
    passages = [
        Passage(f"p{n}", text, HEADINGS, (Placement(0, len(text), n, box),), labels[n - 1])
        for n, text in enumerate(texts, start=1)
    ]
    return SmallEdition(index_passages(passages, None, name=EDITION, report_slug="bilan"), pages)


class OneEdition:
    """A library of one edition, or of the trouble that keeps it from being opened."""

    def __init__(self, edition: Any) -> None:
        self.edition = edition
        self.trouble: Exception | None = None

    def stamp(self) -> int:
        return 1

    def open_live(self) -> Any:
        if self.trouble:
            raise self.trouble
        return self.edition


class QuickHasher:
    """A password turned round."""

    def hash(self, password: str) -> str:
        return password[::-1]

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name
        if hash != password[::-1]:
            raise VerifyMismatchError
        return True


class HeldAccounts:
    """Accounts in memory, which can be made unreadable."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = accounts
        self.damaged = False

    def all(self) -> tuple[Account, ...]:
        if self.damaged:
            raise AccountsUnreadable(path="users.json")
        return self.accounts

    def find(self, name: str) -> Account | None:
        return next((one for one in self.all() if one.name == name), None)


class Clock:
    """Seconds that pass when they are told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def marie(password: str = PASSWORD) -> Account:
    return Account("marie", Role.AGENT, password[::-1], "2026-01-31T12:00:00+00:00")


@dataclass
class Desk:
    """The desk's application, and all that stands in its doorways."""

    library: OneEdition = field(default_factory=lambda: OneEdition(small_edition()))
    accounts: HeldAccounts = field(default_factory=lambda: HeldAccounts(marie()))
    clock: Clock = field(default_factory=Clock)
    asking: Any = ask
    journal: Any = None
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        service = Service(
            self.library,
            ask=self.ask,
            load_tools=lambda _: Tools(),
            candidates=lambda _: [],
        )
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        self.app.include_router(
            agents_routes(
                service,
                self.accounts,
                journal=self.journal,
                clock=self.clock,
                hasher=QuickHasher(),
            )
        )
        self.app.add_exception_handler(Refused, tell_refused)
        self.app.add_middleware(Gate)

    def ask(self, *given: Any, **more: Any) -> Any:
        return self.asking(*given, **more)

    def client(self, **more: Any) -> TestClient:
        return TestClient(self.app, follow_redirects=False, **more)

    def change_password(self) -> None:
        self.accounts.accounts = (marie("un autre mot de passe"),)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def visitor(desk: Desk) -> TestClient:
    """Somebody who isn't signed in."""
    return desk.client()


def hidden(page: str) -> str:
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """A function that fills the login form in as a browser does, and gives the response."""

    def signing_in(client: TestClient, name: str = "marie", password: str = PASSWORD) -> Any:
        csrf = hidden(client.get("/agents/connexion").text)
        fields = {"csrf": csrf, "name": name, "password": password}
        return client.post("/agents/connexion", data=fields)

    return signing_in


@pytest.fixture
def enter(sign_in: Callable[..., Any]) -> Callable[[TestClient], TestClient]:
    """A function that signs a visitor in, whose requests then come from our page."""

    def entering(client: TestClient) -> TestClient:
        assert sign_in(client).status_code == 303
        client.headers[CSRF_HEADER] = hidden(client.get("/agents").text)
        return client

    return entering


@pytest.fixture
def agent(visitor: TestClient, enter: Callable[[TestClient], TestClient]) -> TestClient:
    """An agent who is signed in, and whose requests come from our page."""
    return enter(visitor)
