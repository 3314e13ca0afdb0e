"""The shelf: every edition of every report of an installation, one live edition a report.

home/
├── shelf.json                      which edition is live (replaced in one step)
├── ingest.lock, shelf.lock         held while building, and while the register changes
└── editions/<report>/<edition>/    an edition, moved there whole in one step
                     .building-…    one in the making; swept away by the next ingestion
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.edition import (
    Clock,
    Edition,
    build_edition,
    check_edition,
    identity_of,
    known_vectors,
    open_edition,
    open_manifest,
    utc_now,
)
from index.encoder import Encoder, Vectors
from index.errors import (
    AmbiguousEdition,
    EditionError,
    EditionIsLive,
    NoEarlierEdition,
    NoReportYet,
    ShelfBusy,
    UnknownEdition,
    UnknownReport,
)
from index.files import Disk, LocalDisk, replace_file, told_apart
from index.indexed import Progress, quiet
from index.manifest import Cut, Manifest, edition_id
from index.models import ModelIdentity
from index.register import REGISTER, Register, read_register, write_register
from ingest.report import Passage, Report

DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Published:
    """An edition that is live now; `built` is false if it was standing already."""

    manifest: Manifest
    folder: Path
    built: bool

    @property
    def edition_id(self) -> str:
        """The edition's id."""
        return self.manifest.edition


@dataclass(frozen=True, slots=True)
class ShelvedEdition:
    """One edition on the shelf; exactly one of a report's is live."""

    manifest: Manifest
    live: bool


@dataclass(frozen=True, slots=True)
class ShelvedReport:
    """One report on the shelf, its editions oldest first.

    `problems` are those of editions that can't be read; they are not among `editions`.
    """

    slug: str
    default: bool
    editions: tuple[ShelvedEdition, ...]
    problems: tuple[EditionError, ...]

    @property
    def live(self) -> Manifest | None:
        """The manifest of the edition that answers; None if none can be read."""
        return next((e.manifest for e in self.editions if e.live), None)


class Shelf:
    """The editions under one home folder. Reading takes no lock and writes nothing."""

    def __init__(
        self,
        home: Path,
        *,
        disk: Disk | None = None,
        clock: Clock = utc_now,
        patience: float = 3600.0,
    ) -> None:
        self.home = home
        self._editions = home / "editions"
        self._disk = disk or LocalDisk()
        self._clock = clock
        self._patience = patience

    # Reading

    def reports(self) -> list[ShelvedReport]:
        """Every report, in the order of their names."""
        register = self._register()
        default = self._default(register)
        return [self._shelved(slug, register, default) for slug in self._slugs()]

    def live(self, slug: str | None = None) -> Edition:
        """The live edition of a report; None is the default report.

        Where the live one can't be read, the last good one before it answers. Raises
        `NoReportYet`, `UnknownReport`, or what is wrong with the only edition there is.
        """
        register = self._register()
        chosen = self._known(slug) if slug else self._default(register)
        if chosen is None:
            raise NoReportYet(home=str(self.home))
        first: EditionError | None = None
        for folder in self._candidates(chosen, register):
            try:
                return open_edition(folder)
            except EditionError as exc:
                first = first or exc
        raise first or UnknownReport(slug=chosen, known=", ".join(self._slugs()))

    def edition(self, edition: str) -> Edition:
        """The edition `id` or `report/id`, live or not.

        Raises `UnknownEdition`, `AmbiguousEdition`, or what keeps it from being read.
        """
        return open_edition(self._find(edition))

    def all_live(self) -> list[Edition]:
        """The live edition of every report that has a readable one, in the order of names."""
        live = []
        for slug in self._slugs():
            with suppress(EditionError):
                live.append(self.live(slug))
        return live

    def problems(self, *, deep: bool = False) -> list[EditionError]:
        """What is wrong with any edition; `deep` reads every file through."""
        found: list[EditionError] = []
        for slug in self._slugs():
            for folder in self._folders(slug):
                try:
                    check_edition(folder, deep=deep)
                except EditionError as exc:
                    found.append(exc)
        return found

    # Changing

    def standing(
        self, slug: str, sha256: str, model: ModelIdentity, cut: Cut | None = None
    ) -> Published | None:
        """The edition of that PDF, model and cut, made live; None if it has to be built."""
        folder = self._editions / slug / edition_id(sha256, cut or _cut(), model)
        try:
            manifest = check_edition(folder, deep=True)
        except EditionError:
            return None
        self._enter(slug, manifest.edition)
        return Published(manifest, folder, built=False)

    def publish(
        self,
        report: Report,
        encoder: Encoder,
        progress: Progress = quiet,
        *,
        passages: Sequence[Passage] | None = None,
        cut: Cut | None = None,
    ) -> Published:
        """The report's edition, built unless it stands already, and live.

        Without `passages` and `cut`, the report is cut as `ingest.cut` does.
        `progress` hears "wait" while another ingestion is at work, then "encode" and "index".
        Raises `HomeNotWritable`, `DiskFull`, `ShelfBusy`, `SourceChanged`; whatever happens, the
        edition that was live before goes on answering.
        """
        cut = cut or _cut()
        shelf = self._editions / report.slug
        with told_apart(self.home):
            self._disk.make_folder(shelf)
        with self._locked("ingest.lock", progress):
            self._sweep()
            model = identity_of(encoder)
            standing = self.standing(report.slug, report.sha256, model, cut)
            if standing is not None:
                return standing
            folder = shelf / edition_id(report.sha256, cut, model)
            beside = shelf / f".building-{folder.name}-{os.getpid()}"
            needed = report.path.stat().st_size * 2
            with told_apart(self.home, needed), self._removed_on_error(beside):
                self._disk.make_folder(beside)
                manifest = build_edition(
                    beside,
                    report,
                    _passages(report) if passages is None else passages,
                    encoder,
                    cut=cut,
                    disk=self._disk,
                    clock=self._clock,
                    progress=progress,
                    known=self._known_vectors(encoder),
                )
                if folder.exists():
                    self._disk.move(folder, shelf / f".damaged-{folder.name}-{os.getpid()}")
                self._disk.move(beside, folder)
            self._enter(report.slug, folder.name)
            self._sweep()
        return Published(manifest, folder, built=True)

    def set_default(self, slug: str) -> None:
        """The report `slug` is asked when none is named. Raises `UnknownReport`."""
        self._known(slug)
        with self._changing() as register:
            self._write(register.with_default(slug))

    def publish_edition(self, edition: str) -> Manifest:
        """The edition (`id` or `report/id`) is live. Raises what keeps it from being read."""
        folder = self._find(edition)
        manifest = check_edition(folder)
        self._enter(manifest.report, manifest.edition)
        return manifest

    def rollback(self, slug: str) -> Manifest:
        """The edition that was live before is live again. Raises `NoEarlierEdition`."""
        self._known(slug)
        with self._changing() as register:
            live = register.live(slug) or ""
            for edition in reversed(register.histories.get(slug, ())):
                if edition == live:
                    continue
                with suppress(EditionError):
                    manifest = check_edition(self._editions / slug / edition)
                    self._write(register.rolled_back(slug, edition))
                    return manifest
        raise NoEarlierEdition(report=slug, edition=live)

    def delete(self, edition: str) -> None:
        """The edition (`id` or `report/id`) is gone. Raises `EditionIsLive` for the live one."""
        folder = self._find(edition)
        slug = folder.parent.name
        with self._changing() as register:
            serving = self._serving(slug, register)
            if folder.name in {register.live(slug), serving.edition if serving else None}:
                raise EditionIsLive(report=slug, edition=folder.name)
            self._write(register.forgotten(slug, folder.name))
            aside = folder.with_name(f".deleted-{folder.name}-{os.getpid()}")
            self._disk.move(folder, aside)
            self._disk.remove(aside)

    # How it is done

    def _register(self) -> Register:
        try:
            return read_register((self.home / REGISTER).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return Register()

    def _write(self, register: Register) -> None:
        replace_file(self._disk, self.home / REGISTER, write_register(register))

    def _enter(self, slug: str, edition: str) -> None:
        """The edition is live; the first report of the user's own becomes the default."""
        before = self._register()
        if before.live(slug) == edition and not before.damaged:
            return
        with self._changing() as register:
            entered = register.published(slug, edition)
            if entered.default is None and slug != DOSSIER:
                entered = entered.with_default(slug)
            self._write(entered)

    def _slugs(self) -> list[str]:
        with suppress(FileNotFoundError, NotADirectoryError):
            names = [path.name for path in self._editions.iterdir() if path.is_dir()]
            return sorted(name for name in names if self._folders(name))
        return []

    def _folders(self, slug: str) -> list[Path]:
        with suppress(FileNotFoundError, NotADirectoryError):
            paths = (self._editions / slug).iterdir()
            return sorted(path for path in paths if not path.name.startswith("."))
        return []

    def _known(self, slug: str) -> str:
        slugs = self._slugs()
        if slug not in slugs:
            raise UnknownReport(slug=slug, known=", ".join(slugs))
        return slug

    def _default(self, register: Register) -> str | None:
        slugs = self._slugs()
        if register.default in slugs:
            return register.default
        return DOSSIER if DOSSIER in slugs else next(iter(slugs), None)

    def _manifests(self, slug: str) -> tuple[list[Manifest], list[EditionError]]:
        read: list[Manifest] = []
        problems: list[EditionError] = []
        for folder in self._folders(slug):
            try:
                read.append(open_manifest(folder))
            except EditionError as exc:
                problems.append(exc)
        return sorted(read, key=lambda manifest: (manifest.built, manifest.edition)), problems

    def _candidates(self, slug: str, register: Register) -> Iterator[Path]:
        """The folders to try, the live one first, then what was live before, then the newest."""
        newest, _ = self._manifests(slug)
        names = [
            *reversed(register.histories.get(slug, ())),
            *(manifest.edition for manifest in reversed(newest)),
            *(folder.name for folder in self._folders(slug)),
        ]
        return (self._editions / slug / name for name in dict.fromkeys(names))

    def _serving(self, slug: str, register: Register) -> Manifest | None:
        for folder in self._candidates(slug, register):
            with suppress(EditionError):
                return check_edition(folder)
        return None

    def _shelved(self, slug: str, register: Register, default: str | None) -> ShelvedReport:
        serving = self._serving(slug, register)
        manifests, problems = self._manifests(slug)
        for manifest in manifests:
            try:
                check_edition(self._editions / slug / manifest.edition)
            except EditionError as exc:
                problems.append(exc)
        return ShelvedReport(
            slug=slug,
            default=slug == default,
            editions=tuple(ShelvedEdition(m, live=m == serving) for m in manifests),
            problems=tuple(problems),
        )

    def _find(self, edition: str) -> Path:
        """The folder of `id` or `report/id`. Raises `UnknownEdition` and `AmbiguousEdition`."""
        slug, _, name = edition.rpartition("/")
        found = [
            folder
            for known in self._slugs()
            for folder in self._folders(known)
            if folder.name == name and slug in {"", known}
        ]
        if not found:
            raise UnknownEdition(edition=edition)
        if len(found) > 1:
            reports = ", ".join(folder.parent.name for folder in found)
            raise AmbiguousEdition(edition=edition, reports=reports)
        return found[0]

    def _known_vectors(self, encoder: Encoder) -> dict[str, Vectors]:
        """What the editions of the same model encoded already."""
        known: dict[str, Vectors] = {}
        for slug in self._slugs():
            for folder in self._folders(slug):
                with suppress(EditionError):
                    if open_manifest(folder).model == identity_of(encoder):
                        known.update(known_vectors(open_edition(folder)))
        return known

    @contextmanager
    def _locked(self, name: str, progress: Progress = quiet) -> Iterator[None]:
        path = self.home / name
        lock = FileLock(path)
        with told_apart(self.home):
            try:
                lock.acquire(timeout=0)
            except Timeout:
                progress("wait", 0, 1)
                try:
                    lock.acquire(timeout=self._patience)
                except Timeout as exc:
                    raise ShelfBusy(path=str(path), seconds=self._patience) from exc
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _changing(self) -> Iterator[Register]:
        with self._locked("shelf.lock"), told_apart(self.home):
            yield self._register()

    @contextmanager
    def _removed_on_error(self, folder: Path) -> Iterator[None]:
        try:
            yield
        except BaseException:
            with suppress(OSError):
                self._disk.remove(folder)
            raise

    def _sweep(self) -> None:
        """What ingestions that were cut off left behind is gone. Only under the ingest lock."""
        for leftover in self._editions.glob("*/.*-*"):
            with suppress(OSError):
                self._disk.remove(leftover)


def _cut() -> Cut:
    from ingest.cut import CUT  # noqa: PLC0415

    return CUT


def _passages(report: Report) -> Sequence[Passage]:
    from ingest.cut import cut_passages  # noqa: PLC0415

    return cut_passages(report)
