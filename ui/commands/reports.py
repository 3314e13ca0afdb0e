"""`selon reports`: how it is typed; what it does is in `ui.commands.reporting`."""

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings


@french.command("reports")
@click.option("--blind-spots", is_flag=True)
@click.option("--diff", nargs=2, metavar="A B")
@click.option("--default", metavar="NOM")
@click.option("--publish", metavar="ÉDITION")
@click.option("--rollback", metavar="NOM")
@click.option("--delete", metavar="ÉDITION")
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    blind_spots: bool,
    diff: tuple[str, str] | None,
    default: str | None,
    publish: str | None,
    rollback: str | None,
    delete: str | None,
    as_json: bool,
) -> int:
    """What is on the shelf, after at most one change to it."""
    if sum(each is not None for each in (default, publish, rollback, delete)) > 1:
        raise WrongUsage("one_action")
    from ui.commands.noting import note
    from ui.commands.opening import open_shelf
    from ui.commands.reporting import Report, change

    shelf = open_shelf(settings)
    made = change(shelf, default=default, publish=publish, rollback=rollback, delete=delete)
    if made:
        note(settings, made.deed, report=made.report, edition=made.edition)
    report = Report(shelf, settings, blind_spots=blind_spots, diff=diff)
    if as_json:
        report.write_json()
    else:
        report.tell(made.said if made else None)
    return 0
