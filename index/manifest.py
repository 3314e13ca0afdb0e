"""What an edition says of itself: what it was made from, with what, and what its files must be."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from index.errors import EditionDamaged, EditionForeign
from index.models import ModelIdentity
from ingest.report import Provenance

FORMAT_VERSION = 2
MANIFEST = "manifest.json"

Cut = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class FileSeal:
    """What a file of an edition must be."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of one edition. `built` is UTC, to the second, in ISO form."""

    edition: str
    report: str
    title: str
    provenance: Provenance
    sha256: str
    model: ModelIdentity
    cut: Cut
    pages: int
    passages: int
    unread_pages: tuple[int, ...]
    built: str
    files: Mapping[str, FileSeal]
    format_version: int = FORMAT_VERSION

    @property
    def bytes(self) -> int:
        """What the edition takes on disk, this record apart."""
        return sum(seal.size for seal in self.files.values())


def edition_id(sha256: str, cut: Cut, model: ModelIdentity) -> str:
    """The 16 hex digits that name what is made from this PDF, cut, model and format version."""
    made_from = [sha256, sorted(cut.items()), model.name, model.revision, FORMAT_VERSION]
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:16]


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as sealed JSON."""
    record = asdict(manifest)
    published = manifest.provenance.published
    record["provenance"]["published"] = published.isoformat() if published else None
    return json.dumps(
        {**record, "seal": _seal(record)}, ensure_ascii=False, indent=1, sort_keys=True
    ).encode()


def read_manifest(content: bytes, *, report: str, edition: str) -> Manifest:
    """The manifest of that edition. Raises `EditionForeign` and `EditionDamaged`."""
    try:
        record = json.loads(content)
        found = record["format_version"]
    except (ValueError, KeyError, TypeError) as exc:
        raise _damaged(report, edition, "not a manifest") from exc
    if found != FORMAT_VERSION:
        raise EditionForeign(report=report, edition=edition, found=str(found), known=FORMAT_VERSION)
    seal = record.pop("seal", None)
    if seal != _seal(record):
        raise _damaged(report, edition, "altered after it was written")
    manifest = _from_record(record)
    if (manifest.report, manifest.edition) != (report, edition):
        raise _damaged(report, edition, f"it is that of {manifest.report}/{manifest.edition}")
    return manifest


def _from_record(record: dict[str, Any]) -> Manifest:
    origin = record["provenance"]
    published = origin["published"]
    return Manifest(
        **{
            **record,
            "provenance": Provenance(
                **{**origin, "published": date.fromisoformat(published) if published else None}
            ),
            "model": ModelIdentity(**record["model"]),
            "unread_pages": tuple(record["unread_pages"]),
            "files": {name: FileSeal(**seal) for name, seal in record["files"].items()},
        }
    )


def _seal(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _damaged(report: str, edition: str, why: str) -> EditionDamaged:
    return EditionDamaged(report=report, edition=edition, file=MANIFEST, why=why)
