"""Bars in the terminal that show how far a long job is."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ui.wording import MEGABYTE, NO_BREAK, count, decimal, say

Advance = Callable[[str, int, int], None]


@contextmanager
def bars(*, quiet: bool) -> Iterator[Advance]:
    """A function (stage, done, total) that moves one bar a stage on stderr.

    Nothing is drawn where `quiet`, or where stderr isn't a terminal. A `total` of 0 means that
    nobody knows how much there is.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _draw_nothing
        return
    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Drawing(progress)


class _Drawing:
    """One bar a stage; a stage that begins again (the next file) begins a new bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, tuple[TaskID, int]] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        bar, before = self._bars.get(stage, (None, 0))
        if bar is None or done < before:
            bar = self._progress.add_task(say(f"terminal.stages.{stage}"), amount="")
        self._bars[stage] = (bar, done)
        shown = amount(stage, done, total)
        self._progress.update(bar, completed=done, total=total or None, amount=shown)


def amount(stage: str, done: int, total: int) -> str:
    """« 3,2 / 56,1 Mo » for a download, « 12 / 34 » for pages and passages."""
    if stage == "download":
        known = [done, total] if total else [done]
        sizes = (decimal(size / MEGABYTE, 1) for size in known)
        return " / ".join(sizes) + f"{NO_BREAK}Mo"
    return f"{count(done)} / {count(total)}" if total else count(done)


def _draw_nothing(_stage: str, _done: int, _total: int) -> None:
    """Takes note of nothing."""
