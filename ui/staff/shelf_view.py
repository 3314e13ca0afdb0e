"""Reports and their editions, as staff read them: what each holds and takes, and what answers."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.shelf import Shelf, ShelvedEdition, ShelvedReport
from ui.cards import moment
from ui.render import in_print
from ui.wording import say_error, size

LIVE, WAITING, KEPT = "live", "waiting", "kept"


@dataclass(frozen=True, slots=True)
class EditionView:
    """A row of the table: `name` is « report/edition », `state` one of live, waiting and kept."""

    name: str
    edition: str
    state: str
    built: str
    pages: int
    passages: int
    unread: int
    model: str
    size: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report; `live` is the id of the edition that answers, "" for none."""

    slug: str
    title: str
    default: bool
    live: str
    earlier: bool
    editions: tuple[EditionView, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelfView:
    """All reports, what their editions take together, and what is left on the disk."""

    reports: tuple[ReportView, ...]
    used: str
    free: str
    total: str


def shelf_view(shelf: Shelf) -> ShelfView:
    """The shelf as it is now, the newest edition of each report first."""
    reports = shelf.reports()
    used = sum(each.manifest.bytes for report in reports for each in report.editions)
    disk = shutil.disk_usage(_there(shelf.home))
    views = tuple(map(report_view, reports))
    return ShelfView(views, size(used), size(disk.free), size(disk.total))


def report_view(report: ShelvedReport) -> ReportView:
    """What to show of one report; its title is that of the live edition, or of the newest."""
    newest = report.editions[-1].manifest if report.editions else None
    shown = report.live or newest
    return ReportView(
        slug=report.slug,
        title=shown.title if shown else report.slug,
        default=report.default,
        live=report.live.edition if report.live else "",
        earlier=any(_state(each) == KEPT for each in report.editions),
        editions=tuple(_editions(report)),
        problems=tuple(in_print(say_error(problem)) for problem in report.problems),
    )


def _editions(report: ShelvedReport) -> Iterator[EditionView]:
    for each in reversed(report.editions):
        manifest = each.manifest
        yield EditionView(
            name=f"{manifest.report}/{manifest.edition}",
            edition=manifest.edition,
            state=_state(each),
            built=moment(datetime.fromisoformat(manifest.built)),
            pages=manifest.pages,
            passages=manifest.passages,
            unread=len(manifest.unread_pages),
            model=manifest.model.name,
            size=size(manifest.bytes),
        )


def _state(edition: ShelvedEdition) -> str:
    if edition.live:
        return LIVE
    return WAITING if edition.waiting else KEPT


def _there(home: Path) -> Path:
    """`home`, or the first folder above it that is there."""
    return next(each for each in (home, *home.absolute().parents) if each.exists())
