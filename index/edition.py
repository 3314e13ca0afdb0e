"""An edition: everything about one ingested report, in one folder that is never changed."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from index.dense import FaissStore, VectorStore
from index.encoder import Encoder, Vectors
from index.errors import EditionDamaged, EditionMissing, SourceChanged
from index.files import Disk, LocalDisk, seal_of
from index.indexed import Indexed, Progress, index_passages, quiet, searched_text
from index.lexical import PageWords, WordIndex, load_words, rows_of, save_words
from index.manifest import (
    MANIFEST,
    Cut,
    FileSeal,
    Manifest,
    edition_id,
    read_manifest,
    write_manifest,
)
from index.models import ModelIdentity
from index.records import page_record, passage_record, read_page, read_passage, write_lines
from ingest.report import Page, Passage, Report

PASSAGES = "passages.jsonl"
PAGES = "pages.jsonl"
VECTORS = "vectors.faiss"
PDF = "report.pdf"
PAGE_WORDS = "page_words"
# A larger PDF is only weighed when an edition is opened; `deep` reads it through.
PDF_READ_THROUGH = 50_000_000

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


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


def identity_of(encoder: Encoder) -> ModelIdentity:
    """What an edition records of an encoder."""
    return ModelIdentity(encoder.name, encoder.revision, encoder.dimension)


def build_edition(
    folder: Path,
    report: Report,
    passages: Sequence[Passage],
    encoder: Encoder,
    *,
    cut: Cut,
    disk: Disk | None = None,
    clock: Clock = utc_now,
    progress: Progress = quiet,
    known: Mapping[str, Vectors] | None = None,
) -> Manifest:
    """Writes a whole edition into the existing `folder`, its manifest last.

    Raises `SourceChanged` if the PDF isn't the one that was read.
    """
    disk = disk or LocalDisk()
    model = identity_of(encoder)
    name = edition_id(report.sha256, cut, model)
    indexed = index_passages(
        passages, encoder, name=name, report_slug=report.slug, progress=progress, known=known
    )
    seals = {PDF: disk.copy(report.path, folder / PDF)}
    if seals[PDF].sha256 != report.sha256:
        raise SourceChanged(file=report.path.name)
    for file, content in _contents(report, indexed).items():
        disk.write(folder / file, content)
        seals[file] = seal_of(content)
    manifest = Manifest(
        edition=name,
        report=report.slug,
        title=report.title,
        provenance=report.provenance,
        sha256=report.sha256,
        model=model,
        cut=dict(cut),
        pages=len(report.pages),
        passages=len(passages),
        unread_pages=report.unread_pages,
        built=clock().astimezone(UTC).isoformat(timespec="seconds"),
        files=seals,
    )
    disk.write(folder / MANIFEST, write_manifest(manifest))
    return manifest


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


def _contents(report: Report, indexed: Indexed) -> dict[str, bytes]:
    store = indexed.store
    if not isinstance(store, FaissStore):
        raise TypeError("an edition on disk keeps its vectors in FAISS")
    return {
        PASSAGES: write_lines(map(passage_record, indexed.passages)),
        PAGES: write_lines(map(page_record, report.pages)),
        VECTORS: store.pack(indexed.id),
        **save_words(indexed.words),
        **(save_words(pages.index, PAGE_WORDS) if (pages := indexed.words.pages) else {}),
    }


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
