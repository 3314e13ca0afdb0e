"""Writes an edition: passages are indexed, and everything about the report goes into one folder."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from index.dense import FaissStore
from index.edition import PAGE_WORDS, PAGES, PASSAGES, PDF, VECTORS
from index.encoder import Encoder, Vectors
from index.errors import SourceChanged
from index.files import Disk, LocalDisk, seal_of
from index.indexed import Indexed, Progress, index_passages, quiet
from index.lexical import save_words
from index.manifest import MANIFEST, Cut, Manifest, edition_id, write_manifest
from index.models import identity_of
from index.records import page_record, passage_record, write_lines
from ingest.report import Passage, Report

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


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
