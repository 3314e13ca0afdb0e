"""The real `selon` in a process of its own, its pages in a real browser, and small reports."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typst
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from index.edition import Edition
from index.encoder import Vectors
from index.manifest import Manifest
from index.models import identity_of
from index.shelf import Shelf
from index.words import stems
from ingest.apart import Readers
from ingest.cut import CUT, cut_passages
from ingest.pdf import read_report
from ingest.report import Provenance
from ingest.sources import Source
from retrieval.ask import ask
from retrieval.coverage import Coverage, cover
from retrieval.gazetteer import shipped_gazetteer
from retrieval.journal import Journal
from retrieval.journal_file import FILE as JOURNAL
from retrieval.journal_reading import JournalReader
from retrieval.reviews import Reviews
from retrieval.run_store import FOLDER, RunStore
from retrieval.tools import Tools
from retrieval.topics import shipped_topics
from ui.accounts import AccountFile
from ui.app import assemble
from ui.audit import FILE as AUDIT
from ui.audit import AuditLog
from ui.exposure import Exposure
from ui.ingestion import Advance, edition_of
from ui.permalinks import FILE, Permalinks
from ui.pictures import PagePictures
from ui.quality import Quality
from ui.server import Server, configured, listening
from ui.service import Asking, Service
from ui.shelved import ShelfLibrary
from ui.site.operator import Site
from ui.staff.controls import Controls
from ui.staff.records import Records
from ui.staff_controls import questions_of
from ui.suggestions import Candidate
from ui.switch import FILE as SERVICE
from ui.switch import ServiceSwitch

# What is waited for comes, however busy the machine: a test says what, and not how soon.
expect.set_options(timeout=90_000)

SELON = Path(sys.executable).with_name("selon")

COVER = """
#set document(title: "Bilan de la ville")
#set page(paper: "a4", numbering: "1")
#set text(lang: "fr", font: "Libertinus Serif", size: 11pt)
#set par(justify: true)
"""
PAGES = (
    """
= Les écoles et les routes
La ville entretient quatorze écoles et trente kilomètres de routes. En 2024, elle a refait la cour
de l'école des Tilleuls, qui était en mauvais état depuis longtemps. Les travaux ont duré quatre
mois et ont été suivis par les parents d'élèves. Une piste cyclable relie désormais la gare au
collège, sur près de deux kilomètres.
""",
    """
= La cuisine centrale
La cuisine centrale prépare les repas des écoles et des personnes âgées. En 2024, elle a servi
{repas} repas, dont la moitié de produits biologiques. Elle emploie vingt-huit agents. Un potager a
été planté derrière le bâtiment, et les enfants y viennent au printemps pour apprendre à semer.
""",
    """
= La bibliothèque
La bibliothèque a rouvert en septembre 2024 après un an de travaux. Elle prête des livres, des jeux
et des instruments de musique. L'inscription est gratuite pour les habitants de moins de vingt-cinq
ans. Un club de lecture se réunit le premier samedi de chaque mois.
""",
)


@dataclass(frozen=True)
class Done:
    """What a command wrote, and its exit code; `text` and `complaint` with plain spaces."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return plain(self.out)

    @property
    def complaint(self) -> str:
        return plain(self.err)

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1, self.out + self.err
        return json.loads(self.out)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Selon:
    """Runs `selon`; each `home` is a folder of its own, the one without a name holds `bilan`."""

    program = str(SELON)

    def __init__(self, homes: Path, bilan: Path) -> None:
        self._homes = homes
        self._bilan = bilan
        self._ready = False

    def __call__(
        self, *arguments: object, home: str | None = None, env: Mapping[str, str] | None = None
    ) -> Done:
        if home is None and env is None and not self._ready:
            self._ready = True
            assert self._run(("ingest", self._bilan), self.env(None)).code == 0
        return self._run(arguments, self.env(home) | (env or {}))

    def env(self, home: str | None) -> dict[str, str]:
        """The environment of a command: the home, nothing of this machine's own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SELON_")}
        return kept | {"SELON_HOME": str(self._homes / (home or "main")), "HF_HUB_OFFLINE": "1"}

    @staticmethod
    def _run(arguments: tuple[object, ...], env: Mapping[str, str]) -> Done:
        typed = [str(SELON), *map(str, arguments)]
        done = subprocess.run(typed, env=env, capture_output=True, text=True, check=False)
        return Done(done.returncode, done.stdout, done.stderr)


def write_report(path: Path, repas: str) -> Path:
    """A report of three pages; `repas` is a figure on its second page."""
    body = "#pagebreak()".join(PAGES).format(repas=repas)
    typst.compile((COVER + body).encode(), output=str(path))
    return path


@pytest.fixture(scope="session")
def bilan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of three pages, « Bilan de la ville »."""
    return write_report(tmp_path_factory.mktemp("bilan") / "bilan.pdf", "412 000")


@pytest.fixture(scope="session")
def later_bilan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same report a year later: one figure of it is new."""
    return write_report(tmp_path_factory.mktemp("later") / "bilan-2.pdf", "455 000")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of two pages without any character."""
    path = tmp_path_factory.mktemp("blank") / "blanc.pdf"
    typst.compile(b"#rect()\n#pagebreak()\n#rect()", output=str(path))
    return path


@pytest.fixture(scope="session")
def selon(tmp_path_factory: pytest.TempPathFactory, bilan: Path) -> Selon:
    """The command line; a home is named, or is the one that holds `bilan`."""
    return Selon(tmp_path_factory.mktemp("homes"), bilan)


# The pages: a server in a thread of its own over `bilan`, and Debian's Chromium in front of it.

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class WordEncoder:
    """Unit vectors that count the stems of a text: a function of its words, and quick."""

    name, revision, dimension = "words", "r1", 64

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return self._vectors(questions)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.5
            for stem in stems(text):
                row[zlib.crc32(stem.encode()) % self.dimension] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Served:
    """A running server: where it is, and the switch that lets its encoder come."""

    address: str
    encoder: threading.Event


@pytest.fixture(scope="session")
def make_shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Shelf]:
    """A function that makes a shelf with an edition of each file given, the last one live."""

    def make(*paths: Path) -> Shelf:
        shelf = Shelf(tmp_path_factory.mktemp("shelf"))
        for path in paths:
            report = read_report(path, slug="bilan", provenance=Provenance(source=path.name))
            shelf.publish(report, WordEncoder(), passages=cut_passages(report), cut=CUT)
        return shelf

    return make


@pytest.fixture(scope="session")
def shelf_of_bilan(make_shelf: Callable[..., Shelf], bilan: Path) -> Shelf:
    """A shelf with one edition of `bilan`, made with the encoder of words."""
    return make_shelf(bilan)


def covered(edition: Edition) -> Coverage:
    """How far `edition` covers the topics of Selon, with the encoder of words."""
    gazetteer = shipped_gazetteer()
    return cover(edition, shipped_topics(), encoder=WordEncoder(), gazetteer=gazetteer)


class WordModel:
    """The encoder of words, there already."""

    identity = identity_of(WordEncoder())

    def load(self) -> WordEncoder:
        return WordEncoder()


def built(shelf: Shelf, source: Source, slug: str, advance: Advance) -> Manifest:
    """The edition that waits, made in this process."""
    with Readers(recogniser=None, workers=1) as readers:
        made = edition_of(source, slug, shelf, WordModel(), advance, readers=readers, live=False)
    return made.manifest


def controls_over(shelf: Shelf, service: Service) -> Controls:
    """What staff change of `shelf`, with the encoder of words."""
    return Controls(
        shelf=Shelf(shelf.home, patience=1),
        switch=ServiceSwitch(shelf.home / SERVICE),
        audit=AuditLog(shelf.home / AUDIT),
        inbox=shelf.home / "inbox",
        build=partial(built, Shelf(shelf.home, patience=1)),
        questions=questions_of(service, shelf.home),
    )


@contextmanager
def serving(
    shelf: Shelf,
    asking: Asking = ask,
    *,
    site: Site | None = None,
    exposure: Exposure | None = None,
    journal: Journal | None = None,
    reviews: Reviews | None = None,
) -> Iterator[Served]:
    """The pages over `shelf` on a free port, stopped at the end.

    `asking` answers questions; `site` is what the operator decided of the pages, `exposure` who
    may reach them and how often; without a `journal` no question is noted, without
    `reviews` nothing is said of answers.
    """
    switch = threading.Event()

    def late_tools(_: Edition) -> Tools:
        switch.wait()
        return Tools(WordEncoder())

    def offered(_: Edition) -> list[list[Candidate]]:
        known = ("Combien de repas a servi la cuisine centrale ?", "Quelle est la météo ?")
        return [[Candidate(question) for question in known]]

    door = listening("127.0.0.1", 0)
    started: list[Server] = []
    assembled = threading.Event()

    async def live() -> None:
        # Put together within the loop, because Gradio leaves one behind where it finds none.
        service = Service(
            ShelfLibrary(shelf), ask=asking, load_tools=late_tools, candidates=offered
        )
        app = assemble(
            service,
            PagePictures(),
            accounts=AccountFile(shelf.home),
            permalinks=Permalinks(shelf.home / FILE),
            site=site,
            exposure=exposure,
            journal=journal,
            reviews=reviews,
            wait=60,
            records=Records(covered, JournalReader(shelf.home / JOURNAL), shelved=shelf.reports),
            controls=controls_over(shelf, service),
            quality=Quality(
                home=shelf.home,
                runs=RunStore(shelf.home / FOLDER),
                reports=service.live.reports,
                tools_of=lambda _: Tools(WordEncoder()),
                topics=shipped_topics,
            ),
        )
        started.append(Server(configured(app)))
        assembled.set()
        await started[0].serve(sockets=[door])

    def run() -> None:
        try:
            asyncio.run(live())
        finally:
            assembled.set()

    thread = threading.Thread(target=run)
    thread.start()
    # Gradio can't put two pages together at once.
    assembled.wait()
    try:
        yield Served(f"http://127.0.0.1:{door.getsockname()[1]}/", switch)
    finally:
        switch.set()
        for server in started:
            server.should_exit = True
        thread.join()
        door.close()


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[Served]]:
    """A function that serves a shelf; how questions are answered and the site can be given."""
    return serving


@pytest.fixture(scope="session")
def served(shelf_of_bilan: Shelf) -> Iterator[Served]:
    """The pages over `bilan`, their encoder there from the start."""
    with serving(shelf_of_bilan) as served:
        served.encoder.set()
        yield served


@pytest.fixture(scope="session")
def waking(shelf_of_bilan: Shelf) -> Iterator[Served]:
    """The pages over `bilan`, their encoder held back until it is let come."""
    with serving(shelf_of_bilan) as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the test is left out, and in CI that is a failure.

    Not for the whole session: while it is there, no other test of this thread can run a loop.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        message = "NO CHROMIUM HERE: the pages were not tried in a browser (see `make browser`)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


FIELD = "#question textarea"


@pytest.fixture
def exposed(shelf_of_bilan: Shelf) -> Iterator[Callable[[Exposure], Served]]:
    """A function that serves the pages over `bilan` exposed as it is told."""
    with ExitStack() as stack:

        def serve(exposure: Exposure) -> Served:
            served = stack.enter_context(serving(shelf_of_bilan, exposure=exposure))
            served.encoder.set()
            return served

        yield serve


class Visit:
    """One visitor: a browser context of their own, and all that it asked of the network."""

    def __init__(self, context: BrowserContext, address: str, first: str = FIELD) -> None:
        self.context = context
        self.address = address
        self.first = first
        self.asked: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        self.page = self.open()

    def open(self) -> Page:
        page = self.context.new_page()
        page.goto(self.address)
        page.locator(self.first).wait_for()
        if self.first == FIELD:
            page.locator("#conversation .turns").wait_for(state="attached")
        return page

    def ask(self, question: str) -> Locator:
        """The card of the answer to `question`, typed and sent with Enter."""
        before = self.page.locator(".turn").count()
        self.page.locator(FIELD).fill(question)
        self.page.locator(FIELD).press("Enter")
        card = self.page.locator(f".turn[data-turn='{before + 1}']")
        card.wait_for()
        return card


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Callable[..., Visit]]:
    """A function that lets a visitor in; what it is given describes their browser."""
    contexts: list[BrowserContext] = []

    def enter(address: str = served.address, first: str = FIELD, **about: Any) -> Visit:
        contexts.append(chromium.new_context(**{"locale": "fr-FR", **about}))
        return Visit(contexts[-1], address, first)

    yield enter
    for context in contexts:
        context.close()
