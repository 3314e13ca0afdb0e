"""The shelf: every edition of every report of an installation, one live edition a report.

home/
├── shelf.json                      which edition is live (replaced in one step)
├── ingest.lock, shelf.lock         held while building, and while the register changes
├── coverage/<report>/<edition>/    what coverage worked out of it; made again if lost
└── editions/<report>/<edition>/    an edition, moved there whole in one step
                     .building-…    one in the making; swept away by the next ingestion
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.building import Clock, utc_now
from index.edition import Edition, check_edition, open_edition, open_manifest
from index.encoder import Encoder
from index.errors import EditionError, EditionIsLive, NoEarlierEdition, NoReportYet
from index.files import Disk, LocalDisk, replace_file, told_apart
from index.folders import EditionFolders
from index.indexed import Progress, quiet
from index.locks import held
from index.manifest import Cut, Manifest, edition_id
from index.models import ModelIdentity, identity_of
from index.publishing import build_aside, sweep
from index.register import REGISTER, Register, read_register, write_register
from index.shelved import Published, ShelvedEdition, ShelvedReport
from ingest.cut import CUT, cut_passages
from ingest.report import Passage, Report

# The name of the embedded dossier, as `ingest.sources` gives it (which imports a network client).
DOSSIER_SLUG = "dossier"

__all__ = ["Published", "Shelf", "ShelvedEdition", "ShelvedReport"]


class Shelf:
    """The editions under one home folder. Reading takes no lock and writes nothing.

    `patience` is how many seconds a change waits for another process to finish its own.
    """

    def __init__(
        self,
        home: Path,
        *,
        disk: Disk | None = None,
        clock: Clock = utc_now,
        patience: float = 3600.0,
    ) -> None:
        self.home = home
        self._folders = EditionFolders(home)
        self._disk = disk or LocalDisk()
        self._clock = clock
        self._patience = patience

    def reports(self) -> list[ShelvedReport]:
        """Every report, in the order of their names."""
        register = self._register()
        default = self._default(register)
        return [self._shelved(slug, register, default) for slug in self._folders.reports()]

    def live(self, slug: str | None = None) -> Edition:
        """The live edition of a report; None is the default report.

        Where the live one can't be read, the last good one before it answers. Raises
        `NoReportYet`, `UnknownReport`, or what is wrong with the live one if none is good.
        """
        register = self._register()
        chosen = self._folders.known(slug) if slug is not None else self._default(register)
        if chosen is None:
            raise NoReportYet(home=str(self.home))
        problems: list[EditionError] = []
        for folder in self._candidates(chosen, register):
            try:
                return open_edition(folder)
            except EditionError as exc:
                problems.append(exc)
        raise problems[0]

    def edition(self, edition: str) -> Edition:
        """The edition `id` or `report/id`, live or not.

        Raises `UnknownEdition`, `AmbiguousEdition`, or what keeps it from being read.
        """
        return open_edition(self._folders.find(edition))

    def all_live(self) -> list[Edition]:
        """The live edition of every report that has a readable one, in the order of names."""
        live = []
        for slug in self._folders.reports():
            with suppress(EditionError):
                live.append(self.live(slug))
        return live

    def listed(self) -> list[Manifest]:
        """The manifest of each report's live edition, in the order of names; no file is checked."""
        register = self._register()
        return [m for slug in self._folders.reports() for m in self._live_manifest(slug, register)]

    def problems(self, *, deep: bool = False) -> list[EditionError]:
        """What is wrong with any edition; `deep` reads every file through."""
        reports = self._folders.reports()
        return [e for slug in reports for e in self._folders.problems(slug, deep=deep)]

    def standing(
        self, slug: str, sha256: str, model: ModelIdentity, cut: Cut = CUT
    ) -> Published | None:
        """The edition of that PDF, model and cut, made live; None if it has to be built."""
        folder = self._folders.folder(slug, edition_id(sha256, cut, model))
        try:
            manifest = check_edition(folder, deep=True)
        except EditionError:
            return None
        self._make_live(slug, manifest.edition)
        return Published(manifest, folder, built=False)

    def publish(
        self,
        report: Report,
        encoder: Encoder,
        progress: Progress = quiet,
        *,
        passages: Sequence[Passage] | None = None,
        cut: Cut = CUT,
    ) -> Published:
        """The report's edition, built unless it stands already, and live.

        `passages` are those of `ingest.cut` unless given. `progress` hears "wait" while another
        ingestion is at work, then "encode" and "index". Raises `HomeNotWritable`, `DiskFull`,
        `ShelfBusy` and `SourceChanged`; whatever happens, what was live goes on answering.
        """
        with told_apart(self.home):
            self._disk.make_folder(self._folders.root / report.slug)
        with self._locked("ingest.lock", progress):
            sweep(self._folders, self._disk)
            standing = self.standing(report.slug, report.sha256, identity_of(encoder), cut)
            if standing is not None:
                return standing
            manifest = build_aside(
                self._folders,
                report,
                encoder,
                passages=cut_passages if passages is None else lambda _report: passages,
                cut=cut,
                disk=self._disk,
                clock=self._clock,
                progress=progress,
            )
            self._make_live(report.slug, manifest.edition)
            sweep(self._folders, self._disk)
        return Published(manifest, self._folders.folder(report.slug, manifest.edition), built=True)

    def set_default(self, slug: str) -> None:
        """The report `slug` is asked when none is named. Raises `UnknownReport`."""
        self._folders.known(slug)
        with self._changing() as register:
            self._write(register.with_default(slug))

    def publish_edition(self, edition: str) -> Manifest:
        """The edition (`id` or `report/id`) is live. Raises what keeps it from being read."""
        manifest = check_edition(self._folders.find(edition))
        self._make_live(manifest.report, manifest.edition)
        return manifest

    def rollback(self, slug: str) -> Manifest:
        """The edition that was live before is live again. Raises `NoEarlierEdition`."""
        self._folders.known(slug)
        with self._changing() as register:
            live = register.live(slug)
            for edition in reversed(register.histories.get(slug, ())):
                if edition != live:
                    with suppress(EditionError):
                        manifest = check_edition(self._folders.folder(slug, edition))
                        self._write(register.rolled_back(slug, edition))
                        return manifest
        raise NoEarlierEdition(report=slug, edition=live or "")

    def delete(self, edition: str) -> None:
        """The edition (`id` or `report/id`) is gone. Raises `EditionIsLive` for the live one."""
        folder = self._folders.find(edition)
        slug = folder.parent.name
        with self._changing() as register:
            serving = self._serving(slug, register)
            if folder.name in {register.live(slug), serving.edition if serving else None}:
                raise EditionIsLive(report=slug, edition=folder.name)
            self._write(register.forgotten(slug, folder.name))
            aside = folder.with_name(f".deleted-{folder.name}")
            self._disk.move(folder, aside)
            for gone in (aside, *self._folders.beside(folder)):
                self._disk.remove(gone)

    def _register(self) -> Register:
        try:
            return read_register((self.home / REGISTER).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return Register()

    def _write(self, register: Register) -> None:
        replace_file(self._disk, self.home / REGISTER, write_register(register))

    def _make_live(self, slug: str, edition: str) -> None:
        """The edition is live; the first report of the user's own becomes the default."""
        if self._register().live(slug) == edition:
            return
        with self._changing() as register:
            entered = register.published(slug, edition)
            if entered.default is None and slug != DOSSIER_SLUG:
                entered = entered.with_default(slug)
            self._write(entered)

    def _default(self, register: Register) -> str | None:
        slugs = self._folders.reports()
        if register.default in slugs:
            return register.default
        return DOSSIER_SLUG if DOSSIER_SLUG in slugs else next(iter(slugs), None)

    def _candidates(self, slug: str, register: Register) -> Iterator[Path]:
        """The folders to try: the live one, what was live before it, then the newest."""
        newest = reversed(self._folders.manifests(slug))
        names = [
            *reversed(register.histories.get(slug, ())),
            *(manifest.edition for manifest in newest),
            *(folder.name for folder in self._folders.of(slug)),
        ]
        return (self._folders.folder(slug, name) for name in dict.fromkeys(names))

    def _serving(self, slug: str, register: Register) -> Manifest | None:
        for folder in self._candidates(slug, register):
            with suppress(EditionError):
                return check_edition(folder)
        return None

    def _live_manifest(self, slug: str, register: Register) -> list[Manifest]:
        """The manifest of the first of `_candidates` that has a readable one; none at worst."""
        for folder in self._candidates(slug, register):
            with suppress(EditionError):
                return [open_manifest(folder)]
        return []

    def _shelved(self, slug: str, register: Register, default: str | None) -> ShelvedReport:
        serving = self._serving(slug, register)
        manifests = self._folders.manifests(slug)
        return ShelvedReport(
            slug=slug,
            default=slug == default,
            editions=tuple(ShelvedEdition(m, live=m == serving) for m in manifests),
            problems=tuple(self._folders.problems(slug)),
        )

    @contextmanager
    def _changing(self) -> Iterator[Register]:
        with self._locked("shelf.lock"), told_apart(self.home):
            yield self._register()

    @contextmanager
    def _locked(self, name: str, progress: Progress = quiet) -> Iterator[None]:
        with held(
            self.home / name,
            patience=self._patience,
            waiting=lambda: progress("wait", 0, 1),
        ):
            yield
