"""A quoted row of a table is shown with its heads and with what its figures are counted in."""

from dataclasses import replace

import pytest

from ingest.report import Box, Cell, Line, Page, Passage, Placement, Row, RowCell
from retrieval.answer import Citation
from retrieval.rows import write
from ui.table_view import TableView, table_view

TOP, INSIDE = Box(0, 0, 1, 0.1), Box(0, 0.2, 1, 0.8)
ROW = Row(
    0,
    12,
    page=2,
    table=1,
    cells=(RowCell(0, 5, 0), RowCell(6, 12, 1, ("2024",))),
    heads_page=2,
    counted_in="en k€",
    counted_page=2,
)
TEXT = "Arras 12 345"


def shown(row: Row) -> TableView:
    words = ("2024", *TEXT.split(" ", 1))
    cells = [Line(word, INSIDE, 10, cell=Cell(1, n > 0, n)) for n, word in enumerate(words)]
    page = Page(2, "2", (Line("Dépenses (en k€)", TOP, 10), *cells), 600, 800)
    passage = Passage("p", TEXT, (), (Placement(0, len(TEXT), 2, INSIDE),), "2", rows=(row,))
    said = write(TEXT, (row,))
    parts = tuple(part.text for part in said.parts)
    cited = Citation(passage, said.text, page, "e1", "bilan", 0, 12, parts, rows=(row,))
    view = table_view(cited)
    assert view is not None
    return view


def test_the_unit_of_the_figures_is_shown_over_them() -> None:
    view = shown(ROW)

    assert (view.counted_in, view.counted_page) == ("en k€", None)
    assert view.heads == ("", "2024")
    assert [[span.text for span in cell.spans] for cell in view.rows[0].cells] == [
        ["Arras"],
        ["12 345"],
    ]


@pytest.mark.parametrize(("heads_page", "told"), [(2, 1), (1, None)])
def test_a_unit_of_an_earlier_page_says_where_it_stands(heads_page: int, told: int | None) -> None:
    view = shown(replace(ROW, counted_page=1, heads_page=heads_page))

    assert (view.counted_in, view.counted_page) == ("en k€", told)


def test_a_unit_that_a_head_says_is_shown_once() -> None:
    corner = replace(ROW.cells[0], heads=("Dépenses (en k€)",))

    assert shown(replace(ROW, cells=(corner, ROW.cells[1]))).counted_in == ""
