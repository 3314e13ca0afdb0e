"""What `selon quality` does: measures sets of gold questions, and lists the runs that are kept."""

from functools import partial
from pathlib import Path

import click

from retrieval.gold import GoldMissing
from retrieval.gold_sets import GoldReportsMissing, GoldSet
from retrieval.kept_run import KeptRun
from retrieval.quality import figures
from retrieval.run_store import FOLDER, RunStore
from ui.contract import Json, dump
from ui.lists import load_lists
from ui.progress import bars
from ui.quality import Quality, quality_of
from ui.quality_words import editions_of, in_plain_words, made_by, when
from ui.settings import Settings
from ui.shelved import shelved_service
from ui.terminal import complain, tell
from ui.wording import say, say_error


def measure_sets(settings: Settings, which: str, *, as_json: bool) -> None:
    """Measures the set `which` and keeps the run; of `all`, those that can be.

    Raises what `Quality.measure` raises; of `all`, only where none could be measured.
    """
    lists = load_lists(settings)
    quality = quality_of(settings, shelved_service(settings, lists), lists)
    if which in set(GoldSet):
        _measure(quality, GoldSet(which), as_json=as_json)
        return
    left_out: list[GoldMissing | GoldReportsMissing] = []
    for gold_set in GoldSet:
        try:
            _measure(quality, gold_set, as_json=as_json)
        except (GoldMissing, GoldReportsMissing) as exc:
            left_out.append(exc)
    if len(left_out) == len(GoldSet):
        raise left_out[0]
    for each in left_out:
        complain(say("terminal.quality.left_out", why=say_error(each)))


def _measure(quality: Quality, gold_set: GoldSet, *, as_json: bool) -> None:
    with bars(quiet=as_json) as advance:
        run_id = quality.measure(gold_set, "", partial(advance, "questions"))
    if not as_json:
        tell(say("terminal.quality.kept", path=str(quality.runs.folder / f"{run_id}.json")))
        tell()


def tell_runs(settings: Settings, *, as_json: bool) -> None:
    """Writes the runs that are kept, oldest first, and the names of files that can't be read."""
    listed = [RunStore(settings.home / FOLDER).listed(gold_set) for gold_set in GoldSet]
    runs = sorted((run for each in listed for run in each.runs), key=lambda run: run.about.made)
    damaged = [name for each in listed for name in each.damaged]
    if as_json:
        folder = settings.home / FOLDER
        click.echo(dump({"runs": [run_json(run, folder) for run in runs], "damaged": damaged}))
        return
    if not runs:
        tell(say("terminal.quality.none"))
    for run in runs:
        _tell_run(run)
    if damaged:
        tell(say("terminal.quality.damaged", files=", ".join(damaged)))


def _tell_run(run: KeptRun) -> None:
    questions = say(f"terminal.quality.questions.{run.about.gold_set.value}")
    about = {"when": when(run), "by": made_by(run), "editions": ", ".join(editions_of(run))}
    tell(say("terminal.quality.run", **about, questions=questions), bold=True)
    for measure, found in figures(run.entries).items():
        tell(in_plain_words(measure, found), indent=2)


def run_json(run: KeptRun, folder: Path) -> Json:
    """A run in short; its file holds all of it, as `selon evaluate --json` writes it."""
    about = run.about
    return {
        "run": run.id,
        "file": str(folder / f"{run.id}.json"),
        "made": about.made.isoformat(timespec="seconds"),
        "by": about.by,
        "set": about.gold_set.value,
        "gold_sha256": about.gold_sha256,
        "editions": [
            {"report": e.report, "edition": e.edition, "model": e.model} for e in about.editions
        ],
        "version": about.version,
        "commit": about.commit,
        "questions": len(run.entries),
        "figures": {
            measure.value: {"got": found.got, "of": found.of, "between_in_100": found.between}
            for measure, found in figures(run.entries).items()
        },
        "missing_reports": list(run.missing),
    }
