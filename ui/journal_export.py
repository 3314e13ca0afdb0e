"""The journal as a table for a spreadsheet: in a file, line by line however long, or in memory."""

import codecs
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from retrieval.journal import Entry
from ui.errors import ExportUnwritable
from ui.spreadsheet import ENCODING, write_rows
from ui.wording import decimal, say

COLUMNS = (
    "day", "hour", "desk", "outcome", "text", "withheld", "confidence", "pages", "edition",
    "duration_ms", "wrap_up", "filtered",
)  # fmt: skip
AT_ONCE = 1000


def write_csv(path: Path, entries: Iterable[Entry]) -> int:
    """How many entries were written: UTF-8 with a mark, semicolons, French heads.

    Raises `ExportUnwritable`.
    """
    try:
        with path.open("w", encoding=ENCODING, newline="") as file:
            return write_table(file, entries)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as exc:
        raise ExportUnwritable(path=str(path)) from exc


def table_parts(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The same table part by part, for a browser to keep: nothing is written on the server."""
    rows = chain([heads()], map(cells_of, entries))
    mark = codecs.BOM_UTF8
    while part := list(islice(rows, AT_ONCE)):
        written = io.StringIO(newline="")
        write_rows(written, part)
        yield mark + written.getvalue().encode()
        mark = b""


def heads() -> tuple[str, ...]:
    """The French heads of the table."""
    return tuple(say(f"journal.columns.{name}") for name in COLUMNS)


def write_table(file: TextIO, entries: Iterable[Entry]) -> int:
    """How many entries were written under their French heads."""
    return write_rows(file, chain([heads()], map(cells_of, entries))) - 1


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
        say("journal.filtered") if entry.filtered else "",
    )
