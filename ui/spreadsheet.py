"""Tables that a French spreadsheet opens rightly, and takes no cell of for a formula."""

import csv
import io
from collections.abc import Iterable
from itertools import chain
from typing import TextIO

# The mark that tells a spreadsheet that the file is UTF-8 comes with this encoding.
ENCODING = "utf-8-sig"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rows(file: TextIO, rows: Iterable[Iterable[str]]) -> int:
    """How many `rows` were written, with semicolons between cells and each cell `harmless`."""
    table, written = csv.writer(file, delimiter=";", lineterminator="\r\n"), 0
    for row in rows:
        table.writerow(map(harmless, row))
        written += 1
    return written


def csv_of(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """The whole table in memory, `heads` above its `rows`, with the mark of its encoding."""
    written = io.StringIO(newline="")
    write_rows(written, chain([heads], rows))
    return written.getvalue().encode(ENCODING)


def harmless(cell: str) -> str:
    """`cell` as no spreadsheet carries it out.

    >>> harmless("=1+1"), harmless("Et 1+1 ?")
    ("'=1+1", 'Et 1+1 ?')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
