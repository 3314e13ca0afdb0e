"""`selon quality`: the measures of quality that are kept, and how another one is made."""

import click

from ui.commands import french
from ui.settings import Settings

ALL = "all"
CHOICES = ("shipped", "own", ALL)


@french.command("quality")
@click.option("--measure", type=click.Choice(CHOICES), metavar="|".join(CHOICES))
@french.json_option
@click.pass_obj
def command(settings: Settings, *, measure: str | None, as_json: bool) -> int:
    """0 once what was asked for is measured and kept; the runs that are kept are told after it."""
    from ui.commands.following import measure_sets, tell_runs

    if measure is not None:
        measure_sets(settings, measure, as_json=as_json)
    tell_runs(settings, as_json=as_json)
    return 0
