"""What `selon coverage` does: works the coverage of a report out, and writes it in three ways."""

import os
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click

from retrieval.coverage import Cell, Coverage, State, TopicCoverage
from retrieval.gazetteer import load_gazetteer
from retrieval.topics import load_topics
from ui.commands.opening import encoder_for, open_shelf
from ui.contract import dump
from ui.coverage_table import coverage_csv, coverage_json
from ui.covered import coverage_of
from ui.errors import CsvUnwritable
from ui.plain import page_of
from ui.ranges import ranges
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import decimal, say


@dataclass(frozen=True, slots=True)
class Worked:
    """A coverage, and the pages of its edition that couldn't be read."""

    coverage: Coverage
    unread: tuple[int, ...]


def worked_out(report: str | None, own: Path | None, settings: Settings) -> Worked:
    """The coverage of the live edition of `report`, by the topics of Selon and one's `own`."""
    topics = load_topics(own)
    gazetteer = load_gazetteer(settings.places)
    edition = open_shelf(settings).live(report)
    coverage = coverage_of(
        edition,
        topics,
        home=settings.home,
        gazetteer=gazetteer,
        load_encoder=lambda: encoder_for([edition], settings),
    )
    return Worked(coverage, edition.manifest.unread_pages)


def write_json(worked: Worked) -> None:
    """One object on stdout."""
    written = coverage_json(worked.coverage)
    click.echo(dump({**written, "unread_pages": list(worked.unread)}))


def write_csv(report: str | None, own: Path | None, settings: Settings, file: Path) -> None:
    """The matrix in `file`. Raises `CsvUnwritable`, before anything is worked out where it can."""
    touched = file if file.exists() else file.absolute().parent
    if file.is_dir() or not touched.exists() or not os.access(touched, os.W_OK):
        raise CsvUnwritable(path=str(file))
    coverage = worked_out(report, own, settings).coverage
    try:
        file.write_bytes(coverage_csv(coverage))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as exc:
        raise CsvUnwritable(path=str(file)) from exc
    tell(say("terminal.coverage.written", path=str(file), count=len(coverage.topics)))


def tell_coverage(worked: Worked) -> None:
    """Writes the topics by family: a sign and a word for the state, where, how much, a quote."""
    coverage = worked.coverage
    tell(say("terminal.coverage.title", title=coverage.title), bold=True)
    for family, rows in groupby(coverage.topics, key=lambda row: row.topic.family):
        tell()
        tell(family, bold=True)
        for row in rows:
            _tell_topic(row)
    tell()
    counts = {
        state.value: sum(row.whole.state is state for row in coverage.topics) for state in State
    }
    tell(say("terminal.coverage.summary", count=len(coverage.topics), **counts))
    if worked.unread:
        tell(say("terminal.coverage.unread", pages=ranges(worked.unread)))
    tell(say("terminal.coverage.caution"), dim=True)


def _tell_topic(row: TopicCoverage) -> None:
    cell = row.whole
    state = cell.state.value
    values = {"name": row.topic.name, "state": say(f"coverage.states.{state}")}
    sign = say(f"coverage.signs.{state}")
    if cell.best is None:
        tell(say("terminal.coverage.absent", sign=sign, **values), indent=2, dim=True)
        return
    tell(say("terminal.coverage.topic", sign=sign, **values, **_figures(cell)), indent=2)
    page = page_of(cell.best.page.number, cell.best.page_label)
    quote = " ".join(cell.best.quote.split())
    tell(say("terminal.coverage.quote", quote=quote, page=page), indent=6, dim=True)


def _figures(cell: Cell) -> dict[str, object]:
    return {
        "pages": ", ".join(map(str, cell.pages)),
        "count": cell.passages,
        "share": decimal(100 * cell.share, 1),
    }
