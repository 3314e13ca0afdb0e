"""The shelf: every edition of every report of an installation, one live edition a report.

home/
├── shelf.json                      which edition is live, which wait (replaced in one step)
├── ingest.lock, shelf.lock         held while building, and while the register changes
├── coverage/<report>/<edition>/    what coverage worked out of it; made again if lost
└── editions/<report>/<edition>/    an edition, moved there whole in one step
                     .building-…    one in the making; swept away by the next ingestion
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.building import Clock, utc_now
from index.edition import Edition, check_edition, open_edition
from index.encoder import Encoder
from index.errors import EditionError, EditionIsLive, LiveMeanwhile, NoEarlierEdition, NotLiveYet
from index.files import Disk, LocalDisk, replace_file, told_apart
from index.folders import EditionFolders
from index.indexed import Progress, quiet
from index.locks import held
from index.manifest import Cut, Manifest, edition_id
from index.models import ModelIdentity, identity_of
from index.publishing import build_aside, sweep
from index.register import REGISTER, Register, read_register, write_register
from index.serving import DOSSIER_SLUG, Serving
from index.shelved import Published, Removed, ShelvedEdition, ShelvedReport
from ingest.cut import CUT, cut_passages
from ingest.report import Passage, Report

__all__ = ["DOSSIER_SLUG", "Published", "Shelf", "ShelvedEdition", "ShelvedReport"]


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
        serving = self._serving()
        default = serving.default()
        return [serving.shelved(slug, default) for slug in self._folders.reports()]

    def live(self, slug: str | None = None) -> Edition:
        """The live edition of a report; None is the default report.

        Where the live one can't be read, the last good one before it answers. Raises
        `NoReportYet`, `UnknownReport`, `NotLiveYet`, or what is wrong with the live one.
        """
        return self._serving().live(slug)

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
        return list(self._serving().listed())

    def problems(self, *, deep: bool = False) -> list[EditionError]:
        """What is wrong with any edition; `deep` reads every file through."""
        reports = self._folders.reports()
        return [e for slug in reports for e in self._folders.problems(slug, deep=deep)]

    def standing(
        self, slug: str, sha256: str, model: ModelIdentity, cut: Cut = CUT, *, live: bool = True
    ) -> Published | None:
        """The edition of that PDF, model and cut; None if it has to be built.

        It is made live, unless `live` is false.
        """
        folder = self._folders.folder(slug, edition_id(sha256, cut, model))
        try:
            manifest = check_edition(folder, deep=True)
        except EditionError:
            return None
        if live:
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
        live: bool = True,
    ) -> Published:
        """The report's edition, built unless it stands already; live, or waiting where not `live`.

        `passages` are those of `ingest.cut` unless given. `progress` hears "wait" while another
        ingestion is at work, then "encode" and "index". Raises `HomeNotWritable`, `DiskFull`,
        `ShelfBusy` and `SourceChanged`; whatever happens, what was live goes on answering.
        """
        model = identity_of(encoder)
        with told_apart(self.home):
            self._disk.make_folder(self._folders.root / report.slug)
        with self._locked("ingest.lock", progress):
            sweep(self._folders, self._disk)
            standing = self.standing(report.slug, report.sha256, model, cut, live=live)
            if standing is not None:
                return standing
            if not live:
                self._hold_back(report.slug, edition_id(report.sha256, cut, model))
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
            if live:
                self._make_live(report.slug, manifest.edition)
            sweep(self._folders, self._disk)
        return Published(manifest, self._folders.folder(report.slug, manifest.edition), built=True)

    def set_default(self, slug: str) -> None:
        """The report `slug` is asked when none is named. Raises `UnknownReport`, `NotLiveYet`."""
        self._folders.known(slug)
        with self._changing() as register:
            if Serving(self._folders, register).checked(slug) is None:
                raise NotLiveYet(report=slug)
            self._write(register.with_default(slug))

    def publish_edition(self, edition: str, *, instead_of: str | None = None) -> Manifest:
        """The edition (`id` or `report/id`) is live. Raises what keeps it from being read.

        `instead_of` is the edition that is live as far as the caller knows, "" for none: raises
        `LiveMeanwhile` where another one is by now.
        """
        manifest = check_edition(self._folders.find(edition))
        self._make_live(manifest.report, manifest.edition, instead_of)
        return manifest

    def rollback(self, slug: str, *, instead_of: str | None = None) -> Manifest:
        """The edition that was live before is live again, `instead_of` as for `publish_edition`.

        Raises `NoEarlierEdition` and `LiveMeanwhile`.
        """
        self._folders.known(slug)
        with self._changing() as register:
            self._unchanged(register, slug, instead_of)
            live = register.live(slug)
            for edition in reversed(register.histories.get(slug, ())):
                if edition != live:
                    with suppress(EditionError):
                        manifest = check_edition(self._folders.folder(slug, edition))
                        self._write(register.rolled_back(slug, edition))
                        return manifest
        raise NoEarlierEdition(report=slug, edition=live or "")

    def delete(self, edition: str) -> Removed:
        """The edition (`id` or `report/id`) is gone. Raises `EditionIsLive` for the live one."""
        folder = self._folders.find(edition)
        slug = folder.parent.name
        with self._changing() as register:
            serving = Serving(self._folders, register).checked(slug)
            if folder.name in {register.live(slug), serving.edition if serving else None}:
                raise EditionIsLive(report=slug, edition=folder.name)
            self._write(register.forgotten(slug, folder.name))
            aside = folder.with_name(f".deleted-{folder.name}")
            self._disk.move(folder, aside)
            for gone in (aside, *self._folders.beside(folder)):
                self._disk.remove(gone)
        return Removed(slug, folder.name)

    def _serving(self) -> Serving:
        return Serving(self._folders, self._register())

    def _register(self) -> Register:
        try:
            return read_register((self.home / REGISTER).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return Register()

    def _write(self, register: Register) -> None:
        replace_file(self._disk, self.home / REGISTER, write_register(register))

    def _make_live(self, slug: str, edition: str, instead_of: str | None = None) -> None:
        """The edition is live; the first report of the user's own becomes the default."""
        if self._register().live(slug) == edition:
            return
        with self._changing() as register:
            self._unchanged(register, slug, instead_of)
            entered = register.published(slug, edition)
            if entered.default is None and slug != DOSSIER_SLUG:
                entered = entered.with_default(slug)
            self._write(entered)

    def _hold_back(self, slug: str, edition: str) -> None:
        """The edition waits to go live; said before it is built, so that it never answers."""
        with self._changing() as register:
            self._write(register.held_back(slug, edition))

    def _unchanged(self, register: Register, slug: str, instead_of: str | None) -> None:
        if instead_of is None:
            return
        serving = Serving(self._folders, register).checked(slug)
        now = serving.edition if serving else ""
        if instead_of != now:
            raise LiveMeanwhile(report=slug, edition=now)

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
