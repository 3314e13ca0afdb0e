"""A row of a table is cited with its heads, where the page shows which they are."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from index.hit import FoundBy, Hit
from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.evidence import Evidence
from retrieval.quoting import quote
from retrieval.tables import heads_of, holds_row

Row = tuple[str, bool]


def box(row: int) -> Box:
    return Box(0.1, 0.1 * row, 0.9, 0.1 * row + 0.05)


def table(*rows: Row, beside: Sequence[bool] = (True,) * 9) -> Page:
    """A page whose lines are rows of (text, bold), one block each."""
    lines = tuple(
        Line(text, box(n), 10, bold=bold, block=n, beside=beside[n])
        for n, (text, bold) in enumerate(rows)
    )
    return Page(1, "1", lines, 600, 800)


HEADS = ("Commune Places Coût", True)
CALAIS = ("Calais 48 620 000 €", False)
LENS = ("Lens 31 410 000 €", False)


def test_bold_rows_at_the_top_are_the_heads() -> None:
    assert heads_of(table(HEADS, CALAIS, LENS), [box(2)]) == "Commune Places Coût"


def test_heads_of_two_rows_are_given_whole() -> None:
    page = table(("Crèches", True), HEADS, CALAIS, LENS)
    assert heads_of(page, [box(3)]) == "Crèches Commune Places Coût"


def test_a_row_without_figures_but_years_heads_rows_with_figures() -> None:
    page = table(("Commune 2023 2024", False), CALAIS, LENS)
    assert heads_of(page, [box(2)]) == "Commune 2023 2024"


@pytest.mark.parametrize(
    ("page", "row"),
    [
        (table(CALAIS, LENS), 1),  # a table that goes on from another page
        (table(("Calais ouverte", False), ("Lens fermée", False)), 1),
        (table(HEADS, CALAIS), 0),  # the heads themselves
        (table(HEADS, CALAIS, beside=(False, False)), 1),  # a title over a sentence
        (table(HEADS, CALAIS, beside=(False, True)), 1),
        (table((" ".join(["Tête"] * 41), True), CALAIS), 1),
        (table(HEADS, CALAIS), 7),  # nothing stands there
        (table(), 0),
    ],
)
def test_where_no_heads_are_sure_none_are_given(page: Page, row: int) -> None:
    assert heads_of(page, [box(row)]) == ""
    assert heads_of(page, []) == ""


@pytest.fixture
def book() -> Any:
    """An edition of the one page of a table."""

    class Book:
        def page(self, number: int) -> Page:
            return table(HEADS, CALAIS, LENS)

    return {"e1": Book()}


@pytest.fixture
def find() -> Callable[..., Evidence]:
    """Evidence in a passage that is the whole table, its rows cut as they are read."""
    text = " ".join(row for row, _ in (HEADS, CALAIS, LENS))
    starts = [text.index(row) for row, _ in (HEADS, CALAIS, LENS)]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    placed = tuple(
        Placement(a, b, 1, box(n)) for n, (a, b) in enumerate(zip(starts, ends, strict=True))
    )
    passage = Passage("p", text, (), placed, "1", sentences=tuple(zip(starts, ends, strict=True)))

    def _find(quoted: str) -> Evidence:
        start = text.index(quoted)
        hit = Hit(passage, "e1", "bilan", 1.0, FoundBy.WORDS)
        return Evidence(hit, start, start + len(quoted), frozenset(), {}, 1.0)

    return _find


def test_a_row_is_cited_with_its_heads(book: Any, find: Callable[..., Evidence]) -> None:
    (citation,) = quote([find("Lens 31 410 000 €")], book).citations

    assert citation.quote == "Lens 31 410 000 €"
    assert citation.parts == ("Commune Places Coût", "Lens 31 410 000 €")
    assert citation.heads == ("Commune Places Coût",)
    assert all(citation.page.holds(part) for part in citation.parts)


def test_a_stretch_that_holds_the_heads_has_one_part(
    book: Any, find: Callable[..., Evidence]
) -> None:
    (citation,) = quote([find("Commune Places Coût Calais 48 620 000 €")], book).citations

    assert citation.parts == (citation.quote,)
    assert citation.heads == ()


def row_of(cells: int, *, beside: bool) -> tuple[Passage, Page]:
    """A passage of one unit whose `cells` stand on a line, and its page."""
    boxes = [Box(0.1 + 0.2 * n, 0.1, 0.25 + 0.2 * n, 0.15) for n in range(cells)]
    lines = tuple(Line(f"mot{n}", each, 10, beside=beside) for n, each in enumerate(boxes))
    places = [(5 * n, 5 * n + (5 if n < cells - 1 else 4)) for n in range(cells)]
    placed = tuple(
        Placement(start, end, 1, each) for (start, end), each in zip(places, boxes, strict=True)
    )
    text = " ".join(line.text for line in lines)
    passage = Passage("p", text, (), placed, "1", sentences=((0, len(text)),))
    return passage, Page(1, "1", lines, 600, 800)


@pytest.mark.parametrize(
    ("cells", "beside", "held"),
    [(3, True, True), (2, True, True), (1, True, False), (3, False, False)],
)
def test_a_passage_holds_a_table_row_where_cells_stand_side_by_side(
    cells: int, beside: bool, held: bool
) -> None:
    passage, page = row_of(cells, beside=beside)
    assert holds_row(passage, lambda _: page) is held
