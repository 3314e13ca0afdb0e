"""An edition: everything about one ingested report, in one folder that is never changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from index.dense import FaissStore, VectorStore
from index.encoder import Vectors
from index.errors import EditionDamaged, EditionMissing
from index.indexed import Indexed, searched_text
from index.lexical import PageWords, WordIndex, load_words, rows_of
from index.manifest import (
    MANIFEST,
    FileSeal,
    Manifest,
    read_manifest,
)
from index.records import read_page, read_passage
from ingest.report import Page, Passage

PASSAGES = "passages.jsonl"
PAGES = "pages.jsonl"
VECTORS = "vectors.faiss"
PDF = "report.pdf"
PAGE_WORDS = "page_words"
# A larger PDF is only weighed when an edition is opened; `deep` reads it through.
PDF_READ_THROUGH = 50_000_000


@dataclass(frozen=True)
class Edition:
    """An edition that was opened: read-only, whole, checked against its manifest.

    Everything but the PDF is in memory: it keeps answering when another edition is published.
    """

    folder: Path
    manifest: Manifest
    indexed: Indexed
    _pages: tuple[bytes, ...] = field(repr=False)
    _read: dict[int, Page] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The 16 hex digits that name the edition."""
        return self.manifest.edition

    @property
    def report_slug(self) -> str:
        """The name of its report."""
        return self.manifest.report

    @property
    def title(self) -> str:
        """The title of its report."""
        return self.manifest.title

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in reading order."""
        return self.indexed.passages

    @property
    def words(self) -> WordIndex:
        """BM25 over the passages."""
        return self.indexed.words

    @property
    def store(self) -> VectorStore:
        """Where the vectors are, under the edition's id."""
        return self.indexed.store

    @property
    def model(self) -> str | None:
        """The revision of the encoder that made the vectors."""
        return self.indexed.model

    @property
    def pdf(self) -> Path:
        """The copy of the report."""
        return self.folder / PDF

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of the report, in order."""
        return tuple(self.page(number) for number in range(1, len(self._pages) + 1))

    def page(self, number: int) -> Page:
        """The page of that number, from 1. Raises IndexError where the report has no such page."""
        if not 1 <= number <= len(self._pages):
            raise IndexError(f"{self.report_slug} has {len(self._pages)} pages, not {number}")
        if number not in self._read:
            self._read[number] = read_page(self._pages[number - 1])
        return self._read[number]


def open_edition(folder: Path, *, deep: bool = False) -> Edition:
    """The edition in `folder`, named `…/<report>/<edition>`, checked file by file.

    Raises `EditionMissing`, `EditionDamaged` and `EditionForeign`.
    """
    manifest = open_manifest(folder)
    contents = _read_checked(folder, manifest, deep=deep)
    store = FaissStore()
    store.unpack(manifest.edition, contents[VECTORS])
    try:
        passages = tuple(map(read_passage, contents[PASSAGES].splitlines()))
        indexed = Indexed(
            id=manifest.edition,
            report_slug=manifest.report,
            passages=passages,
            words=_words(contents, passages),
            store=store,
            model=manifest.model.revision,
        )
    except (ValueError, KeyError, TypeError) as exc:
        raise _damaged(manifest, PASSAGES, str(exc)) from exc
    return Edition(folder, manifest, indexed, tuple(contents[PAGES].splitlines()))


def open_manifest(folder: Path) -> Manifest:
    """The manifest of the edition in `folder`, without a look at its files."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise EditionMissing(report=folder.parent.name, edition=folder.name, file=MANIFEST) from exc
    return read_manifest(content, report=folder.parent.name, edition=folder.name)


def check_edition(folder: Path, *, deep: bool = False) -> Manifest:
    """The manifest of the edition in `folder`, each file checked against its seal."""
    manifest = open_manifest(folder)
    _read_checked(folder, manifest, deep=deep)
    return manifest


def known_vectors(edition: Edition) -> dict[str, Vectors]:
    """Each text that the edition encoded, with its vector."""
    vectors = edition.store.vectors(edition.id)
    texts = map(searched_text, edition.passages)
    return dict(zip(texts, vectors, strict=True))


def _words(contents: Mapping[str, bytes], passages: Sequence[Passage]) -> WordIndex:
    page_of = rows_of([passage.first_page for passage in passages])
    pages = PageWords(load_words(contents, PAGE_WORDS), page_of)
    return replace(load_words(contents), pages=pages)


def _read_checked(folder: Path, manifest: Manifest, *, deep: bool) -> dict[str, bytes]:
    """The content of every file but the PDF, each as its seal says."""
    for file in sorted({PDF, PASSAGES, PAGES, VECTORS} - set(manifest.files)):
        raise _damaged(manifest, MANIFEST, f"it doesn't list {file}")
    contents = {}
    for file, seal in manifest.files.items():
        through = deep or file != PDF or seal.size <= PDF_READ_THROUGH
        content = _checked(folder / file, seal, manifest, through=through)
        if file != PDF:
            contents[file] = content
    return contents


def _checked(path: Path, seal: FileSeal, manifest: Manifest, *, through: bool) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if through and size == seal.size else b""
    except FileNotFoundError as exc:
        raise EditionMissing(
            report=manifest.report, edition=manifest.edition, file=path.name
        ) from exc
    if size != seal.size:
        raise _damaged(manifest, path.name, f"{size} bytes instead of {seal.size}")
    if through and hashlib.sha256(content).hexdigest() != seal.sha256:
        raise _damaged(manifest, path.name, "its content isn't what was written")
    return content


def _damaged(manifest: Manifest, file: str, why: str) -> EditionDamaged:
    return EditionDamaged(report=manifest.report, edition=manifest.edition, file=file, why=why)
