"""Builds an edition beside the live ones and moves it to its place in one step."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.building import Clock, build_edition
from index.edition import known_vectors, open_edition
from index.encoder import Encoder, Vectors
from index.errors import EditionError
from index.files import Disk, told_apart
from index.folders import EditionFolders
from index.indexed import Progress
from index.manifest import Cut, Manifest, edition_id
from index.models import identity_of
from ingest.report import Passage, Report

# What an edition takes beside its copy of the PDF, told where the disk turns out to be full.
_BESIDE_THE_PDF = 10_000_000


def build_aside(
    folders: EditionFolders,
    report: Report,
    encoder: Encoder,
    *,
    passages: Callable[[Report], Sequence[Passage]],
    cut: Cut,
    disk: Disk,
    clock: Clock,
    progress: Progress,
) -> Manifest:
    """The manifest of the edition, whole in its place on the disk; not live yet.

    Only to be called under the ingest lock. Nothing is left behind if it fails. Raises
    `DiskFull`, `HomeNotWritable` and `SourceChanged`.
    """
    folder = folders.folder(report.slug, edition_id(report.sha256, cut, identity_of(encoder)))
    beside = folder.with_name(f".building-{folder.name}-{os.getpid()}")
    needed = report.path.stat().st_size + _BESIDE_THE_PDF
    with told_apart(folders.root, needed), _removed_on_error(disk, beside):
        disk.make_folder(beside)
        manifest = build_edition(
            beside,
            report,
            passages(report),
            encoder,
            cut=cut,
            disk=disk,
            clock=clock,
            progress=progress,
            known=_known_vectors(folders, encoder),
        )
        if folder.exists():  # it was found damaged
            disk.move(folder, folder.with_name(f".damaged-{folder.name}-{os.getpid()}"))
        disk.move(beside, folder)
    return manifest


def sweep(folders: EditionFolders, disk: Disk) -> None:
    """What ingestions that were cut off left behind is gone. Only under the ingest lock."""
    for leftover in folders.root.glob("*/.*-*"):
        with suppress(OSError):
            disk.remove(leftover)


def _known_vectors(folders: EditionFolders, encoder: Encoder) -> dict[str, Vectors]:
    """What the readable editions of the same model encoded already, whatever their report."""
    known: dict[str, Vectors] = {}
    for report in folders.reports():
        for manifest in folders.manifests(report):
            if manifest.model == identity_of(encoder):
                with suppress(EditionError):
                    folder = folders.folder(report, manifest.edition)
                    known.update(known_vectors(open_edition(folder)))
    return known


@contextmanager
def _removed_on_error(disk: Disk, folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            disk.remove(folder)
        raise
