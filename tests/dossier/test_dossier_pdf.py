"""The embedded dossier: written again it is the same, and it is what it says it is."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from dossier.facts import Fact, load_facts
from dossier.paper import Paper, read_paper
from dossier.plan import load_plan
from dossier.write import FACT_PAGES, PDF, Dossier, make_dossier
from ingest.normalise import normalise
from ingest.pdf import read_report
from ingest.report import Provenance


@pytest.fixture(scope="module")
def rewritten() -> Dossier:
    return make_dossier()


@pytest.fixture(scope="module")
def committed() -> Paper:
    return read_paper(PDF.read_bytes())


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(PDF)


@pytest.fixture(scope="module")
def facts() -> dict[str, Fact]:
    return load_facts()


def structure(reader: PdfReader) -> list[DictionaryObject]:
    """Every element of the tag tree."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]], []
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)
            waiting.append(node.get("/K", []))
    return found


def test_writing_the_dossier_again_gives_the_same_text_page_by_page(
    tmp_path: Path, rewritten: Dossier, committed: Paper
) -> None:
    copy = tmp_path / "dossier.pdf"
    copy.write_bytes(rewritten.pdf)
    again = read_paper(copy.read_bytes())
    for number, (old, new) in enumerate(zip(committed.texts, again.texts, strict=True), start=1):
        assert new == old, f"page {number} changed: run `python -m dossier.write`"
    assert again.labels == committed.labels


def test_writing_the_dossier_again_gives_the_same_fact_pages(rewritten: Dossier) -> None:
    assert rewritten.fact_pages == json.loads(FACT_PAGES.read_text("utf-8"))


def test_it_has_at_least_thirty_pages_and_weighs_less_than_five_megabytes(
    committed: Paper,
) -> None:
    assert len(committed.texts) >= 30
    assert PDF.stat().st_size < 5_000_000


def test_every_statement_stands_word_for_word_on_its_page(
    committed: Paper, facts: dict[str, Fact]
) -> None:
    pages = json.loads(FACT_PAGES.read_text("utf-8"))
    assert list(pages) == list(facts)
    for fact in facts.values():
        entry = pages[fact.id]
        assert normalise(fact.statement) in committed.texts[entry["page"] - 1], fact.id
        assert committed.labels[entry["page"] - 1] == entry["label"]


def test_the_string_of_a_fact_stands_on_its_page_and_in_no_other_statement(
    committed: Paper, facts: dict[str, Fact]
) -> None:
    for name, entry in json.loads(FACT_PAGES.read_text("utf-8")).items():
        assert normalise(entry["string"]) in committed.texts[entry["page"] - 1]
        holders = [fact.id for fact in facts.values() if entry["string"] in fact.statement]
        assert holders == [name]


def test_every_statement_stands_in_one_column(committed: Paper, facts: dict[str, Fact]) -> None:
    for name, entry in json.loads(FACT_PAGES.read_text("utf-8")).items():
        assert committed.page_of(facts[name]) == entry["page"], name


def test_what_is_shown_in_a_box_elsewhere_stands_on_another_page() -> None:
    for entry in json.loads(FACT_PAGES.read_text("utf-8")).values():
        assert entry["page"] not in entry.get("also", [])


def test_our_own_reader_finds_every_statement_on_its_page(facts: dict[str, Fact]) -> None:
    report = read_report(PDF, slug="dossier", provenance=Provenance(source=PDF.name))
    for name, entry in json.loads(FACT_PAGES.read_text("utf-8")).items():
        assert report.pages[entry["page"] - 1].holds(facts[name].statement), name


def test_another_reader_finds_every_statement_on_the_same_page(
    reader: PdfReader, facts: dict[str, Fact]
) -> None:
    texts = [normalise(page.extract_text()) for page in reader.pages]
    for name, entry in json.loads(FACT_PAGES.read_text("utf-8")).items():
        assert normalise(facts[name].statement) in texts[entry["page"] - 1], name


def test_every_source_is_listed_with_its_title_and_its_address(
    committed: Paper, facts: dict[str, Fact]
) -> None:
    sources = load_plan(facts).sources.values()
    start = next(n for n, text in enumerate(committed.texts) if "Sources [1]" in text)
    whole = " ".join(committed.texts[start:])
    packed = whole.replace(" ", "")
    assert [source.number for source in sources] == list(range(1, len(sources) + 1))
    for source in sources:
        assert f"[{source.number}] {source.title}" in whole
        assert source.url in packed


def test_labels_are_roman_then_arabic_from_one(committed: Paper) -> None:
    roman = [label for label in committed.labels if not label.isdigit()]
    assert roman[:4] == ["i", "ii", "iii", "iv"]
    rest = committed.labels[len(roman) :]
    assert list(rest) == [str(number) for number in range(1, len(rest) + 1)]


def test_cover_says_that_it_is_not_the_official_report_and_how_to_read_that_one(
    committed: Paper,
) -> None:
    assert "Ce document n'est pas le rapport officiel." in committed.texts[0]
    assert (
        "selon ingest https://www.pasdecalais.fr/bilan-detape-du-projet-de-mandat-2022-2027"
        in committed.texts[0]
    )


def test_language_title_author_and_keywords_are_set(reader: PdfReader) -> None:
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Dossier documentaire : l'action du Département du Pas-de-Calais, 2021-2025"
    )
    assert reader.metadata.author == "Selon"
    assert "projet de mandat" in reader.metadata["/Keywords"]


def test_bookmarks_name_every_chapter_and_theme(reader: PdfReader, facts: dict[str, Fact]) -> None:
    titles: list[str] = []

    def read(outline: list[object]) -> None:
        for item in outline:
            if isinstance(item, list):
                read(item)
            else:
                titles.append(normalise(item.title))

    read(reader.outline)
    assert titles[:3] == [
        "Avertissement",
        "Interroger le rapport officiel",
        "Avant de citer ce dossier",
    ]
    assert {normalise(theme) for theme in load_plan(facts).themes} <= set(titles)


def test_it_is_tagged_and_every_figure_has_a_description(reader: PdfReader) -> None:
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    figures = [node for node in structure(reader) if node["/S"] == "/Figure"]
    assert len(figures) >= 10
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_lines_end_in_cut_words(reader: PdfReader) -> None:
    text = "".join(page.extract_text() for page in reader.pages)
    assert text.count("\u00ad\n") > 100


def test_no_outside_page_is_needed_to_show_it() -> None:
    fonts = {
        font["/FontDescriptor"].get_object().get("/FontFile3")
        or font["/FontDescriptor"].get_object().get("/FontFile2")
        for page in PdfReader(BytesIO(PDF.read_bytes())).pages
        for name in page["/Resources"].get("/Font", {}).values()
        for font in name.get_object()["/DescendantFonts"].get_object()
    }
    assert None not in fonts
