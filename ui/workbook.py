"""Tables as XLSX workbooks: strings and figures only, nothing that a spreadsheet carries out."""

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What is written is text, however it begins; a workbook that waits for none of it to be kept in
# memory needs its rows in order.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDEST, _MOST_LETTERS, _MOST_ROWS = 60, 32_767, 1_048_575
_AT_ONCE = 1 << 16

Cell = str | int | float
Row = Sequence[Cell]


def workbook_of(name: str, heads: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A small workbook with one sheet called `name`, in memory."""
    written = io.BytesIO()
    with Workbook(written, {**OPTIONS, "in_memory": True, "constant_memory": False}) as book:
        _fill(book, name, heads, rows)
    return written.getvalue()


def streamed_workbook(name: str, heads: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The same however many rows there are: by way of a folder for us alone, gone at the end."""
    with TemporaryDirectory(prefix="selon-") as folder:
        path = Path(folder) / "table.xlsx"
        with Workbook(str(path), {**OPTIONS, "tmpdir": folder}) as book:
            _fill(book, name, heads, rows)
        with path.open("rb") as file:
            while part := file.read(_AT_ONCE):
                yield part


def _fill(book: Any, name: str, heads: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows beyond what a sheet holds go on on another."""
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet, at, number = None, 0, 0
    for row in rows:
        if sheet is None or at > _MOST_ROWS:
            number += 1
            sheet, at = _sheet(book, name if number == 1 else f"{name} {number}", heads, bold), 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell[:_MOST_LETTERS], wrapped)
            else:
                sheet.write_number(at, column, cell)
        at += 1
    if sheet is None:
        _sheet(book, name, heads, bold)


def _sheet(book: Any, name: str, heads: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.set_column(column, column, min(_WIDEST, max(12, len(head) + 2)))
        sheet.write_string(0, column, head, bold)
    return sheet
