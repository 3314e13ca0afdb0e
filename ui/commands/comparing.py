"""What `selon evaluate --compare` does: sets two runs side by side."""

from collections.abc import Sequence
from pathlib import Path

import click

from retrieval.comparison import Comparison
from retrieval.run import Entry, read_run
from ui.contract import dump
from ui.measured import change, figure
from ui.terminal import tell
from ui.wording import say


def compare_runs(before: str, after: str, *, as_json: bool) -> int:
    """0 once both files were read, whatever they hold."""
    comparison = Comparison(read_run(Path(before)), read_run(Path(after)))
    if as_json:
        click.echo(dump(comparison.as_json()))
    else:
        _tell(comparison)
    return 0


def _tell(comparison: Comparison) -> None:
    tell(say("terminal.compare.title", before=comparison.before.file, after=comparison.after.file))
    for name, each in comparison.measures.items():
        tell(f"{name:<20} {figure(each.before)} → {figure(each.after)}   {change(each.difference)}")
    _tell_questions("improved", comparison.improved)
    _tell_questions("broke", comparison.broke)
    for key, alone in (
        ("only_before", comparison.only_before),
        ("only_after", comparison.only_after),
    ):
        if alone:
            ids = ", ".join(entry.id for entry in alone)
            tell()
            tell(say(f"terminal.compare.{key}", count=len(alone), ids=ids))


def _tell_questions(key: str, entries: Sequence[Entry]) -> None:
    tell()
    tell(say(f"terminal.compare.{key}", count=len(entries)), bold=True)
    for entry in entries:
        kind = say(f"evaluation.kinds.{entry.kind.value}")
        question = {"id": entry.id, "kind": kind, "question": entry.question}
        tell(say("terminal.compare.question", **question), indent=2)
        why = say(f"evaluation.faults.{entry.why}")
        tell(say(f"terminal.compare.{key}_why", why=why), indent=4, dim=True)
