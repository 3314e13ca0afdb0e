"""What stands on the shelf: reports, their editions, and what came of publishing one."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import EditionError
from index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Published:
    """An edition that stands, live unless that was not asked; `built` is false if it did before."""

    manifest: Manifest
    folder: Path
    built: bool

    @property
    def edition_id(self) -> str:
        """The edition's id."""
        return self.manifest.edition


@dataclass(frozen=True, slots=True)
class Removed:
    """An edition that is gone."""

    report: str
    edition: str


@dataclass(frozen=True, slots=True)
class ShelvedEdition:
    """One edition on the shelf; exactly one of a report's is live, unless none can be.

    `waiting` is true for one that was built to be looked at first, and never was live.
    """

    manifest: Manifest
    live: bool
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class ShelvedReport:
    """One report on the shelf, its editions oldest first.

    `problems` says what is wrong with editions that can't be read; where even the manifest can't,
    the edition isn't among `editions`.
    """

    slug: str
    default: bool
    editions: tuple[ShelvedEdition, ...]
    problems: tuple[EditionError, ...]

    @property
    def live(self) -> Manifest | None:
        """The manifest of the edition that answers; None if none does."""
        return next((e.manifest for e in self.editions if e.live), None)
