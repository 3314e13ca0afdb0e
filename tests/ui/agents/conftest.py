"""The desk over a small report in memory, with a clock turned by hand and quick passwords."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from argon2.exceptions import VerifyMismatchError
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.errors import EditionMissing
from index.indexed import Indexed, index_passages
from index.models import ModelIdentity
from ingest.report import Box, Line, Page, Passage, Placement, Provenance
from retrieval.ask import ask
from retrieval.filtering import Theme
from retrieval.tools import Tools
from ui.accounts import Account, Role
from ui.agents.desk import agents_routes
from ui.closed.guard import CSRF_HEADER
from ui.closed.refused import Refused, tell_refused
from ui.errors import AccountsUnreadable
from ui.exposure import SignOn
from ui.forwarded import Forwarded
from ui.gate import Gate
from ui.networks import Networks
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
ENCODER = ModelIdentity("words", "r1", 64)


@dataclass(frozen=True)
class Manifest:
    """What the desk reads of a manifest."""

    edition: str = EDITION
    report: str = "bilan"
    title: str = "Bilan <b>de la ville</b>"
    pages: int = 3
    built: str = "2025-11-24T09:00:00+00:00"
    provenance: Provenance = PROVENANCE
    model: ModelIdentity = ENCODER


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


# A chapter, the text below it; the second of the last chapter is a table row of two cells.
CHAPTERS = (
    ("Premier pacte", "La ville de Lens entretient quatorze écoles et une cuisine centrale."),
    ("Premier pacte", "À Arras, 412 000 repas ont été servis par la cuisine centrale en 2024."),
    ("Deuxième pacte", "La bibliothèque d'Arras prête des livres et 412 jeux aux enfants."),
    ("Deuxième pacte", "Repas servis 455 000"),
)


def report_of_pacts(*, edition: str = EDITION, slug: str = "bilan", repas: str = "412 000") -> Any:
    """A report with a passage a page under two pacts."""
    boxes = (Box(0.1, 0.4, 0.5, 0.44), Box(0.55, 0.4, 0.9, 0.44))
    pages, passages = [], []
    for n, (chapter, written) in enumerate(CHAPTERS, start=1):
        text = written.replace("412 000", repas)
        cells = ("Repas servis", "455 000") if n == len(CHAPTERS) else (text,)
        ends = (len(cells[0]) + 1, len(text)) if len(cells) > 1 else (len(text),)
        lines = tuple(
            Line(cell, box, 11.0, beside=len(cells) > 1)
            for cell, box in zip(cells, boxes, strict=False)
        )
        placed = tuple(
            Placement(start, end, n, box)
            for start, end, box in zip((0, ends[0]), ends, boxes, strict=False)
        )
        pages.append(Page(n, str(n), lines, 595, 842))
        passages.append(
            Passage(f"{slug}{n}", text, (chapter,), placed, str(n), sentences=((0, len(text)),))
        )
    manifest = Manifest(edition=edition, report=slug, title=f"Rapport {slug}", pages=len(pages))
    indexed = index_passages(passages, None, name=edition, report_slug=slug)
    return SmallEdition(indexed, tuple(pages), manifest)


class OneEdition:
    """A shelf of one edition, or of the trouble that keeps it from being opened.

    `others` are the live editions of other reports; one that is None can't be opened.
    """

    def __init__(self, edition: Any, **others: Any) -> None:
        self.edition = edition
        self.trouble: Exception | None = None
        self.others = others

    def listed(self) -> list[Any]:
        named = (
            each.manifest if each else Manifest(edition="f" * 16, report=slug)
            for slug, each in self.others.items()
        )
        return sorted([self.edition.manifest, *named], key=lambda manifest: str(manifest.report))

    def open_report(self, slug: str) -> Any:
        if self.others[slug] is None:
            raise EditionMissing(report=slug, edition="f" * 16, file="pages.jsonl")
        return self.others[slug]

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

    reports: OneEdition = field(default_factory=lambda: OneEdition(small_edition()))
    accounts: HeldAccounts = field(default_factory=lambda: HeldAccounts(marie()))
    clock: Clock = field(default_factory=Clock)
    asking: Any = ask
    sign_on: SignOn | None = None
    journal: Any = None
    themes: Any = None
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        service = Service(
            self.reports,
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
                sign_on=self.sign_on,
                themes=self.themes,
            )
        )
        self.app.add_exception_handler(Refused, tell_refused)
        self.app.add_middleware(Gate)
        self.app.add_middleware(Forwarded, proxies=Networks.read("127.0.0.1"))

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
def make_desk() -> Callable[[str], Desk]:
    """A function that makes a desk without accounts, open to whom the proxy at an address names."""

    def made(address: str) -> Desk:
        sign_on = SignOn("x-remote-user", Networks.read(address))
        return Desk(accounts=HeldAccounts(), sign_on=sign_on)

    return made


@pytest.fixture
def signed_on_desk(make_desk: Callable[[str], Desk]) -> Desk:
    """A desk that opens to whom the proxy at 10.0.0.5 names, and has no account."""
    return make_desk("10.0.0.5")


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


@pytest.fixture
def shelf() -> OneEdition:
    """Two reports of two pacts: `bilan` is the default, `projet` says another figure."""
    projet = report_of_pacts(edition="b" * 16, slug="projet", repas="455 000")
    return OneEdition(report_of_pacts(), projet=projet)


@pytest.fixture
def reader(shelf: OneEdition, enter: Callable[[TestClient], TestClient]) -> TestClient:
    """An agent who is signed in to the desk over `shelf`."""
    return enter(Desk(reports=shelf).client())


@dataclass
class HeldThemes:
    """Themes of the default report alone, which can be held back."""

    there: tuple[Theme, ...] = (
        Theme("repas", "Repas & cantines", "Vie quotidienne", frozenset({2, 4})),
        Theme("jeux", "Jeux", "Vie quotidienne", frozenset({3})),
        Theme("routes", "Routes", "Déplacements", frozenset({1, 9})),
    )
    held_back: bool = False

    def of(self, edition: Any) -> tuple[Theme, ...]:
        return self.there if edition.id == EDITION and not self.held_back else ()

    def awaited(self, edition: Any) -> bool:
        return self.held_back


@pytest.fixture
def themes() -> HeldThemes:
    return HeldThemes()


@pytest.fixture
def themed(
    shelf: OneEdition, themes: HeldThemes, enter: Callable[[TestClient], TestClient]
) -> TestClient:
    """An agent who is signed in to the desk over `shelf`, where there are `themes`."""
    return enter(Desk(reports=shelf, themes=themes).client())


@pytest.fixture
def with_another_model(shelf: OneEdition) -> None:
    """`projet` was read with another encoder."""
    other = shelf.others["projet"]
    manifest = replace(other.manifest, model=ModelIdentity("words", "r2", 64))
    shelf.others["projet"] = replace(other, manifest=manifest)
