"""`selon journal`: what is noted of questions, how long it is kept, its export and its end."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import say

if TYPE_CHECKING:
    from retrieval.journal_reading import JournalReader, Summary
    from retrieval.journal_store import JournalStore
    from retrieval.review_store import ReviewStore


@french.command("journal")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@click.option("--purge", is_flag=True)
@click.option("--erase", is_flag=True)
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    csv_file: Path | None,
    since: datetime | None,
    purge: bool,
    erase: bool,
    as_json: bool,
) -> int:
    """0 once what was asked for is done; the state of the journal is told after it."""
    from retrieval.journal_file import FILE
    from retrieval.journal_reading import JournalReader
    from ui.contract import dump

    if sum((purge, erase, csv_file is not None)) > 1 or (since and (purge or erase)):
        raise WrongUsage("one_journal_action")
    reader = JournalReader(settings.home / FILE)
    done = _done(settings, reader, csv_file, since, purge=purge, erase=erase)
    summary = reader.summary()
    if as_json:
        click.echo(dump(_json(settings, reader.path, summary) | done))
        return 0
    for key, count in done.items():
        tell(say(f"terminal.journal.{key}", count=count, path=str(csv_file)))
    _tell_state(settings.months_kept, reader.path, summary)
    return 0


def _done(
    settings: Settings,
    reader: "JournalReader",
    csv_file: Path | None,
    since: datetime | None,
    *,
    purge: bool,
    erase: bool,
) -> dict[str, int]:
    """What was done, by its key, and to how many entries."""
    from retrieval.journal_reading import Wanted
    from ui.journal_export import write_csv

    wanted = Wanted(since=since.date() if since else None)
    if csv_file is not None:
        return {"written": write_csv(csv_file, reader.every(wanted))}
    if erase:
        _reviews(settings).erase()
        return {"erased": _store(reader.path).erase() if reader.path.exists() else 0}
    if purge:
        months = reader.path.exists() and (settings.months_kept or reader.summary().months)
        if months:
            _reviews(settings).keep_for(months)
        return {"purged": _store(reader.path).keep_for(months) if months else 0}
    return {"matching": reader.count(wanted)} if since else {}


def _store(path: Path) -> "JournalStore":
    from retrieval.journal_store import JournalStore

    return JournalStore(path)


def _reviews(settings: Settings) -> "ReviewStore":
    """What is said of answers: it goes with the journal."""
    from retrieval.review_store import FILE, ReviewStore

    return ReviewStore(settings.home / FILE)


def _json(settings: Settings, path: Path, summary: "Summary") -> dict[str, Any]:
    return {
        "on": settings.months_kept is not None,
        "months": settings.months_kept,
        "path": str(path),
        "entries": summary.entries,
        "withheld": summary.withheld,
        "first": summary.first and summary.first.isoformat(),
        "last": summary.last and summary.last.isoformat(),
        "bytes": summary.bytes,
        "beside": list(summary.beside),
    }


def _tell_state(months: int | None, path: Path, summary: "Summary") -> None:
    tell(
        say("terminal.journal.kept", months=months) if months else say("terminal.journal.not_kept")
    )
    if summary.first and summary.last:
        days = {"first": summary.first.isoformat(), "last": summary.last.isoformat()}
        counts = {"entries": summary.entries, "withheld": summary.withheld}
        tell(say("terminal.journal.holds", **counts, **days, bytes=summary.bytes, path=str(path)))
    else:
        tell(say("terminal.journal.empty"))
    if summary.beside:
        tell(say("terminal.journal.beside", files=", ".join(summary.beside)))
    if not months and summary.entries:
        tell(say("terminal.journal.left"))
