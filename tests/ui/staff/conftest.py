"""The staff's desk over two reports whose coverage is known, and a journal on the disk."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from argon2.exceptions import VerifyMismatchError
from fastapi import FastAPI, HTTPException
from starlette.testclient import TestClient

from index.errors import UnknownEdition
from index.shelved import ShelvedEdition, ShelvedReport
from ingest.report import Box, Line, Page, Passage, Placement, Provenance
from retrieval.answer import Citation, Outcome
from retrieval.asked import AskedDays, Period
from retrieval.cells import Cell, State
from retrieval.columns import Column
from retrieval.coverage import Coverage, TopicCoverage
from retrieval.diagnosis import Basis, Diagnosis
from retrieval.gaps import Gap
from retrieval.journal import Desk as AskedAt
from retrieval.journal import Entry, JournalState, WrapUp
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld
from retrieval.tools import Tools
from retrieval.topic import Probes, Topic
from retrieval.watched_topics import WatchedTopics
from ui.accounts import Account, Role
from ui.agents.desk import agents_routes
from ui.app import refuse
from ui.background import Background
from ui.closed.refused import Refused, tell_refused
from ui.exposure import SignOn
from ui.forwarded import Forwarded
from ui.gate import Gate
from ui.networks import Networks
from ui.pictures import PagePictures
from ui.quality import Quality
from ui.service import Service
from ui.staff.controls import Controls
from ui.staff.desk import staff_routes
from ui.staff.findings import Findings
from ui.staff.records import Records
from ui.throttle import Throttle

EDITION, OTHER, EARLIER = "0123456789abcdef", "f" * 16, "e" * 16
PASSWORD = "cheval agrafe pile"
TODAY = date(2026, 11, 30)
BIKES = "Le plan <b>vélo</b> prévoit 120 kilomètres de voies, dont 30 à Calais."
PROVENANCE = Provenance(source="bilan.pdf")


@dataclass(frozen=True)
class Manifest:
    """What the desk reads of a manifest."""

    edition: str = EDITION
    report: str = "bilan"
    title: str = "Bilan <b>de la ville</b>"
    pages: int = 14
    built: str = "2025-11-24T09:00:00+00:00"
    unread_pages: tuple[int, ...] = (3, 7, 8, 9)
    provenance: Provenance = PROVENANCE


@dataclass(frozen=True)
class SmallEdition:
    """An edition that is only spoken of."""

    manifest: Manifest = Manifest()
    passages: tuple[Passage, ...] = ()
    pdf: Path = Path(__file__)
    model: str | None = None

    @property
    def id(self) -> str:
        return self.manifest.edition

    @property
    def title(self) -> str:
        return self.manifest.title

    @property
    def report_slug(self) -> str:
        return self.manifest.report


class TwoReports:
    """A shelf of `bilan`, the default one, and `projet`."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        projet = Manifest(OTHER, "projet", "Projet", unread_pages=())
        self.editions = {
            "bilan": SmallEdition(passages=PASSAGES),
            "projet": SmallEdition(projet, PASSAGES),
        }

        earlier = Manifest(EARLIER, title="Bilan d'avant", built="2024-11-24T09:00:00+00:00")
        self.kept = SmallEdition(earlier, PASSAGES)

    def listed(self) -> list[Any]:
        return [edition.manifest for edition in self.editions.values()]

    def shelved(self) -> list[Any]:
        """`bilan` has an earlier edition, which is kept."""
        live = {slug: ShelvedEdition(e.manifest, True) for slug, e in self.editions.items()}  # type: ignore[arg-type]
        kept = ShelvedEdition(self.kept.manifest, False)  # type: ignore[arg-type]
        return [
            ShelvedReport("bilan", True, (kept, live["bilan"]), ()),
            ShelvedReport("projet", False, (live["projet"],), ()),
        ]

    def open_edition(self, edition_id: str) -> Any:
        for edition in (self.kept, *self.editions.values()):
            if edition.id == edition_id:
                return edition
        raise UnknownEdition(edition=edition_id)

    def open_report(self, slug: str) -> Any:
        return self.editions[slug]

    def stamp(self) -> int:
        return 1

    def open_live(self) -> Any:
        if self.trouble:
            raise self.trouble
        return self.editions["bilan"]


def cited(edition: str, page: int, label: str = "10") -> Citation:
    box = Box(0.1, 0.4, 0.9, 0.44)
    passage = Passage("p1", BIKES, ("Routes",), (Placement(0, len(BIKES), page, box),), label)
    printed = Page(page, label, (Line(BIKES, box, 11),), 595, 842)
    return Citation(passage, BIKES, printed, edition, "bilan", 0, len(BIKES), also=(14,))


# A passage of 3 words, one of 12, and one of 15 on nothing.
PASSAGES = tuple(
    Passage(f"p{n}", text, (), (Placement(0, len(text), n, Box(0, 0, 1, 1)),), str(n))
    for n, text in enumerate(
        ("Un plan vélo.", "mot " * 11 + "mot.", "rien " * 14 + "rien."), start=1
    )
)


def coverage_of(edition: Any) -> Coverage:
    """Bikes on pages 2 and 12; in the first chapter on page 12 alone. Bridges nowhere.

    The earlier edition says nothing of bikes, and mentions bridges on page 2.
    """
    second, twelfth = cited(edition.id, 2, "2"), cited(edition.id, 12)
    whole = Cell(State.COVERED, (2, 12), 3, 0.0312, (second, twelfth), twelfth, (0, 1))
    part = Cell(State.THIN, (12,), 1, 0.0101, (twelfth,), twelfth, (1,))
    velo = Topic("velo", "Vélo & marche", "Routes", "À vélo <i>ou</i> à pied.", Probes(("vélo",)))
    ponts = Topic("ponts", "Ponts", "Routes", "Les ponts.", Probes(("pont",)))
    eau = Topic("eau", "Eau", "Environnement", "L'eau.", Probes(("eau",)))
    nowhere = ((Cell(), Cell()), (Cell(),))
    if edition.id == EARLIER:
        whole, bridges = Cell(), Cell(State.MENTIONED, (2,), 1, 0.01, (second,), second)
    else:
        bridges = Cell()
    return Coverage(
        edition=edition.id,
        report=edition.report_slug,
        title=edition.title,
        by_meaning=True,
        chapters=(Column("Routes & rues", (0,), 12), Column("Eau", (1,), 13)),
        territories=(Column("Calais", (0,), 12, ("Calais",)),),
        topics=(
            TopicCoverage(velo, whole, (part, Cell()), (part,)),
            TopicCoverage(ponts, bridges, *nowhere),
            TopicCoverage(eau, Cell(), *nowhere),
        ),
    )


def guessing(*_: Any) -> Any:
    """What looks into editions that are only spoken of: it never finds anything near.

    Buses are another body's business.
    """

    def guess(_: Gap, text: str) -> Diagnosis:
        basis = Basis.ANOTHER_BODY if "bus" in text else Basis.NOTHING_NEAR
        return Diagnosis(basis, words=("trottinettes",))

    return guess


class QuickHasher:
    """A password turned round."""

    def hash(self, password: str) -> str:
        return password[::-1]

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name
        if hash != password[::-1]:
            raise VerifyMismatchError
        return True


class HeldAccounts:
    """Accounts in memory: an agent, one of the staff, and who runs Selon."""

    def __init__(self) -> None:
        named = {"marie": Role.AGENT, "paul": Role.STAFF, "anne": Role.ADMIN}
        self.accounts = tuple(
            Account(name, role, PASSWORD[::-1], "2026-01-31T12:00:00+00:00")
            for name, role in named.items()
        )

    def all(self) -> tuple[Account, ...]:
        return self.accounts

    def find(self, name: str) -> Account | None:
        return next((one for one in self.accounts if one.name == name), None)


@dataclass
class HeldJournal:
    """A journal that is as it is told to be, and notes nothing itself."""

    state: JournalState = field(default_factory=lambda: JournalState(months=6))

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def write(self, entry: Entry, *, instead_of: int | None = None) -> None: ...

    def wrap_up(self, entry_id: int, code: WrapUp) -> None: ...


@dataclass(frozen=True)
class HeldBack:
    """Questions by day that are only read once they are let to be."""

    days: AskedDays
    let: threading.Event

    def between(self, period: Period) -> Any:
        self.let.wait()
        return self.days.between(period)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.days, name)


class SameThread(Executor):
    """What draws pictures: at once, and here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def drawn(_: Path, number: int, width: int) -> bytes:
    return f"{number} at {width}".encode()


@dataclass
class Desk:
    """Both closed desks behind one gate, and all that stands in their doorways."""

    home: Path
    reports: TwoReports = field(default_factory=TwoReports)
    accounts: HeldAccounts = field(default_factory=HeldAccounts)
    journal: HeldJournal = field(default_factory=HeldJournal)
    sign_on: SignOn | None = None
    topics: WatchedTopics | None = None
    controls: Controls | None = None
    quality: Quality | None = None
    background: Background = field(default_factory=Background)
    worked_out: list[str] = field(default_factory=list)
    wait: float = 60
    between: threading.Event | None = None
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        service = Service(
            self.reports,  # type: ignore[arg-type]
            ask=lambda *_, **__: 1 / 0,  # type: ignore[arg-type, return-value]
            load_tools=lambda _: Tools(),
            candidates=lambda _: [],
        )
        asked = JournalReader(self.home / "journal.sqlite")
        records = Records(self.cover, asked, self.topics, shelved=self.reports.shelved)
        given: dict[str, Any] = {"hasher": QuickHasher(), "throttle": Throttle()}
        given["sign_on"] = self.sign_on
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        self.app.include_router(agents_routes(service, self.accounts, **given))
        given |= {"journal": self.journal, "today": lambda: TODAY}
        given |= {"controls": self.controls, "background": self.background, "most": 4000}
        given |= {"quality": self.quality, "pictures": PagePictures(draw=drawn, hire=SameThread)}
        if self.between is not None:
            records.days = HeldBack(records.days, self.between)  # type: ignore[assignment]
        given["findings"] = Findings(
            service, records, diagnosing=guessing, patience=0, wait=self.wait
        )
        self.app.include_router(staff_routes(service, records, self.accounts, **given))
        self.app.add_exception_handler(HTTPException, refuse)
        self.app.add_exception_handler(Refused, tell_refused)
        self.app.add_middleware(Gate)
        self.app.add_middleware(Forwarded, proxies=Networks.read("127.0.0.1"))

    def cover(self, edition: Any) -> Coverage:
        self.worked_out.append(edition.report_slug)
        return coverage_of(edition)

    def client(self, **more: Any) -> TestClient:
        return TestClient(self.app, follow_redirects=False, **more)

    def note(self, *entries: Entry) -> None:
        store = JournalStore(self.home / "journal.sqlite")
        for entry in entries:
            store.append(entry)
        store.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def make_desk() -> type[Desk]:
    """What makes a desk over a home."""
    return Desk


@pytest.fixture
def own_topics(tmp_path: Path) -> Path:
    """The operator's file of topics, sound."""
    file = tmp_path / "themes.yaml"
    file.write_text(
        "topics:\n- id: bacs\n  name: Bacs\n  family: Routes\n  about: Passer la rivière.\n"
        "  probes: {words: [bac]}\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def watching_desk(tmp_path: Path, own_topics: Path) -> Desk:
    """A desk whose topics are those of `own_topics` too."""
    return Desk(tmp_path, topics=WatchedTopics(own_topics))


@pytest.fixture
def signed_on_desk(tmp_path: Path) -> Desk:
    """A desk that opens to whom the proxy at 10.0.0.5 names."""
    return Desk(tmp_path, sign_on=SignOn("x-remote-user", Networks.read("10.0.0.5")))


def hidden(page: str) -> str:
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


SignIn = Callable[..., Any]


@pytest.fixture
def sign_in() -> SignIn:
    """A function that fills the login form of a desk in, and gives the response."""

    def signing_in(client: TestClient, name: str, password: str = PASSWORD, at: str = "") -> Any:
        login = f"/{at or 'pilotage'}/connexion"
        csrf = hidden(client.get(login).text)
        return client.post(login, data={"csrf": csrf, "name": name, "password": password})

    return signing_in


@pytest.fixture
def visitor(desk: Desk) -> TestClient:
    """Somebody who isn't signed in."""
    return desk.client()


@pytest.fixture
def staff(desk: Desk, sign_in: SignIn) -> TestClient:
    """Paul, of the staff, signed in and in front of the first page."""
    client = desk.client()
    assert client.get(sign_in(client, "paul").headers["location"]).status_code == 200
    return client


# How a question is noted where a test says nothing else.
ASKED = Entry(
    TODAY, 9, AskedAt.RESIDENTS, Outcome.ANSWERED, "Combien de pistes ?", None, 0.5, (2, 12),
    EDITION, 40,
)  # fmt: skip


@pytest.fixture
def asked() -> Callable[..., Entry]:
    """A function that makes an entry: an answered question of today, changed as it is told."""
    numbers = iter(range(1, 1000))

    def made(text: str | None = ASKED.text, **changed: Any) -> Entry:
        withheld = Withheld.SENSITIVE if text is None else None
        return replace(ASKED, text=text, withheld=withheld, id=next(numbers), **changed)

    return made
