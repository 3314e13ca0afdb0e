"""What is a heading, and of which rank."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.cut import cut_passages
from ingest.figures import is_figure
from ingest.report import Bookmark, Line, PassageKind, Report

Make = Callable[..., Report]
MakeLine = Callable[..., Line]
BODY = "Le Département aide les communes du canton à refaire leurs routes et leurs ponts."


@pytest.fixture
def headings_of(make_report: Make, make_line: MakeLine) -> Callable[..., list[str]]:
    """The headings among blocks of body type, which the arguments follow."""

    def find(*lines: Line) -> list[str]:
        body = [make_line(BODY, 0.02 * n, block=n) for n in range(3)]
        placed = [replace(line, block=10 + at) for at, line in enumerate(lines)]
        passages = cut_passages(make_report([*body, *placed]))
        return [p.text for p in passages if p.kind is PassageKind.HEADING]

    return find


Find = Callable[..., list[str]]


def test_larger_or_bolder_lines_are_headings(headings_of: Find, make_line: MakeLine):
    lines = [make_line("Les routes", size=14), make_line("Les ponts", bold=True), make_line(BODY)]
    assert headings_of(*lines) == ["Les routes", "Les ponts"]


def test_a_numbered_title_of_body_type_is_a_heading(headings_of: Find, make_line: MakeLine):
    lines = [
        make_line("2.1 Les routes"),
        make_line("Article 12 - Les ponts"),
        make_line("1) un item ;"),
    ]
    assert headings_of(*lines) == ["2.1 Les routes", "Article 12 - Les ponts"]


@pytest.mark.parametrize(
    "text",
    [
        "Une phrase entière, en gras, qui finit par un point.",
        "Mairie d'Arras : 304 063 €",
        "Rapporteur : M. Durand",
        "304 063 €",
        "• un item",
        "☑ Régie",
        "et la suite d'une phrase",
        "Tarif de base × coefficient × volumes facturés",
        "mot " * 31,
    ],
)
def test_bold_text_of_these_kinds_is_no_heading(text: str, headings_of: Find, make_line: MakeLine):
    assert headings_of(make_line(text.strip(), bold=True), make_line(BODY)) == []


def test_a_bold_article_may_end_with_a_full_stop(headings_of: Find, make_line: MakeLine):
    lines = [
        make_line("Article 12 - Ponts et bacs.", bold=True),
        make_line("Article 13 - Les ponts sont gratuits.", bold=True),
        make_line("Article 14 : Le Maire est autorisé à signer la convention.", bold=True),
        make_line("Article 15 - Ponts et bacs."),
    ]
    assert headings_of(*lines) == ["Article 12 - Ponts et bacs."]


def test_the_label_of_a_figure_is_no_heading(headings_of: Find, make_line: MakeLine):
    assert headings_of(make_line("36", size=30), make_line("Services numériques", size=14)) == []


def test_a_bookmark_makes_a_heading_of_its_line(make_report: Make):
    report = make_report(["Les routes", BODY])
    marked = replace(report, bookmarks=(Bookmark("LES ROUTES", 1, 0),))
    assert cut_passages(report)[0].kind is PassageKind.BODY
    assert [p.kind.value for p in cut_passages(marked)] == ["heading", "body"]


@pytest.mark.parametrize("text", ["1 294 250,00 €", "+ 12 %", "36", "2,04 milliards", "plus de 80"])
def test_a_figure_with_its_unit_is_one(text: str):
    assert is_figure(text) is True


@pytest.mark.parametrize("text", ["36 services", "Article 5", "12 rue de Lens"])
def test_a_figure_with_words_is_none(text: str):
    assert is_figure(text) is False
