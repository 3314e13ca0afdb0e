"""Runs and figures of quality in plain words, the same wherever they are read."""

from retrieval.kept_run import KeptRun
from retrieval.quality import Figure, Measure
from ui.cards import moment_in_words
from ui.render import in_print, told


def in_plain_words(measure: Measure, found: Figure) -> str:
    """The sentence of a figure: of how many questions, how many of a hundred, between what.

    Of few questions only the counts are told.
    """
    if found.few:
        return told(f"legal.quality.few.{measure.value}", of=found.of, got=found.got)
    low, high = found.between
    values = {"of": found.of, "in_100": found.in_100, "low": low, "high": high}
    return told(f"legal.quality.figures.{measure.value}", **values)


def when(run: KeptRun) -> str:
    """When `run` was made, by the clock on the wall."""
    return in_print(moment_in_words(run.about.made))


def made_by(run: KeptRun) -> str:
    """The account that asked for `run`, or « ligne de commande »."""
    return run.about.by or told("staff.quality.runs.command_line")


def editions_of(run: KeptRun) -> tuple[str, ...]:
    """The editions that `run` asked, each as « rapport édition »."""
    return tuple(f"{each.report} {each.edition}" for each in run.about.editions)
