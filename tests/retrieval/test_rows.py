"""Table rows are quoted with their heads, each part in that table of the page."""

from dataclasses import replace

import pytest

from index.hit import FoundBy, Hit
from ingest.report import Box, Cell, Line, Page, Passage, Placement, Row, RowCell
from retrieval.answer import Citation, QuoteNotOnPage
from retrieval.evidence import Evidence, units
from retrieval.judge import verify
from retrieval.quoting import quote
from retrieval.rows import rows_between, write
from retrieval.spoken import spoken_of

WHOLE = Box(0, 0, 1, 1)
INSIDE = Box(0, 0.2, 1, 0.8)
HEADS, LENS = ("Commune", "2023", "2024"), ("Lens", "12 345 €", "12 400 €")
TEXT = "Commune 2023 2024 Lens 12 345 € 12 400 €"
START = TEXT.index("Lens")
WRITTEN = "Lens | 2023 : 12 345 € | 2024 : 12 400 €"


def row(**changes: object) -> Row:
    cells = tuple(
        RowCell(TEXT.index(word), TEXT.index(word) + len(word), n, (HEADS[n],))
        for n, word in enumerate(LENS)
    )
    return replace(Row(START, len(TEXT), 1, 1, cells, heads_page=1), **changes)


def passage(lens: Row) -> Passage:
    places = (Placement(0, START, 1, WHOLE), Placement(START, len(TEXT), 1, WHOLE))
    spans = ((0, START - 1), (START, len(TEXT)))
    return Passage("p", TEXT, (), places, "1", sentences=spans, rows=(lens,))


def page(*, heads_in: int = 1, over: str = "", under: str = "") -> Page:
    table = _table(heads_in)
    top = [Line(over, Box(0, 0, 1, 0.1), 10)] if over else []
    below = [Line(under, Box(0, 0.9, 1, 1), 10)] if under else []
    return Page(1, "1", (*top, *table, *below), 600, 800)


def _table(heads_in: int) -> list[Line]:
    lines = [Line(w, INSIDE, 10, cell=Cell(heads_in, 0, n)) for n, w in enumerate(HEADS)]
    return lines + [Line(w, INSIDE, 10, cell=Cell(1, 1, n)) for n, w in enumerate(LENS)]


class Book:
    """An edition of one page."""

    def __init__(self, on: Page) -> None:
        self._on = on

    def page(self, number: int) -> Page:
        return self._on


def cite(lens: Row, on: Page) -> Citation:
    hit = Hit(passage(lens), "e1", "bilan", 1.0, FoundBy.WORDS)
    evidence = Evidence(hit, START, len(TEXT), frozenset(), {}, 1.0)
    return next(iter(quote([evidence], {"e1": Book(on)}).citations))


def test_a_row_is_quoted_with_its_heads() -> None:
    citation = cite(row(), page())

    assert citation.quote == WRITTEN
    assert citation.parts == ("Lens", "2023", "12 345 €", "2024", "12 400 €")


def test_the_heads_of_its_group_come_first() -> None:
    assert write(TEXT, (row(above=("Aides",)),)).text == f"Aides | {WRITTEN}"


def test_every_part_stands_where_it_is_said_to() -> None:
    said = write(TEXT, (row(above=("Aides",)),))
    assert all(said.text[p.start :].startswith(p.text) for p in said.parts)


def test_heads_of_an_earlier_page_are_no_part_of_the_quote() -> None:
    assert cite(row(heads_page=0), page()).parts == ("Lens", "12 345 €", "12 400 €")


def test_parts_of_another_table_are_refused() -> None:
    with pytest.raises(StopIteration):
        cite(row(), page(heads_in=2))
    with pytest.raises(QuoteNotOnPage):
        Citation(
            passage(row()),
            WRITTEN,
            page(heads_in=2),
            "e1",
            "bilan",
            START,
            len(TEXT),
            parts=("2023",),
            rows=(row(),),
        )


IN_THOUSANDS = {"counted_in": "en milliers", "counted_page": 1}


def test_what_the_figures_are_counted_in_is_a_part_found_over_the_table() -> None:
    citation = cite(row(**IN_THOUSANDS), page(over="Dépenses, en milliers"))

    assert citation.quote == f"{WRITTEN} | en milliers"
    assert citation.parts[-1] == "en milliers"
    assert verify(citation, Book(page(over="Dépenses, en milliers")))


@pytest.mark.parametrize("on", [page(), page(under="en milliers"), page(over="en mille")])
def test_a_unit_that_does_not_stand_over_the_table_is_refused(on: Page) -> None:
    with pytest.raises(StopIteration):
        cite(row(**IN_THOUSANDS), on)


def test_a_unit_of_an_earlier_page_is_no_part_of_the_quote() -> None:
    assert cite(row(counted_in="en milliers", counted_page=0), page()).quote == WRITTEN


def test_a_row_is_said_with_its_unit() -> None:
    said = spoken_of(cite(row(**IN_THOUSANDS), page(over="en milliers")))
    assert said.text.endswith("2024 : 12 400 euros ; en milliers")


def test_prose_is_no_row() -> None:
    assert rows_between(passage(row()), 0, START - 1) == ()
    assert rows_between(passage(row()), 0, len(TEXT)) == ()


def test_a_row_is_found_by_the_words_of_its_heads() -> None:
    lens = units(replace(passage(row()), id="q"))[1]
    assert "2024" in lens.stems


def test_a_row_is_said_with_its_heads() -> None:
    said = spoken_of(cite(row(), page()))
    assert said.text == "Lens, 2023 : 12 345 euros ; 2024 : 12 400 euros"
    assert said.whole
