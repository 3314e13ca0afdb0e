"""Runs one after the other: the chart of their main figures, and the table to save."""

from collections.abc import Iterator, Sequence

from retrieval.kept_run import KeptRun
from retrieval.quality import Figure, Measure, figures
from ui.chart import Chart, Kind, Series
from ui.render import told
from ui.spreadsheet import csv_of
from ui.staff.quality_views import run_views
from ui.wording import say

DRAWN = (Measure.RIGHT, Measure.REFUSED)
FIGURES = ("in_100", "low", "high", "of")


def trend(runs: Sequence[KeptRun]) -> Chart:
    """The main figures of `runs`, oldest first, each with its interval."""
    return Chart(
        kind=Kind.LINES,
        labels=tuple(f"{run.about.made.astimezone():%d/%m/%y}" for run in runs),
        series=tuple(_series(measure, runs) for measure in DRAWN),
        unit="%",
    )


def _series(measure: Measure, runs: Sequence[KeptRun]) -> Series:
    found = [figures(run.entries).get(measure) for run in runs]
    return Series(
        name=told(f"staff.quality.measures.{measure.value}"),
        values=tuple(each.in_100 if each else None for each in found),
        low=tuple(each.between[0] if each else None for each in found),
        high=tuple(each.between[1] if each else None for each in found),
    )


def runs_csv(runs: Sequence[KeptRun]) -> bytes:
    """A row for each run, the newest first: when, by whom, on what, and all its figures."""
    heads = [say(f"staff.quality.heads.{name}") for name in ("when", "by", "edition", "model")]
    heads.append(say("staff.quality.heads.software"))
    for measure in Measure:
        name = say(f"staff.quality.measures.{measure.value}")
        heads += [say(f"staff.quality.csv_heads.{each}", name=name) for each in FIGURES]
    return csv_of(heads, _rows(runs))


def _rows(runs: Sequence[KeptRun]) -> Iterator[list[str]]:
    for view, run in zip(run_views(runs), reversed(runs), strict=True):
        found = figures(run.entries)
        about = run.about.made.astimezone().isoformat(sep=" ", timespec="minutes")[:16]
        told_of = [about, view.by, ", ".join(view.editions), view.models, view.software]
        yield told_of + [cell for measure in Measure for cell in _cells(found.get(measure))]


def _cells(found: Figure | None) -> list[str]:
    if found is None:
        return [""] * len(FIGURES)
    return [str(number) for number in (found.in_100, *found.between, found.of)]
