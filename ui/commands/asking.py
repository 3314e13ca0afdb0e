"""What `selon ask` does with one question."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from retrieval.ask import ask
from ui.commands.opening import open_editions, open_shelf, tools_for
from ui.contract import answer_json, dump
from ui.plain import tell_answer
from ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked: one report (None: the default one), or all of them together.

    `as_typed`: without correcting how the question is spelt.
    """

    report: str | None = None
    all_reports: bool = False
    as_typed: bool = False


def answer_one(
    question: str,
    settings: Settings,
    scope: Scope,
    *,
    previous: Sequence[str],
    why: bool,
    as_json: bool,
) -> int:
    """0, whatever the outcome."""
    editions = open_editions(open_shelf(settings), scope.report, all_reports=scope.all_reports)
    tools = tools_for(editions, settings)
    answer = ask(question, editions, tools=tools, previous=previous, as_typed=scope.as_typed)
    if as_json:
        click.echo(dump(answer_json(answer, several=scope.all_reports)))
    else:
        tell_answer(answer, {edition.id: edition.manifest for edition in editions}, why=why)
    return 0
