"""What a person reads in a terminal: sentences, quotes, and bars that show how far a job is."""

import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ui.wording import say

WIDEST = 100
Advance = Callable[[str, int, int], None]


def tell(text: str = "", *, indent: int = 0, bold: bool = False, dim: bool = False) -> None:
    """Writes `text` on stdout, wrapped to the terminal; as it is where a program reads it."""
    wrapped = _wrap(text, indent, terminal=sys.stdout.isatty())
    click.echo(click.style(wrapped, bold=bold or None, dim=dim or None))


def complain(text: str) -> None:
    """Writes the sentence `text` on stderr."""
    click.echo(_wrap(text, 0, terminal=sys.stderr.isatty()), err=True)


def printable(text: str) -> str:
    """`text` without the characters that could drive a terminal or hide what is written.

    Control characters, escapes and bidirectional marks come from a report or a question and must
    not act on the screen of whoever reads them; line breaks stay.
    """
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"})


def _wrap(text: str, indent: int, *, terminal: bool) -> str:
    margin = " " * indent
    lines = printable(text).splitlines() or [""]
    if not terminal:
        return "\n".join(margin + line if line else "" for line in lines)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return "\n".join(
        textwrap.fill(
            line,
            width,
            initial_indent=margin,
            subsequent_indent=margin,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in lines
    )


@contextmanager
def bars(*, quiet: bool) -> Iterator[Advance]:
    """A function (stage, done, total) that moves one bar a stage on stderr.

    Nothing is drawn where `quiet`, or where stderr isn't a terminal. A `total` of 0 means that
    nobody knows how much there is.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _draw_nothing
        return
    # Slow to import, and only needed where somebody looks at a terminal.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeElapsedColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks or progress.tasks[tasks[stage]].completed > done:
                tasks[stage] = progress.add_task(say(f"terminal.stages.{stage}"), amount="")
            amount = _amount(stage, done, total)
            progress.update(tasks[stage], completed=done, total=total or None, amount=amount)

        yield advance


def _draw_nothing(_stage: str, _done: int, _total: int) -> None:
    """Takes note of nothing."""


def _amount(stage: str, done: int, total: int) -> str:
    """« 3,2 / 56,1 Mo » for a download, « 12 / 34 » for pages and passages."""
    if stage != "download":
        return f"{done} / {total}" if total else str(done)
    return " / ".join(megabytes(size) for size in (done, total) if size) + "\u00a0Mo"


def megabytes(size: int) -> str:
    """`size` bytes in megabytes as French writes them: 3,2."""
    return f"{size / 1_000_000:.1f}".replace(".", ",")
