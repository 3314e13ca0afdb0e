"""`selon gaps`: how it is typed; what it does is in `ui.commands.gapping`."""

from datetime import datetime
from pathlib import Path

import click

from retrieval.cause import Cause
from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings

_FILE = click.Path(path_type=Path)
_CAUSE = click.Choice([each.value for each in Cause])
_DAY = click.DateTime(["%Y-%m-%d"])


@french.command("gaps")
@click.option("--report", metavar="NOM")
@click.option("--cause", type=_CAUSE, metavar="CAUSE")
@click.option("--since", type=_DAY, metavar="DATE")
@click.option("--until", type=_DAY, metavar="DATE")
@click.option("--csv", "csv_file", type=_FILE, metavar="FICHIER.csv")
@click.option("--xlsx", "xlsx_file", type=_FILE, metavar="FICHIER.xlsx")
@click.option("--markdown", "markdown_file", type=_FILE, metavar="FICHIER.md")
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    report: str | None,
    cause: str | None,
    since: datetime | None,
    until: datetime | None,
    csv_file: Path | None,
    xlsx_file: Path | None,
    markdown_file: Path | None,
    as_json: bool,
) -> int:
    """0 once what was missed was gone through, however much it was."""
    files = {"csv": csv_file, "xlsx": xlsx_file, "markdown": markdown_file}
    chosen = {kind: path for kind, path in files.items() if path is not None}
    if len(chosen) + as_json > 1:
        raise WrongUsage("one_gaps_form")
    from ui.commands.gapping import reported, tell_gaps, write_file, write_json

    days = (since.date() if since else None, until.date() if until else None)
    found = reported(report, *days, settings, Cause(cause) if cause else None)
    for kind, path in chosen.items():
        write_file(found, kind, path)
    if as_json:
        write_json(found)
    elif not chosen:
        tell_gaps(found)
    return 0
