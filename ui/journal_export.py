"""The journal as a table for a spreadsheet: in a file, line by line however long, or in memory."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from retrieval.journal import Entry
from ui.errors import ExportUnwritable
from ui.wording import decimal, say

COLUMNS = (
    "day", "hour", "desk", "outcome", "text", "withheld", "confidence", "pages", "edition",
    "duration_ms", "wrap_up",
)  # fmt: skip
# What a spreadsheet would take for a formula and carry out.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, entries: Iterable[Entry]) -> int:
    """How many entries were written: UTF-8 with a mark, semicolons, French heads.

    Raises `ExportUnwritable`.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            return write_table(file, entries)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as exc:
        raise ExportUnwritable(path=str(path)) from exc


def table_of(entries: Iterable[Entry]) -> bytes:
    """The same table, for a browser to keep: nothing is written on the server."""
    written = io.StringIO(newline="")
    write_table(written, entries)
    return written.getvalue().encode("utf-8-sig")


def write_table(file: TextIO, entries: Iterable[Entry]) -> int:
    """How many entries were written under their French heads."""
    table = csv.writer(file, delimiter=";")
    table.writerow(say(f"journal.columns.{name}") for name in COLUMNS)
    written = 0
    for entry in entries:
        table.writerow(map(harmless, cells_of(entry)))
        written += 1
    return written


def cells_of(entry: Entry) -> tuple[str, ...]:
    """What stands in the columns for `entry`, in words that staff read."""
    return (
        entry.day.isoformat(),
        str(entry.hour),
        say(f"journal.desks.{entry.desk.value}"),
        say(f"outcomes.{entry.outcome.value}.label") if entry.outcome else say("journal.looked_up"),
        entry.text or "",
        say(f"journal.withheld.{entry.withheld.value}") if entry.withheld else "",
        decimal(entry.confidence, 2),
        ", ".join(map(str, entry.pages)),
        entry.edition,
        str(entry.duration_ms),
        say(f"agents.call.{entry.wrap_up.value}") if entry.wrap_up else "",
    )


def harmless(cell: str) -> str:
    """`cell` as no spreadsheet carries it out.

    >>> harmless("=1+1"), harmless("Et 1+1 ?")
    ("'=1+1", 'Et 1+1 ?')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
