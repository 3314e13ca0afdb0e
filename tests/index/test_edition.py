"""An edition is written whole, opened whole, and refused by the name of the bad file."""

from pathlib import Path
from typing import Any

import pytest

from index.building import build_edition
from index.edition import check_edition, open_edition
from index.errors import EditionDamaged, EditionForeign, EditionMissing, SourceChanged
from index.indexed import index_passages
from index.manifest import FORMAT_VERSION, edition_id
from index.models import identity_of
from index.search import Query, search
from ingest.report import Passage, Report

CUT = {"version": 1}
FILES = (
    "manifest.json",
    "page_words.json",
    "page_words.rows.npy",
    "page_words.starts.npy",
    "page_words.weights.npy",
    "pages.jsonl",
    "passages.jsonl",
    "report.pdf",
    "vectors.faiss",
    "words.json",
    "words.rows.npy",
    "words.starts.npy",
    "words.weights.npy",
)


@pytest.fixture
def folder(tmp_path: Path, report: Report, passages: tuple[Passage, ...], encoder: Any) -> Path:
    folder = tmp_path / "bilan" / edition_id(report.sha256, CUT, identity_of(encoder))
    folder.mkdir(parents=True)
    build_edition(folder, report, passages, encoder, cut=CUT)
    return folder


def test_an_edition_holds_what_went_in(
    folder: Path, report: Report, passages: tuple[Passage, ...]
) -> None:
    edition = open_edition(folder)
    assert edition.passages == passages
    assert edition.pages == report.pages
    assert edition.page(2) == report.pages[1]
    assert edition.pdf.read_bytes() == report.path.read_bytes()
    assert (edition.id, edition.report_slug, edition.title) == (
        folder.name,
        "bilan",
        "Titre de bilan",
    )
    assert edition.manifest.unread_pages == (4,)


def test_it_answers_as_the_passages_did_before_they_were_written(
    folder: Path, passages: tuple[Passage, ...], encoder: Any
) -> None:
    before = index_passages(passages, encoder, name=folder.name, report_slug="bilan")
    for question in ("piscine de Calais", "12000 personnes", "un ordinateur pour les collégiens"):
        expected = search([before], Query.of(question), encoder=encoder)
        assert search([open_edition(folder)], Query.of(question), encoder=encoder) == expected


def test_its_files_are_those_that_are_promised(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_page_that_the_report_lacks_is_an_error(folder: Path, number: int) -> None:
    with pytest.raises(IndexError, match="bilan has 4 pages"):
        open_edition(folder).page(number)


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_refused_by_name(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1])
    with pytest.raises(EditionDamaged) as refused:
        open_edition(folder)
    assert refused.value.values["file"] == name
    assert (refused.value.values["report"], refused.value.values["edition"]) == (
        "bilan",
        folder.name,
    )


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_bit_is_refused_by_name(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(EditionDamaged) as refused:
        check_edition(folder)
    assert refused.value.values["file"] == name


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(EditionMissing) as refused:
        open_edition(folder)
    assert refused.value.values["file"] == name


@pytest.mark.parametrize("name", FILES)
def test_a_foreign_file_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"something else altogether")
    with pytest.raises(EditionDamaged) as refused:
        open_edition(folder)
    assert refused.value.values["file"] == name


def test_another_format_version_is_refused(folder: Path) -> None:
    manifest = folder / "manifest.json"
    content = manifest.read_text(encoding="utf-8")
    manifest.write_text(content.replace('"format_version": 2', '"format_version": 99'))
    with pytest.raises(EditionForeign) as refused:
        open_edition(folder)
    assert (refused.value.values["found"], refused.value.values["known"]) == ("99", FORMAT_VERSION)


def test_an_edition_under_another_name_is_refused(folder: Path) -> None:
    folder.rename(folder.with_name("f" * 16))
    with pytest.raises(EditionDamaged):
        open_edition(folder.with_name("f" * 16))


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EditionMissing):
        open_edition(tmp_path / "bilan" / "nothing")


def test_an_open_edition_answers_after_its_folder_is_gone(folder: Path, encoder: Any) -> None:
    edition = open_edition(folder)
    for path in folder.iterdir():
        path.unlink()
    assert search([edition], Query.of("piscine"), encoder=encoder)[0].passage.first_page == 2
    assert edition.page(3).lines[0].text.startswith("Les collégiens")


def test_a_report_without_any_passage_is_an_edition(
    tmp_path: Path, report: Report, encoder: Any
) -> None:
    folder = tmp_path / "bilan" / edition_id(report.sha256, CUT, identity_of(encoder))
    folder.mkdir(parents=True)
    build_edition(folder, report, [], encoder, cut=CUT)
    edition = open_edition(folder)
    assert search([edition], Query.of("piscine"), encoder=encoder) == []
    assert edition.manifest.passages == 0


def test_a_pdf_that_changed_since_it_was_read_is_refused(
    tmp_path: Path, report: Report, passages: tuple[Passage, ...], encoder: Any
) -> None:
    report.path.write_bytes(b"%PDF-1.7 another one")
    with pytest.raises(SourceChanged) as refused:
        build_edition(tmp_path, report, passages, encoder, cut=CUT)
    assert refused.value.values == {"file": report.path.name}


def test_no_file_of_an_edition_is_read_through_pickle(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pickle would run what it holds."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("pickle was used")

    monkeypatch.setattr("pickle.load", refuse)
    monkeypatch.setattr("pickle.loads", refuse)
    monkeypatch.setattr("pickle.Unpickler", refuse)
    assert open_edition(folder).passages
