"""What the text of pages is made of."""

import pytest

from ingest.report import Box, Cell, Line, Page
from retrieval.page_text import OtherLanguage, odd_characters, other_languages, table_share

WHOLE = Box(0, 0, 1, 1)
FRENCH = (
    "La ville entretient quatorze écoles et trente kilomètres de routes communales chaque année."
)
ENGLISH = (
    "The council has renewed its support for rural communities, and two new libraries were opened "
    "to the public this year."
)


def page(number: int, *lines: Line) -> Page:
    return Page(number, str(number), lines, 600, 800)


def line(text: str, block: int = 0, cell: Cell | None = None) -> Line:
    return Line(text, WHOLE, 10, block=block, cell=cell)


def test_the_share_of_text_in_tables_counts_letters_and_figures() -> None:
    pages = [page(1, line("Arras : 12 345")), page(2, line("Lens, 12 345 ", 0, Cell(1, 0, 0)))]
    assert table_share(pages) == pytest.approx(9 / 19)
    assert table_share([page(1)]) == 0


def test_odd_characters_are_told_by_page_with_their_codes() -> None:
    (found,) = odd_characters([page(1, line(FRENCH)), page(2, line("\ue001bc\ue001 \ufffd"))])
    assert (found.page, found.count, found.codes) == (2, 3, ("U+E001", "U+FFFD"))


def test_paragraphs_in_another_language_are_told_by_page() -> None:
    pages = [page(1, line(FRENCH)), page(2, line(FRENCH), line(ENGLISH, 1), line(ENGLISH, 2))]
    words = 2 * len(ENGLISH.split())
    assert list(other_languages(pages)) == [OtherLanguage(2, "en", words)]


@pytest.mark.parametrize("text", ["Opening hours", "Arras Lens Béthune " * 6, "12 345 " * 20])
def test_names_figures_and_a_few_words_are_no_other_language(text: str) -> None:
    assert list(other_languages([page(1, line(text))])) == []
