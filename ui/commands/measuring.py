"""What `selon evaluate` does: measures answers on gold questions, or the search on BEIR."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import click

from index.edition import Edition
from index.hit import Hit
from index.models import load_encoder
from index.search import Mode
from retrieval.answer import Answer
from retrieval.ask import ask
from retrieval.beir import measure_beir, read_beir
from retrieval.evaluate import evaluate
from retrieval.gold import read_gold
from retrieval.rank import rank
from ui.commands.opening import encoder_for, open_shelf
from ui.contract import dump, rounded
from ui.progress import bars
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import decimal, say


def measure_gold(path: str, settings: Settings, *, all_reports: bool, as_json: bool) -> int:
    """0 once every question of the file was asked and judged."""
    gold = read_gold(Path(path))
    editions = {e.manifest.provenance.source: e for e in open_shelf(settings).all_live()}
    encoder = encoder_for(list(editions.values()), settings) if editions else None

    def ask_one(question: str, asked: Sequence[Edition], previous: Sequence[str]) -> Answer:
        return ask(question, asked, encoder=encoder, previous=previous)

    def rank_one(question: str, asked: Sequence[Edition], previous: Sequence[str]) -> Sequence[Hit]:
        return rank(question, asked, encoder=encoder, previous=previous)

    with bars(quiet=as_json) as advance:
        evaluation = evaluate(
            gold,
            editions,
            ask=ask_one,
            rank=rank_one,
            all_reports=all_reports,
            watch=lambda done, total: advance("questions", done, total),
        )
    written = rounded(evaluation.as_json())
    if as_json:
        click.echo(dump(written))
    else:
        _tell_evaluation(written)
    return 0


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
        _tell_measures(written)
    return 0


def _tell_evaluation(written: Mapping[str, Any]) -> None:
    _tell_measures(written)
    for group in ("kinds", "reports"):
        tell()
        tell(say(f"terminal.evaluate.{group}"), bold=True)
        for name, measures in written[group].items():
            shown = {key: figure(measures[key]) for key in ("page_recall@1", "right", "refused")}
            values = {"found": shown["page_recall@1"], **shown, "questions": measures["questions"]}
            values.pop("page_recall@1")
            tell(say("terminal.evaluate.group", name=name, **values), indent=2)
    if written["missing_reports"]:
        tell()
        tell(say("terminal.evaluate.missing", names=", ".join(written["missing_reports"])))
    tell()
    tell(say("terminal.evaluate.failures", count=len(written["failures"])))


def _tell_measures(measures: Mapping[str, Any]) -> None:
    """One line a measure; what isn't a figure or percentiles is left to others."""
    for name, value in measures.items():
        if isinstance(value, Mapping) and set(value) == {"p50", "p95"}:
            tell(f"{name:<20} p50 {figure(value['p50'])}, p95 {figure(value['p95'])}")
        elif isinstance(value, int | float) or value is None:
            tell(f"{name:<20} {figure(value)}")


def figure(value: float | None) -> str:
    """A measure as French writes it; a dash where there was nothing to measure."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else decimal(value, 3)
