"""Bars in the terminal that show how far a long job is."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ui.wording import MEGABYTE, NO_BREAK, count, decimal, say

DOWNLOADS = {"download", "fetch"}  # a report, a model


class Bars(Protocol):
    """One bar a stage: called with the stage, how much is done, and how much there is.

    A total of 0 means that nobody knows how much there is.
    """

    def __call__(self, stage: str, done: int, total: int) -> None:
        """The bar of `stage` stands at `done` of `total`."""

    def clear(self) -> None:
        """No bar is on the screen, so that something can be written there."""


@contextmanager
def bars(*, quiet: bool) -> Iterator[Bars]:
    """Bars on stderr, gone at the end; none where `quiet` or where stderr isn't a terminal."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _NoBars()
        return
    drawing = _Drawing()
    try:
        yield drawing
    finally:
        drawing.clear()


class _Drawing:
    """Bars drawn by rich."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description:<21}"),
            BarColumn(),
            TextColumn("{task.fields[amount]}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bars: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage not in self._bars:
            self._progress.start()
            self._bars[stage] = self._progress.add_task(say(f"terminal.stages.{stage}"), amount="")
        self._progress.update(
            self._bars[stage],
            completed=done,
            total=total or None,
            amount=amount(stage, done, total),
        )

    def clear(self) -> None:
        """No bar is on the screen; the next call begins afresh."""
        self._progress.stop()
        for bar in self._bars.values():
            self._progress.remove_task(bar)
        self._bars.clear()


class _NoBars:
    """Bars that nobody sees."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Takes note of nothing."""

    def clear(self) -> None:
        """Nothing was there."""


def amount(stage: str, done: int, total: int) -> str:
    """« 3,2 / 56,1 Mo » for what is downloaded, « 12 / 34 » for pages and passages."""
    if stage in DOWNLOADS:
        known = [done, total] if total else [done]
        return " / ".join(decimal(size / MEGABYTE, 1) for size in known) + f"{NO_BREAK}Mo"
    if total:
        return f"{count(done)} / {count(total)}"
    return count(done) if done else ""
