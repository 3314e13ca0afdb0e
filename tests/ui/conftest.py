"""A small report that stands in memory, and a service over it: no disk, no encoder, no PDF."""

import asyncio
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi import FastAPI
from PIL import Image, ImageDraw, ImageFont

from index.errors import UnknownEdition
from index.hit import FoundBy, Hit
from index.models import ModelIdentity
from ingest.report import Box, Line, Page, Passage, Placement, Provenance, ReadBy
from retrieval.answer import Answer, Citation, HelpLine, Outcome
from retrieval.gold_sets import GoldSet
from retrieval.run_store import RunStore
from retrieval.tools import Tools
from retrieval.topic import Probes, Topic
from ui.app import assemble
from ui.pictures import PagePictures
from ui.quality import Quality
from ui.service import Service
from ui.suggestions import Candidate

EDITION = "0123456789abcdef"
HEADINGS = ("Pacte des solidarités", "Vieillir chez soi")
LINES = (
    "En 2024, le Département a versé l’allocation personnalisée d’autonomie à",
    "34 210 personnes âgées qui vivent à domicile. Il a soutenu 128 services",
    "d’aide à domicile et ouvert 12 accueils de jour. Les aidants ont reçu",
    "une aide au répit dans 1 640 familles.",
)
PROVENANCE = Provenance(source="bilan.pdf")
HELP = (HelpLine("3919", "partner_violence"), HelpLine("17", "partner_violence"))


@dataclass(frozen=True)
class FakeManifest:
    """What the pages read of a manifest."""

    edition: str = EDITION
    report: str = "bilan"
    title: str = "Bilan d’étape 2021-2025 du Département"
    pages: int = 14
    built: str = "2025-11-24T09:00:00+00:00"
    model: str = "r1"
    provenance: Provenance = PROVENANCE


@dataclass(frozen=True)
class FakeEdition:
    """An edition of one page that says something, the twelfth, printed as 10."""

    pdf: Path
    manifest: FakeManifest = FakeManifest()

    @property
    def id(self) -> str:
        return self.manifest.edition

    @property
    def title(self) -> str:
        return self.manifest.title

    @property
    def report_slug(self) -> str:
        return self.manifest.report

    @property
    def model(self) -> str:
        return self.manifest.model

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (make_passage(),)


def make_page(number: int = 12, texts: Sequence[str] = LINES, label: str = "10") -> Page:
    lines = tuple(Line(text, box, 11.0) for text, box in zip(texts, boxes(texts), strict=True))
    return Page(number=number, label=label, lines=lines, width=595, height=842)


def boxes(texts: Sequence[str]) -> list[Box]:
    return [Box(0.12, 0.4 + 0.022 * i, 0.88, 0.418 + 0.022 * i) for i in range(len(texts))]


def make_passage(
    texts: Sequence[str] = LINES,
    headings: tuple[str, ...] = HEADINGS,
    elsewhere_from: int = 99,
) -> Passage:
    """A passage whose lines from `elsewhere_from` on stand on page 13."""
    placements = []
    at = 0
    for number, (text, box) in enumerate(zip(texts, boxes(texts), strict=True)):
        end = at + len(text) + (1 if number < len(texts) - 1 else 0)
        placements.append(Placement(at, end, 13 if number >= elsewhere_from else 12, box))
        at = end
    return Passage("p1", " ".join(texts), headings, tuple(placements), "10")


def make_citation(
    quote: str = "Il a soutenu 128 services d’aide à domicile et ouvert 12 accueils de jour.",
    *,
    texts: Sequence[str] = LINES,
    headings: tuple[str, ...] = HEADINGS,
    label: str = "10",
    elsewhere_from: int = 99,
    read_by: str = "text",
    also: tuple[int, ...] = (),
    marks: tuple[tuple[int, int], ...] = (),
) -> Citation:
    passage = make_passage(texts, headings, elsewhere_from)
    start = passage.text.index(quote)
    return Citation(
        passage=passage,
        quote=quote,
        page=make_page(texts=texts, label=label),
        edition=EDITION,
        report="bilan",
        start=start,
        end=start + len(quote),
        read_by=ReadBy(read_by),
        also=also,
        marks=marks,
    )


def make_answer(outcome: Outcome = Outcome.ANSWERED, **fields: Any) -> Answer:
    question = fields.pop("question", "Combien de services d’aide à domicile ?")
    given: dict[str, Any] = {"question": question, "searched": question} | fields
    if outcome is Outcome.ANSWERED:
        given.setdefault("citations", (make_citation(marks=((17, 25),)),))  # « services »
    return Answer(outcome=outcome, editions=(EDITION,), **given)


def answer_by_word(
    question: str,
    editions: Sequence[Any],
    *,
    tools: Tools,
    previous: Sequence[str] = (),
    as_typed: bool = False,
) -> Answer:
    """An answer whose outcome is chosen by a word of the question."""
    partial = tools.encoder is None
    leaning = question.startswith("et ") and bool(previous)
    searched = f"{previous[-1]} {question}" if leaning else question
    given: dict[str, Any] = {"question": question, "searched": searched, "partial": partial}
    if "fote" in question and not as_typed:
        given |= {"searched": question.replace("fote", "faute")}
        given |= {"notices": {"corrected": "fote → faute"}}
    if leaning:
        given |= {"notices": {"completed": searched}}
    by_word: Mapping[str, Callable[[], Answer]] = {
        "panne": lambda: 1 / 0,  # type: ignore[dict-item, return-value]
        "météo": lambda: make_answer(Outcome.NOT_IN_REPORT, **given),
        "impôts": lambda: make_answer(
            Outcome.OUT_OF_SCOPE, notices={"body": "finances_publiques"}, **given
        ),
        "vague": lambda: make_answer(
            Outcome.TOO_VAGUE, choices=("Quelles aides à domicile ?", "Quels accueils ?"), **given
        ),
        "ignore": lambda: make_answer(Outcome.BLOCKED, **given),
        "parle": lambda: make_answer(Outcome.MENTIONED, nearest=(make_citation(),) * 3, **given),
        "frappe": lambda: make_answer(help=HELP, **given),
    }
    chosen = next((make for word, make in by_word.items() if word in question), None)
    return chosen() if chosen else make_answer(**given)


class FakeLibrary:
    """One edition, swapped by hand."""

    def __init__(self, edition: Any) -> None:
        self.edition = edition
        self.trouble: Exception | None = None
        self.published = 0
        self.opened = 0
        self.shelved = {edition.id: edition}

    def publish(self, edition_id: str, **manifest: Any) -> None:
        """Another edition of the same report goes live."""
        changed = replace(self.edition.manifest, edition=edition_id, **manifest)
        self.edition = replace(self.edition, manifest=changed)
        self.shelved[edition_id] = self.edition
        self.published += 1

    def open_edition(self, edition_id: str) -> Any:
        if edition_id not in self.shelved:
            raise UnknownEdition(edition=edition_id)
        return self.shelved[edition_id]

    def stamp(self) -> int:
        return self.published

    def open_live(self) -> Any:
        self.opened += 1
        if self.trouble:
            raise self.trouble
        return self.edition


def draw_lines(pdf: Path, number: int, width: int) -> bytes:
    """A picture with the lines of `make_page` where their boxes are."""
    height = round(width * 842 / 595)
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=width * 0.0185)
    for line in make_page(number).lines:
        pen.text((line.box.left * width, line.box.top * height), line.text, "black", font=font)
    out = io.BytesIO()
    image.save(out, "WEBP")
    return out.getvalue()


def hire_thread() -> Executor:
    return ThreadPoolExecutor(max_workers=1)


@pytest.fixture
def hire_a_thread() -> Callable[[], Executor]:
    """A function that hires a thread where a worker process would do."""
    return hire_thread


@pytest.fixture(scope="module")
def pictures() -> Iterator[PagePictures]:
    """Pictures drawn in a thread, without a PDF."""
    drawing = PagePictures(draw=draw_lines, hire=hire_thread)
    yield drawing
    drawing.close()


def make_library(folder: Path) -> FakeLibrary:
    pdf = folder / "report.pdf"
    pdf.write_bytes(b"%PDF-1.7 twelve pages")
    return FakeLibrary(FakeEdition(pdf))


def service_over(library: Any, **parts: Any) -> Service:
    given: dict[str, Any] = {
        "ask": answer_by_word,
        "load_tools": lambda _: Tools(cast("Any", object())),
        "candidates": lambda _: [
            [Candidate("Quels accueils de jour ?"), Candidate("Quelle météo ?")]
        ],
    }
    return Service(library, **(given | parts))


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return make_library(tmp_path)


@pytest.fixture
def make_service(library: FakeLibrary) -> Callable[..., Service]:
    """A function that makes a service over the fake report; each part can be given."""
    return lambda **parts: service_over(library, **parts)


@pytest.fixture(scope="module")
def shared_service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """One service for all tests of a file that leave it as it is."""
    return service_over(make_library(tmp_path_factory.mktemp("shared")))


@pytest.fixture(scope="module")
def make_shared_service(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Service]:
    """A function that makes a service over a report with the title given, for a whole file."""

    def made(title: str, **parts: Any) -> Service:
        library = make_library(tmp_path_factory.mktemp("shared"))
        library.publish(EDITION, title=title)
        return service_over(library, **parts)

    return made


def assembled(service: Service, pictures: PagePictures, **parts: Any) -> FastAPI:
    """The application, put together within a loop: Gradio leaves one behind where it finds none."""

    async def within_a_loop() -> FastAPI:
        return assemble(service, pictures, **parts)

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(lambda: asyncio.run(within_a_loop())).result()


@pytest.fixture(scope="module")
def make_app(pictures: PagePictures) -> Callable[..., FastAPI]:
    """A function that makes the whole application over a service; each part can be given."""
    return lambda service, pictures=pictures, **parts: assembled(service, pictures, **parts)


@dataclass(frozen=True)
class Wiring:
    """How the page asks over HTTP, as it tells its own script."""

    event: int
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    ids: Mapping[str, int]

    @classmethod
    def read(cls, page: str) -> "Wiring":
        found = re.search(r"window.gradio_config = (\{.*?\});</script>", page)
        assert found
        config = json.loads(found[1])
        ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        (event,) = [e for e in config["dependencies"] if [ids["send"], "click"] in e["targets"]]
        return cls(event["id"], tuple(event["inputs"]), tuple(event["outputs"]), ids)

    def body(self, question: str, session: str) -> dict[str, Any]:
        """What the page posts to `/gradio_api/run/predict`."""
        data = [question if one == self.ids["question"] else None for one in self.inputs]
        return {"data": data, "fn_index": self.event, "session_hash": session}

    def conversation(self, answered: Any) -> str:
        """The conversation in what comes back."""
        return str(answered["data"][self.outputs.index(self.ids["conversation"])])


@pytest.fixture
def wiring_of() -> Callable[[str], Wiring]:
    """A function that reads from the page how it asks."""
    return Wiring.read


@pytest.fixture(name="make_citation", scope="session")
def citation_maker() -> Callable[..., Citation]:
    """A function that makes a citation of the fake report."""
    return make_citation


@pytest.fixture(name="make_answer")
def answer_maker() -> Callable[..., Answer]:
    """A function that makes an answer with the outcome given."""
    return make_answer


@dataclass(frozen=True)
class AskedEdition(FakeEdition):
    """The same report as one that gold questions are asked of."""

    manifest: Any = FakeManifest(model=cast(Any, ModelIdentity("selon-fr", "r1", 4)))

    def page(self, number: int) -> Page:
        return make_page(number)


@dataclass
class AskedReports:
    """The reports of a shelf: `bilan.pdf`, unless it went away."""

    pdf: Path
    manifest: Any = AskedEdition.manifest
    gone: bool = False

    def listed(self) -> list[Any]:
        return [] if self.gone else [self.manifest]

    def open(self, slug: str) -> Any:
        assert slug == "bilan"
        return AskedEdition(self.pdf, self.manifest)


GOLD = (
    {"id": "g1", "kind": "direct", "question": "Combien de pistes ?", "pages": [12]},
    {"id": "g2", "kind": "number", "question": "Des <b>ponts</b> ?", "pages": [12], "keys": ["7"]},
    {"id": "g3", "kind": "near_miss", "question": "Quelle météo ?", "why": "Rien là-dessus."},
)


@dataclass
class Measured:
    """The quality of answers under `home`: three gold questions of the installation's own.

    Every question is answered by the same quote, but those in `silent`.
    """

    home: Path
    reports: AskedReports
    silent: set[str] = field(default_factory=lambda: {"Quelle météo ?"})
    now: datetime = datetime(2026, 11, 30, 9, 5, tzinfo=UTC)
    quality: Quality = field(init=False)

    def __post_init__(self) -> None:
        self.write(*GOLD)
        self.quality = Quality(
            home=self.home,
            runs=RunStore(self.home / "quality"),
            reports=self.reports,
            tools_of=lambda _: Tools(),
            topics=lambda: (Topic("velo", "Vélo", "Routes", "À vélo.", Probes(("pistes",))),),
            ask=self.ask,
            rank=lambda *_, **__: [Hit(make_passage(), EDITION, "bilan", 1.0, FoundBy.WORDS)],
            clock=lambda: self.now,
        )

    def write(self, *gold: Mapping[str, Any]) -> None:
        lines = (json.dumps({"pdf": "bilan.pdf", **each}) for each in gold)
        (self.home / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def ask(self, question: str, *_: Any, **__: Any) -> Answer:
        refused = question in self.silent
        return make_answer(
            Outcome.NOT_IN_REPORT if refused else Outcome.ANSWERED, question=question
        )

    def measure(self, gold_set: GoldSet = GoldSet.OWN, by: str = "paul") -> str:
        run = self.quality.measure(gold_set, by)
        self.now += timedelta(days=1)
        return run


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    """Gold questions, and what measures answers to them."""
    return Measured(tmp_path, AskedReports(tmp_path / "bilan.pdf"))
