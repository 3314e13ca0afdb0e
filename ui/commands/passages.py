"""`selon passages`: everything that can be quoted from a report, in reading order."""

import click

from ui.commands import french
from ui.settings import Settings
from ui.terminal import tell


@french.command("passages")
@click.option("--report", metavar="NOM", required=True)
@french.json_option
@click.pass_obj
def command(settings: Settings, *, report: str, as_json: bool) -> int:
    """All passages of the live edition, for a person or a program."""
    from ui.commands.opening import open_shelf
    from ui.contract import dump, passages_json
    from ui.plain import headings_of, page_of

    edition = open_shelf(settings).live(report)
    if as_json:
        click.echo(dump(passages_json(edition.passages, report)))
        return 0
    above = ""
    for passage in edition.passages:
        if headings_of(passage) != above:
            above = headings_of(passage)
            tell(above, bold=True)
        tell(f"{page_of(passage.first_page, passage.page_label)}  {passage.text}")
        tell()
    return 0
