"""`selon ingest`: how it is typed; what it does is in `ui.commands.ingesting`."""

from pathlib import Path

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings

DEFAULT_MAX_SIZE = 200


@french.command("ingest")
@click.argument("source", required=False)
@click.option("--name", metavar="NOM")
@click.option("--model", metavar="MODÈLE")
@click.option("--max-size", type=click.IntRange(min=1), default=DEFAULT_MAX_SIZE, metavar="MO")
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    source: str | None,
    name: str | None,
    model: str | None,
    max_size: int,
    as_json: bool,
) -> int:
    """The exit code: 0 if at least one report was published or was already there."""
    if name is not None and source is not None and Path(source).is_dir():
        raise WrongUsage("name_for_one")
    from ui.commands.ingesting import run

    return run(settings, source, name=name, model=model, max_size=max_size, as_json=as_json)
