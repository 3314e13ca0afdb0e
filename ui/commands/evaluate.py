"""`selon evaluate`: how it is typed; what it does is in `ui.commands.measuring`."""

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings

MODES = ("lexical", "dense", "hybrid")


@french.command("evaluate")
@click.argument("gold", required=False, metavar="[FICHIER]")
@click.option("--all-reports", is_flag=True)
@click.option("--beir", metavar="DOSSIER")
@click.option("--mode", type=click.Choice(MODES), metavar="|".join(MODES))
@click.option("--model", metavar="MODÈLE")
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    gold: str | None,
    all_reports: bool,
    beir: str | None,
    mode: str | None,
    model: str | None,
    as_json: bool,
) -> int:
    """0 once everything was measured, whatever the figures."""
    if (gold is None) == (beir is None):
        raise WrongUsage("gold_or_beir")
    if beir is None and (mode is not None or model is not None):
        raise WrongUsage("mode_needs_beir")
    from ui.commands.measuring import measure_gold, measure_search

    if beir is not None:
        name = model or settings.model
        return measure_search(beir, mode=mode or "hybrid", model=name, as_json=as_json)
    return measure_gold(gold or "", settings, all_reports=all_reports, as_json=as_json)
