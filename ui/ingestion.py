"""From a file or an address to a published edition: the rooms in order, one source at a time."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.encoder import Encoder
from index.models import ModelIdentity
from index.shelf import Published, Shelf
from ingest.cut import CUT
from ingest.errors import SourceError
from ingest.network import Network
from ingest.pdf import read_report
from ingest.sources import Refusal, Source, find_sources

Advance = Callable[[str, int, int], None]
Clock = Callable[[], float]


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


def ingest(
    request: Request,
    *,
    shelf: Shelf,
    network: Network,
    model: Model,
    clock: Clock,
    advance: Advance,
) -> Iterator[Ingested | Refusal]:
    """One result a source, as soon as it is known; a bad file doesn't stop the others.

    `advance` is told the stage ("download", "read", "model", "encode",
    "index"), how much is done, and how
    much there is (0: nobody knows). Raises what `find_sources` raises, and `EditionError`.
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
            published = edition_of(found, request.name or found.slug, shelf, model, advance)
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
    live: bool = True,
) -> Published:
    """The edition of `source`; nothing is read or encoded where the shelf has it already.

    It goes live unless `live` is false. Raises what reading and publishing raise.
    """
    with source.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    standing = shelf.standing(slug, sha256, model.identity, CUT, live=live)
    if standing is not None:
        return standing
    report = read_report(
        source.path,
        slug=slug,
        provenance=source.provenance,
        progress=lambda done, total: advance("read", done, total),
    )
    advance("model", 0, 0)
    encoder = model.load()
    advance("model", 1, 1)
    return shelf.publish(report, encoder, advance, cut=CUT, live=live)
