"""Writes for a person in a terminal: wrapped, and safe to show whatever a report holds."""

import shutil
import sys
import textwrap
import unicodedata

import click

WIDEST = 100


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
