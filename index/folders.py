"""Where editions stand under a home: `editions/<report>/<edition>/`."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from index.edition import check_edition, open_manifest
from index.errors import AmbiguousEdition, EditionError, UnknownEdition, UnknownReport
from index.manifest import Manifest


def coverage_folder(home: Path, report: str, edition: str) -> Path:
    """Where the coverage that was worked out of that edition is kept, or would be."""
    return home / "coverage" / report / edition


class EditionFolders:
    """The folders of every edition, read anew at each call; dot folders are not editions."""

    def __init__(self, home: Path) -> None:
        self.root = home / "editions"
        self.home = home

    def folder(self, report: str, edition: str) -> Path:
        """Where that edition stands, or would."""
        return self.root / report / edition

    def beside(self, folder: Path) -> list[Path]:
        """The folders of what was worked out of the edition in `folder`, where there are any."""
        kept = coverage_folder(self.home, folder.parent.name, folder.name)
        return [kept] if kept.is_dir() else []

    def reports(self) -> list[str]:
        """The slugs of the reports that have an edition, sorted."""
        return [path.name for path in _visible(self.root) if _visible(path)]

    def known(self, report: str) -> str:
        """`report`, if it has an edition. Raises `UnknownReport`."""
        reports = self.reports()
        if report not in reports:
            raise UnknownReport(slug=report, known=", ".join(reports))
        return report

    def of(self, report: str) -> list[Path]:
        """The folders of a report's editions."""
        return _visible(self.root / report)

    def every(self) -> Iterator[Path]:
        """The folders of all editions of all reports."""
        return (folder for report in self.reports() for folder in self.of(report))

    def manifests(self, report: str) -> list[Manifest]:
        """The manifests of a report that can be read, oldest first."""
        read = []
        for folder in self.of(report):
            with suppress(EditionError):
                read.append(open_manifest(folder))
        return sorted(read, key=lambda manifest: (manifest.built, manifest.edition))

    def problems(self, report: str, *, deep: bool = False) -> list[EditionError]:
        """What is wrong with a report's editions; `deep` reads every file through."""
        found = []
        for folder in self.of(report):
            try:
                check_edition(folder, deep=deep)
            except EditionError as exc:
                found.append(exc)
        return found

    def find(self, edition: str) -> Path:
        """The folder of `id` or `report/id`. Raises `UnknownEdition` and `AmbiguousEdition`."""
        report, _, name = edition.rpartition("/")
        found = [f for f in self.every() if f.name == name and report in {"", f.parent.name}]
        if not found:
            raise UnknownEdition(edition=edition)
        if len(found) > 1:
            reports = ", ".join(folder.parent.name for folder in found)
            raise AmbiguousEdition(edition=edition, reports=reports)
        return found[0]


def _visible(folder: Path) -> list[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    return []
