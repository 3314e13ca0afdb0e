"""What answers for each report: the live edition, or the last good one before it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.edition import Edition, check_edition, open_edition, open_manifest
from index.errors import EditionError, NoReportYet, NotLiveYet
from index.folders import EditionFolders
from index.manifest import Manifest
from index.register import Register
from index.shelved import ShelvedEdition, ShelvedReport

# The name of the embedded dossier, as `ingest.sources` gives it (which imports a network client).
DOSSIER_SLUG = "dossier"


@dataclass(frozen=True, slots=True)
class Serving:
    """The editions in `folders` as the `register` says which are live; writes nothing.

    An edition that waits to go live for the first time answers nobody.
    """

    folders: EditionFolders
    register: Register

    def default(self) -> str | None:
        """The report that is asked when none is named."""
        slugs = [slug for slug in self.folders.reports() if next(self._candidates(slug), None)]
        if self.register.default in slugs:
            return self.register.default
        return DOSSIER_SLUG if DOSSIER_SLUG in slugs else next(iter(slugs), None)

    def live(self, slug: str | None) -> Edition:
        """The live edition of a report (None: of the default one), or the last good one before it.

        Raises `NoReportYet`, `UnknownReport`, `NotLiveYet`, or what is wrong with the live one.
        """
        chosen = self.folders.known(slug) if slug is not None else self.default()
        if chosen is None:
            raise NoReportYet(home=str(self.folders.home))
        problems: list[EditionError] = []
        for folder in self._candidates(chosen):
            try:
                return open_edition(folder)
            except EditionError as exc:
                problems.append(exc)
        raise problems[0] if problems else NotLiveYet(report=chosen)

    def checked(self, slug: str) -> Manifest | None:
        """The manifest of the edition that answers for a report; None if none can be read."""
        for folder in self._candidates(slug):
            with suppress(EditionError):
                return check_edition(folder)
        return None

    def listed(self) -> Iterator[Manifest]:
        """The manifest of each report's live edition, in the order of names; no file is checked."""
        for slug in self.folders.reports():
            yield from self._read(slug)

    def shelved(self, slug: str, default: str | None) -> ShelvedReport:
        """All editions of a report."""
        serving, waiting = self.checked(slug), self.register.waiting.get(slug, ())
        return ShelvedReport(
            slug=slug,
            default=slug == default,
            editions=tuple(
                ShelvedEdition(each, live=each == serving, waiting=each.edition in waiting)
                for each in self.folders.manifests(slug)
            ),
            problems=tuple(self.folders.problems(slug)),
        )

    def _read(self, slug: str) -> list[Manifest]:
        """The manifest of the first of `_candidates` that has a readable one; none at worst."""
        for folder in self._candidates(slug):
            with suppress(EditionError):
                return [open_manifest(folder)]
        return []

    def _candidates(self, slug: str) -> Iterator[Path]:
        """The folders to try: the live one, what was live before it, then the newest."""
        waiting = self.register.waiting.get(slug, ())
        newest = reversed(self.folders.manifests(slug))
        names = [
            *reversed(self.register.histories.get(slug, ())),
            *(manifest.edition for manifest in newest),
            *(folder.name for folder in self.folders.of(slug)),
        ]
        kept = (name for name in dict.fromkeys(names) if name not in waiting)
        return (self.folders.folder(slug, name) for name in kept)
