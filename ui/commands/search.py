"""`selon search`: the passages nearest to some words, without an answer."""

from typing import TYPE_CHECKING

import click

from ui.commands import french
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import decimal, say

if TYPE_CHECKING:
    from index.hit import Hit


@french.command("search")
@click.argument("words", metavar="MOTS")
@click.option("-k", type=click.IntRange(1, 1000), default=10, metavar="N")
@click.option("--report", metavar="NOM")
@french.json_option
@click.pass_obj
def command(settings: Settings, *, words: str, k: int, report: str | None, as_json: bool) -> int:
    """The `k` nearest passages, for a person or a program."""
    from index.search import Query, search
    from ui.commands.opening import encoder_for, open_editions, open_shelf
    from ui.contract import dump, hits_json

    editions = open_editions(open_shelf(settings), report)
    hits = search(editions, Query.of(words), encoder=encoder_for(editions, settings), k=k)
    if as_json:
        click.echo(dump({"hits": hits_json(hits)}))
        return 0
    for rank, hit in enumerate(hits, start=1):
        _tell_hit(hit, rank)
    if not hits:
        tell(say("terminal.search.none"))
    return 0


def _tell_hit(hit: "Hit", rank: int) -> None:
    from ui.plain import headings_of, page_of

    passage = hit.passage
    tell(
        say(
            "terminal.search.hit",
            rank=rank,
            page=page_of(passage.first_page, passage.page_label),
            report=hit.report,
            score=decimal(hit.score, 2),
            found_by=say(f"terminal.found_by.{hit.found_by.value}"),
        ),
        bold=True,
    )
    if passage.headings:
        tell(headings_of(passage), indent=3, dim=True)
    tell(passage.text, indent=3)
    tell()
