"""Editions small enough to read: each paragraph is a passage on its page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from index.dense import VectorStore
from index.hit import FoundBy, Hit
from index.indexed import Indexed, index_passages
from index.lexical import WordIndex
from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.answer import Answer, Citation, Outcome
from retrieval.evidence import Evidence
from retrieval.gold import GoldQuestion, Kind
from retrieval.judge import Judged, PdfPage

WHOLE = Box(0, 0, 1, 1)

Paragraph = tuple[int, tuple[str, ...], str]


@dataclass(frozen=True)
class SmallEdition:
    """An edition in memory, searched by words alone."""

    indexed: Indexed
    pages: tuple[Page, ...]
    title: str

    @property
    def id(self) -> str:
        return self.indexed.id

    @property
    def report_slug(self) -> str:
        return self.indexed.report_slug

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.indexed.passages

    @property
    def words(self) -> WordIndex:
        return self.indexed.words

    @property
    def store(self) -> VectorStore:
        return self.indexed.store

    @property
    def model(self) -> str | None:
        return self.indexed.model

    def page(self, number: int) -> Page:
        return self.pages[number - 1]


def passage(page: int, headings: tuple[str, ...], text: str) -> Passage:
    placements = (Placement(0, len(text), page, WHOLE),)
    return Passage(f"p{page}-{len(text)}-{text[:12]}", text, headings, placements, str(page))


def edition(
    paragraphs: Sequence[Paragraph], *, title: str = "Bilan du Département", name: str = "bilan"
) -> SmallEdition:
    last = max(page for page, _, _ in paragraphs)
    pages = tuple(
        Page(n, str(n), tuple(Line(t, WHOLE, 10) for p, _, t in paragraphs if p == n), 600, 800)
        for n in range(1, last + 1)
    )
    passages = [passage(*paragraph) for paragraph in paragraphs]
    indexed = index_passages(passages, None, name=name, report_slug=name)
    return SmallEdition(indexed, pages, title)


PARAGRAPHS: tuple[Paragraph, ...] = (
    (
        1,
        ("Solidarités", "Petite enfance"),
        (
            "Le Département aide les crèches rurales. En 2023, 48 places de crèche ont été ouvertes"
            " à Calais pour un coût de 620 000 €. Les familles sont reçues sur rendez-vous."
        ),
    ),
    (
        1,
        ("Solidarités", "Petite enfance"),
        (
            "En 2023, 31 places de crèche ont été ouvertes à Arras. Elles accueillent aussi des"
            " enfants en situation de handicap."
        ),
    ),
    (
        2,
        ("Routes", "Vélo"),
        (
            "Le plan vélo prévoit 120 kilomètres de voies cyclables d'ici 2027. Il est doté de 9,5"
            " millions d'euros."
        ),
    ),
    (
        2,
        ("Routes", "Ponts"),
        "Le pont de Wizernes a été reconstruit en mars 2024 après les inondations.",
    ),
    (
        3,
        ("Collèges", "Restauration"),
        (
            "Depuis septembre 2025, le repas au collège coûte 3,60 € aux familles. La règle peut"
            " être ignorée par le principal en cas d'urgence sociale."
        ),
    ),
    (
        3,
        ("Collèges", "Travaux"),
        (
            "Le collège de Marquise est installé dans des bâtiments provisoires jusqu'à la fin du"
            " chantier."
        ),
    ),
    (
        4,
        ("Solidarités", "Enfance en danger"),
        "Le 119 a reçu 1 204 appels en 2024. Chaque appel est suivi d'une évaluation.",
    ),
)


@pytest.fixture
def make_edition() -> Callable[..., SmallEdition]:
    """Builds an edition from (page, headings, text) triples."""
    return edition


@pytest.fixture
def bilan() -> SmallEdition:
    """A report of four pages about crèches, roads, collèges and children."""
    return edition(PARAGRAPHS)


@pytest.fixture
def make_passage() -> Callable[..., Passage]:
    """Builds a passage that stands on one line of one page."""
    return passage


@pytest.fixture
def make_evidence(make_passage: Callable[..., Passage]) -> Callable[..., Evidence]:
    """Evidence for the stretch `quoted` of a passage `text` on page 1."""

    def _make(text: str, quoted: str, passage: Passage | None = None) -> Evidence:
        passage = passage or make_passage(1, (), text)
        hit = Hit(passage, "e1", "bilan", 1.0, FoundBy.WORDS)
        start = text.index(quoted)
        return Evidence(hit, start, start + len(quoted), frozenset(), {}, 1.0)

    return _make


def citation(page: int) -> Citation:
    text = f"Voici la page {page}."
    shown = Page(page, str(page), (Line(text, WHOLE, 10),), 600, 800)
    stands = passage(page, ("Chiffres de 2024",), text)
    return Citation(stands, text, shown, edition="ed-a", report="a", start=0, end=len(text))


def judged(
    name: str = "q",
    kind: Kind = Kind.DIRECT,
    *,
    cited: Sequence[int] = (),
    outcome: Outcome = Outcome.NOT_IN_REPORT,
    ranked: Sequence[int] = (),
    timings: Mapping[str, float] | None = None,
    **gold: object,
) -> Judged:
    """A question whose answer stands on page 1, and what was cited and ranked for it."""
    pages = (1,) if kind.answerable else ()
    fields = {"id": name, "pdf": "a.pdf", "kind": kind, "question": name, "pages": pages} | gold
    question = GoldQuestion(**fields)  # type: ignore[arg-type]
    answer = Answer(
        question=question.question,
        searched=question.question,
        outcome=Outcome.ANSWERED if cited else outcome,
        citations=tuple(map(citation, cited)),
        timings_ms=timings or {},
    )
    return Judged(
        gold=question,
        groups=tuple(frozenset(PdfPage("a.pdf", p) for p in group) for group in question.groups),
        answer=answer,
        ranked=tuple(PdfPage("a.pdf", page) for page in ranked),
        cited=tuple(PdfPage("a.pdf", page) for page in cited),
        verified=(True,) * len(cited),
    )


@pytest.fixture
def make_judged() -> Callable[..., Judged]:
    """Builds a judged question, by default one about page 1 that found nothing."""
    return judged
