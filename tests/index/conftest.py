"""Small reports, an encoder that is a function of its text, and disks that fail on purpose."""

import hashlib
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors
from index.files import FileSeal, LocalDisk
from index.shelf import Shelf
from ingest.report import Box, Line, Page, Passage, PassageKind, Placement, Provenance, Report

WHOLE = Box(0.125, 0.25, 0.875, 0.5)
TEXTS = (
    "Le Département verse l'allocation personnalisée d'autonomie à 12 000 personnes âgées.",
    "La piscine de Calais rouvre à l'été 2025 après des travaux de 1 294 250,00 €.",
    "Les collégiens du Pas-de-Calais reçoivent un ordinateur portable à la rentrée.",
)


class TrigramEncoder:
    """Unit vectors that count the letter trigrams of a text; it notes what it was given."""

    def __init__(self, name: str = "trigrams", revision: str = "r1", dimension: int = 32) -> None:
        self.name = name
        self.revision = revision
        self.dimension = dimension
        self.encoded: list[str] = []

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return self._vectors(questions)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.5
            for start in range(len(text) - 2):
                row[zlib.crc32(text[start : start + 3].lower().encode()) % self.dimension] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class FailingDisk(LocalDisk):
    """The real disk until its `at`-th verb (from 1), which raises the system's error `number`."""

    def __init__(self, at: int, number: int) -> None:
        self.left = at
        self.number = number

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(self.number, "on purpose")

    def make_folder(self, path: Path) -> None:
        self._count()
        super().make_folder(path)

    def write(self, path: Path, content: bytes) -> None:
        self._count()
        super().write(path, content)

    def copy(self, source: Path, target: Path) -> FileSeal:
        self._count()
        return super().copy(source, target)

    def move(self, source: Path, target: Path) -> None:
        self._count()
        super().move(source, target)


class Ticking:
    """A clock that is one minute later at each look."""

    def __init__(self) -> None:
        self.now = datetime(2025, 12, 9, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def make_passage(
    text: str,
    *,
    page: int = 1,
    headings: tuple[str, ...] = (),
    kind: PassageKind = PassageKind.BODY,
) -> Passage:
    placed = (Placement(0, len(text), page, WHOLE),)
    name = hashlib.sha256(f"{page}{text}".encode()).hexdigest()[:12]
    return Passage(name, text, headings, placed, page_label=f"p{page}", kind=kind)


def make_report(folder: Path, slug: str = "bilan", texts: Sequence[str] = TEXTS) -> Report:
    """A report of one line a page; its PDF is a file of that size, which nobody opens here."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / f"{slug}-{zlib.crc32(repr(texts).encode())}.pdf"
    pdf.write_bytes(b"%PDF-1.7\n" + "\n".join(texts).encode())
    pages = tuple(
        Page(number, f"p{number}", (Line(text, WHOLE, 10.5, bold=number == 1),), 595.3, 841.9)
        for number, text in enumerate(texts, start=1)
    )
    unread = Page(len(texts) + 1, "", (), 595.3, 841.9)
    return Report(
        slug=slug,
        title=f"Titre de {slug}",
        provenance=Provenance(source=pdf.name, published=datetime(2025, 12, 9, tzinfo=UTC).date()),
        sha256=hashlib.sha256(pdf.read_bytes()).hexdigest(),
        pages=(*pages, unread),
        path=pdf,
    )


def passages_of(report: Report) -> tuple[Passage, ...]:
    return tuple(
        make_passage(page.lines[0].text, page=page.number, headings=("Bilan", "Chapitre"))
        for page in report.pages
        if page.lines
    )


@pytest.fixture
def encoder() -> TrigramEncoder:
    return TrigramEncoder()


@pytest.fixture
def other_encoder() -> TrigramEncoder:
    return TrigramEncoder(revision="r2")


@pytest.fixture
def passage() -> Callable[..., Passage]:
    return make_passage


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return make_report(tmp_path / "source")


@pytest.fixture
def passages(report: Report) -> tuple[Passage, ...]:
    return passages_of(report)


@pytest.fixture
def report_named(tmp_path: Path) -> Callable[..., Report]:
    return lambda slug, *texts: make_report(tmp_path / "source", slug, texts or TEXTS)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "home", clock=Ticking())


@pytest.fixture
def failing_disk() -> Callable[[int, int], FailingDisk]:
    return FailingDisk


@pytest.fixture
def put(encoder: TrigramEncoder) -> Callable[..., str]:
    """Publishes a report on a shelf, each page a passage; gives the edition's id."""

    def publish(shelf: Shelf, report: Report) -> str:
        published = shelf.publish(report, encoder, passages=passages_of(report), cut={"version": 1})
        return published.edition_id

    return publish
