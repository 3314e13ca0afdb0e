"""`selon evaluate`: how it is typed; what it does is in `ui.commands.measuring` and `comparing`."""

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings

MODES = ("lexical", "dense", "hybrid")


@french.command("evaluate")
@click.argument("gold", required=False, metavar="[FICHIER]")
@click.option("--all-reports", is_flag=True)
@click.option("--robustness", is_flag=True)
@click.option("--failures", metavar="FICHIER.md")
@click.option("--compare", nargs=2, metavar="AVANT APRÈS")
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
    robustness: bool,
    failures: str | None,
    compare: tuple[str, str] | None,
    beir: str | None,
    mode: str | None,
    model: str | None,
    as_json: bool,
) -> int:
    """0 once everything was measured or compared, whatever the figures."""
    if gold is None and beir is None and compare is None:
        gold = own_gold(settings)
    if sum(each is not None for each in (gold, beir, compare)) != 1:
        raise WrongUsage("gold_or_beir")
    if beir is None and (mode is not None or model is not None):
        raise WrongUsage("mode_needs_beir")
    needs_gold = robustness or failures is not None or (all_reports and compare is not None)
    if needs_gold and gold is None:
        raise WrongUsage("needs_gold")
    if compare is not None:
        from ui.commands.comparing import compare_runs

        return compare_runs(*compare, as_json=as_json)
    from ui.commands.measuring import Wish, measure_gold, measure_search

    if beir is not None:
        name = model or settings.model
        return measure_search(beir, mode=mode or "hybrid", model=name, as_json=as_json)
    wish = Wish(all_reports, robustness, failures)
    return measure_gold(gold or "", settings, wish, as_json=as_json)


def own_gold(settings: Settings) -> str | None:
    """The gold file that reviewers of this installation made; None where there is none."""
    from retrieval.review_gold import FILE

    path = settings.home / FILE
    return str(path) if path.exists() else None
