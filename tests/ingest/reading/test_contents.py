"""Contents pages."""

from collections.abc import Callable

import pytest

from ingest.contents import is_contents
from ingest.report import Line

Make = Callable[..., Line]


def lines(make_line: Make, *texts: str) -> list[Line]:
    return [make_line(text) for text in texts]


def test_dot_leaders_tell_a_contents_page(make_line: Make):
    page = lines(
        make_line, "Budget ..... 3", "Routes ..... 7", "Collèges ..... 12", "Annexes ..... 30"
    )
    assert is_contents(page, 40) is True


def test_a_page_called_sommaire_with_numbers_is_one(make_line: Make):
    page = lines(
        make_line,
        "Sommaire",
        "Le budget",
        "4",
        "01 Les routes",
        "02 Le collège",
        "03 La mer",
        "04 Fin",
    )
    assert is_contents(page, 40) is True


def test_titles_that_end_in_growing_numbers_are_one(make_line: Make):
    page = lines(make_line, "Le budget 3", "Les routes 7", "Les collèges 12", "Annexes 30")
    assert is_contents(page, 40) is True


def test_a_table_of_figures_is_none(make_line: Make):
    page = lines(make_line, "Arras 42", "Béthune 12", "Calais 37", "Lens 3", "Boulogne 9")
    assert is_contents(page, 40) is False


def test_prose_is_none(make_line: Make):
    page = lines(
        make_line, "Le Département aide", "les communes en 2024", "et les collèges.", "Il agit."
    )
    assert is_contents(page, 40) is False


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("Les routes et les ponts 12", 12),
        ("12 Les routes et les ponts", 12),
        ("p. 12 Les routes", 12),
        ("2.1 Les routes 12", 12),
    ],
)
def test_a_title_has_its_number_at_either_end(line: str, page: int, make_line: Make):
    lines = [make_line("Sommaire"), *(make_line(line) for _ in range(4))]
    assert is_contents(lines, page) is True
    assert is_contents(lines, page // 2 - 1) is False


@pytest.mark.parametrize("line", ["Les routes et les ponts", "12 345", "Plus de 12 345 habitants"])
def test_other_lines_have_none(line: str, make_line: Make):
    assert is_contents([make_line("Sommaire"), *(make_line(line) for _ in range(4))], 100) is False
