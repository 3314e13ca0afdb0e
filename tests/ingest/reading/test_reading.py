"""A whole PDF read into a report."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from ingest.cut import cut_passages
from ingest.pdf import read_report
from ingest.report import PassageKind, Provenance, Report

ReadSource = Callable[[str], Report]
Read = Callable[[Path], Report]
TextPdf = Callable[..., Path]

REPORT = """
#set document(title: "Bilan de l'essai")
#set page(paper: "a5", margin: 2cm, header: [Bilan de l'essai], numbering: "1")
#set text(lang: "fr", size: 10pt, hyphenate: true)
#set par(justify: true)
#outline(title: "Sommaire")
#pagebreak()
= Les routes
Le Département entretient les routes départementales. M. Durand en est chargé (cf. p. 12).
== Les ponts
Il a réparé 14 ponts en 2024, pour 1 294 250,00 €. C'est plus qu'en 2023.
#pagebreak()
= Les collèges
#columns(2)[#lorem(120)]
#pagebreak()
= Les aides
#table(columns: 3,
  [Commune], [2023], [2024], [Arras], [1 200 €], [1 350 €], [Lens], [800 €], [950 €])
#pagebreak()
= La fin
Le centre-ville de Calais est rénové.
"""


@pytest.fixture
def report(read_source: ReadSource) -> Report:
    return read_source(REPORT)


def test_a_report_knows_its_file(report: Report):
    assert (report.slug, report.title) == ("essai", "Bilan de l'essai")
    assert report.sha256 == hashlib.sha256(report.path.read_bytes()).hexdigest()


def test_pages_count_from_1(report: Report):
    assert [page.number for page in report.pages] == [1, 2, 3, 4, 5]


def test_running_heads_and_page_numbers_are_gone(report: Report):
    assert report.pages[4].text == "La fin Le centre-ville de Calais est rénové."


def test_the_contents_page_is_marked(report: Report):
    assert [page.contents for page in report.pages] == [True, False, False, False, False]


def test_bookmarks_are_kept(report: Report):
    marks = [(mark.title, mark.page, mark.depth) for mark in report.bookmarks]
    assert marks[:2] == [("Les routes", 2, 0), ("Les ponts", 2, 1)]


def test_passages_carry_their_headings(report: Report):
    bodies = [p for p in cut_passages(report) if p.first_page == 2 and p.kind is PassageKind.BODY]
    assert [p.headings for p in bodies] == [("Les routes",), ("Les routes", "Les ponts")]
    last = bodies[1]
    assert [last.text[a:b] for a, b in last.sentences] == [
        "Il a réparé 14 ponts en 2024, pour 1 294 250,00 €.",
        "C’est plus qu’en 2023.",
    ]


def test_a_table_is_read_by_rows(report: Report):
    assert [line.text for line in report.pages[3].lines] == [
        "Les aides",
        *("Commune", "2023", "2024"),
        *("Arras", "1 200 €", "1 350 €"),
        *("Lens", "800 €", "950 €"),
    ]


def test_hyphens_of_the_line_are_taken_out_of_the_text(report: Report):
    # The columns are narrow: Typst cuts words there. "Lorem ipsum" holds no hyphen of its own.
    assert any(line.text.endswith("\u00ad") for line in report.pages[2].lines)
    assert "-" not in report.pages[2].text
    assert "\u00ad" not in report.pages[2].text


def test_progress_is_told_page_by_page(compile_pdf: Callable[[str], Path], read: Read):
    told: list[tuple[int, int]] = []
    read_report(
        compile_pdf("un #pagebreak() deux"),
        slug="x",
        provenance=Provenance("x.pdf"),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (2, 2)]


def test_page_labels_of_the_pdf_are_used(read_source: ReadSource):
    report = read_source(
        '#set page(numbering: "i")\nun #pagebreak() deux #pagebreak()\n'
        '#set page(numbering: "1")\n#counter(page).update(1)\ntrois'
    )
    assert [page.label for page in report.pages] == ["i", "ii", "1"]


def test_a_page_without_text_is_unread(text_pdf: TextPdf, read: Read):
    report = read(text_pdf("BT /F1 10 Tf 20 150 Td (Bonjour) Tj ET", "0 0 100 100 re f"))
    assert report.unread_pages == (2,)
    assert [p.text for p in cut_passages(report)] == ["Bonjour"]


def test_what_is_cropped_away_is_not_read(text_pdf: TextPdf, read: Read):
    path = text_pdf("BT /F1 10 Tf 20 150 Td (dedans) Tj 0 -100 Td (dehors) Tj ET")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([0, 100, 200, 200])
        pdf.save(path)
    page = read(path).pages[0]
    assert (page.text, page.width, page.height) == ("dedans", 200, 100)
    assert page.lines[0].box.bottom == pytest.approx(0.522, abs=0.001)


def test_a_report_without_a_title_is_called_by_its_largest_line(text_pdf: TextPdf, read: Read):
    stream = "BT /F1 24 Tf 10 150 Td (Bilan 2024) Tj /F1 10 Tf 0 -50 Td (Commune) Tj ET"
    assert read(text_pdf(stream)).title == "Bilan 2024"
