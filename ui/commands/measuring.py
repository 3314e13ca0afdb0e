"""What `selon evaluate` does: measures answers on gold questions, or the search on BEIR."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import click

from index.edition import Edition
from index.hit import Hit
from index.models import load_encoder
from index.search import Mode
from retrieval.answer import Answer
from retrieval.ask import ask
from retrieval.beir import measure_beir, read_beir
from retrieval.evaluate import Evaluation, Watch, evaluate
from retrieval.gold import GoldQuestion, read_gold
from retrieval.rank import rank
from retrieval.robustness import robustness
from retrieval.tools import Tools
from retrieval.variants import Variant, vary_gold
from ui.commands.opening import open_shelf, tools_for
from ui.contract import dump, rounded
from ui.failures import check_place, failures_page, write_failures
from ui.measured import tell_evaluation, tell_measures
from ui.progress import bars
from ui.settings import Settings

Examine = Callable[[Sequence[GoldQuestion], Watch], Evaluation]


@dataclass(frozen=True, slots=True)
class Wish:
    """How gold questions are asked, and what is wanted beside the figures.

    `robust`: their variants too; `failures`: the file that the missed ones are written to.
    """

    all_reports: bool = False
    robust: bool = False
    failures: str | None = None


def measure_gold(path: str, settings: Settings, wish: Wish, *, as_json: bool) -> int:
    """0 once every question of the file was asked and judged."""
    gold = read_gold(Path(path))
    if wish.failures is not None:
        check_place(Path(wish.failures))
    with bars(quiet=as_json) as advance:
        examine = _examiner(settings, all_reports=wish.all_reports)
        evaluation = examine(gold, partial(advance, "questions"))
        written = rounded(evaluation.as_json())
        if wish.robust:
            varied = _vary(gold, examine, partial(advance, "variants"))
            written["robustness"] = robustness(evaluation, varied)
    if wish.failures is not None:
        write_failures(Path(wish.failures), failures_page(evaluation, Path(path).name))
    if as_json:
        click.echo(dump(written))
    else:
        tell_evaluation(written, wish.failures)
    return 0


def _examiner(settings: Settings, *, all_reports: bool) -> Examine:
    """What asks and judges questions about the reports on the shelf."""
    editions = {e.manifest.provenance.source: e for e in open_shelf(settings).all_live()}
    tools = tools_for(list(editions.values()), settings) if editions else Tools()

    def ask_one(question: str, asked: Sequence[Edition], previous: Sequence[str]) -> Answer:
        return ask(question, asked, tools=tools, previous=previous)

    def rank_one(question: str, asked: Sequence[Edition], previous: Sequence[str]) -> Sequence[Hit]:
        return rank(question, asked, tools=tools, previous=previous)

    def examine(gold: Sequence[GoldQuestion], watch: Watch) -> Evaluation:
        return evaluate(
            gold, editions, ask=ask_one, rank=rank_one, all_reports=all_reports, watch=watch
        )

    return examine


def _vary(
    gold: Sequence[GoldQuestion], examine: Examine, watch: Watch
) -> dict[Variant, Evaluation]:
    """The evaluation of each variant of the questions; `watch` counts through all of them."""

    def later(rounds: int, done: int, total: int) -> None:
        watch(rounds * total + done, len(Variant) * total)

    return {
        variant: examine(vary_gold(gold, variant), partial(later, rounds))
        for rounds, variant in enumerate(Variant)
    }


def measure_search(folder: str, *, mode: str, model: str | None, as_json: bool) -> int:
    """0 once every question of the BEIR folder was searched."""
    beir = read_beir(Path(folder))
    encoder = None if mode == "lexical" else load_encoder(model)
    with bars(quiet=as_json) as advance:
        figures = measure_beir(beir, encoder, mode=cast(Mode, mode), progress=advance)
    written = rounded(figures)
    if as_json:
        click.echo(dump(written))
    else:
        tell_measures(written)
    return 0
