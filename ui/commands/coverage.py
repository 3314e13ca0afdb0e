"""`selon coverage`: how it is typed; what it does is in `ui.commands.covering`."""

from pathlib import Path

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings


@french.command("coverage")
@click.option("--report", metavar="NOM")
@click.option("--topics", metavar="FICHIER.yaml")
@click.option("--csv", "csv_file", metavar="FICHIER.csv")
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    report: str | None,
    topics: str | None,
    csv_file: str | None,
    as_json: bool,
) -> int:
    """0 once the report was gone through, whatever it covers."""
    if csv_file is not None and as_json:
        raise WrongUsage("json_or_csv")
    from ui.commands.covering import tell_coverage, worked_out, write_csv, write_json

    own = Path(topics).expanduser() if topics is not None else settings.topics
    if csv_file is not None:
        write_csv(report, own, settings, Path(csv_file))
        return 0
    worked = worked_out(report, own, settings)
    if as_json:
        write_json(worked)
    else:
        tell_coverage(worked)
    return 0
