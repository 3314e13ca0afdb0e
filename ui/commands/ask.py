"""`selon ask`: how it is typed; what it does is in `ui.commands.asking` and `.batch`."""

from collections.abc import Sequence

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings


@french.command("ask")
@click.argument("question", required=False)
@click.option("--report", metavar="NOM")
@click.option("--all-reports", is_flag=True)
@click.option("--previous", multiple=True, metavar="QUESTION")
@click.option("--as-typed", is_flag=True)
@click.option("--why", is_flag=True)
@click.option("--batch", metavar="FICHIER")
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    question: str | None,
    report: str | None,
    all_reports: bool,
    previous: Sequence[str],
    as_typed: bool,
    why: bool,
    batch: str | None,
    as_json: bool,
) -> int:
    """The answer to one question for a person or a program, or to many for a program."""
    if (question is None) == (batch is None):
        raise WrongUsage("question_or_batch")
    if report and all_reports:
        raise WrongUsage("report_or_all")
    if batch is not None and not as_json:
        raise WrongUsage("batch_needs_json")
    if batch is not None and previous:
        raise WrongUsage("batch_alone")
    from ui.commands.asking import Scope, answer_one
    from ui.commands.batch import answer_batch

    scope = Scope(report, all_reports, as_typed)
    if batch is not None:
        return answer_batch(batch, settings, scope)
    return answer_one(question or "", settings, scope, previous=previous, why=why, as_json=as_json)
