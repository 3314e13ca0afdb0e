"""From a file or an address to a published edition: the rooms in order, one source at a time."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.encoder import Encoder
from index.manifest import Cut
from index.models import ModelIdentity
from index.shelf import Published, Shelf
from ingest.apart import Readers
from ingest.cut import CUT, is_recognised, recognised_cut
from ingest.errors import SourceError
from ingest.network import Network
from ingest.ocr import NoRecognition, find_tesseract
from ingest.ocr_kept import Kept
from ingest.sources import Refusal, Source, find_sources

Advance = Callable[[str, int, int], None]
Clock = Callable[[], float]

STAGES = ("download", "fetch", "wait", "read", "recognise", "cut", "model", "encode", "index")
RECOGNISED = "ocr"  # under the home: what was recognised in pictures of pages


class Model(Protocol):
    """The sentence encoder of an ingestion: known at once, loaded only when something is built."""

    @property
    def identity(self) -> ModelIdentity:
        """Who it is."""

    def load(self) -> Encoder:
        """The encoder; slow the first time."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A report that answers from now on, or already did (`published.built` is false)."""

    source_file: str
    published: Published
    seconds: float


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be ingested, under which name, and how large a download may be."""

    source: str | None
    inbox: Path
    max_bytes: int
    name: str | None = None


def readers_for(home: Path) -> Readers:
    """The processes that read, with Tesseract where it is installed; they start when needed."""
    found = find_tesseract()
    if isinstance(found, NoRecognition):
        return Readers(recogniser=None)
    return Readers(recogniser=Kept(found, home / RECOGNISED))


def ingest(
    request: Request,
    *,
    shelf: Shelf,
    network: Network,
    model: Model,
    clock: Clock,
    readers: Readers,
    advance: Advance,
) -> Iterator[Ingested | Refusal]:
    """One result a source, as soon as it is known; a bad file doesn't stop the others.

    `advance` is told the stage, one of `STAGES`, how much is done, and how much there is (0: nobody
    knows). Raises what `find_sources` raises, and `EditionError`.
    """
    sources = find_sources(
        request.source,
        inbox=request.inbox,
        network=network,
        max_bytes=request.max_bytes,
        progress=lambda done, total: advance("download", done, total or 0),
    )
    for found in sources:
        if isinstance(found, Refusal):
            yield found
            continue
        begun = clock()
        try:
            slug = request.name or found.slug
            published = edition_of(found, slug, shelf, model, advance, readers=readers)
        except SourceError as exc:
            yield Refusal(found.provenance.source, exc)
        else:
            if found.fetched:
                found.path.unlink(missing_ok=True)
            yield Ingested(found.provenance.source, published, clock() - begun)


def edition_of(
    source: Source,
    slug: str,
    shelf: Shelf,
    model: Model,
    advance: Advance,
    *,
    readers: Readers,
    live: bool = True,
) -> Published:
    """The edition of `source`; nothing is read or encoded where the shelf has it already.

    It goes live unless `live` is false. Raises what reading and publishing raise.
    """
    with source.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    for cut in _cuts(shelf, slug, sha256, readers):
        standing = shelf.standing(slug, sha256, model.identity, cut, live=live)
        if standing is not None:
            return standing
    found = readers.read(source.path, slug=slug, provenance=source.provenance, advance=advance)
    advance("model", 0, 0)
    encoder = model.load()
    advance("model", 1, 1)
    return shelf.publish(
        found.report, encoder, advance, passages=found.passages, cut=found.cut, live=live
    )


def _cuts(shelf: Shelf, slug: str, sha256: str, readers: Readers) -> Iterator[Cut]:
    """The ways of reading that leave nothing to be had by reading again.

    Without Tesseract that is also the way in which the live edition was read with it.
    """
    if readers.recogniser is not None:
        yield recognised_cut(readers.recogniser.identity)
    else:
        for manifest in shelf.listed():
            if (manifest.report, manifest.sha256) == (slug, sha256) and is_recognised(manifest.cut):
                yield manifest.cut
    yield CUT
