"""An edition's record of itself."""

import json
from datetime import date

import pytest

from index.errors import EditionDamaged, EditionForeign
from index.manifest import (
    FORMAT_VERSION,
    FileSeal,
    Manifest,
    edition_id,
    read_manifest,
    write_manifest,
)
from index.models import ModelIdentity
from ingest.report import Provenance

MODEL = ModelIdentity("m", "r", 384)
MANIFEST = Manifest(
    edition="0123456789abcdef",
    report="bilan",
    title="Bilan d'étape",
    provenance=Provenance(
        "bilan.pdf", "https://exemple.fr/bilan.pdf", page_title="Bilan", published=date(2025, 12, 9)
    ),
    sha256="ab" * 32,
    model=MODEL,
    cut={"version": 1, "words": 120},
    pages=30,
    passages=211,
    unread_pages=(2, 29),
    built="2025-12-09T08:00:00+00:00",
    files={"report.pdf": FileSeal("cd" * 32, 1000), "pages.jsonl": FileSeal("ef" * 32, 234)},
)


def read(content: bytes) -> Manifest:
    return read_manifest(content, report="bilan", edition="0123456789abcdef")


def test_a_manifest_comes_back_as_it_was() -> None:
    assert read(write_manifest(MANIFEST)) == MANIFEST


def test_an_edition_takes_what_its_files_take() -> None:
    assert MANIFEST.bytes == 1234


def test_another_format_version_is_foreign() -> None:
    record = json.loads(write_manifest(MANIFEST))
    record["format_version"] = 99
    with pytest.raises(EditionForeign) as refused:
        read(json.dumps(record).encode())
    assert refused.value.values == {
        "report": "bilan",
        "edition": "0123456789abcdef",
        "found": "99",
        "known": FORMAT_VERSION,
    }


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe"])
def test_what_is_no_manifest_is_damaged(content: bytes) -> None:
    with pytest.raises(EditionDamaged) as refused:
        read(content)
    assert refused.value.values["file"] == "manifest.json"


def test_a_changed_word_breaks_the_seal() -> None:
    with pytest.raises(EditionDamaged) as refused:
        read(write_manifest(MANIFEST).replace(b'"pages": 30', b'"pages": 31'))
    assert refused.value.values["why"] == "altered after it was written"


def test_the_manifest_of_another_edition_is_refused() -> None:
    with pytest.raises(EditionDamaged) as refused:
        read_manifest(write_manifest(MANIFEST), report="bilan", edition="f" * 16)
    assert refused.value.values["why"] == "it is that of bilan/0123456789abcdef"


def test_the_same_pdf_cut_and_model_give_the_same_id() -> None:
    one = edition_id("ab", {"words": 120, "version": 1}, MODEL)
    assert one == edition_id("ab", {"version": 1, "words": 120}, MODEL)
    assert len(one) == 16


def test_anything_else_gives_another_id() -> None:
    ids = {
        edition_id("ab", {"version": 1}, MODEL),
        edition_id("ac", {"version": 1}, MODEL),
        edition_id("ab", {"version": 2}, MODEL),
        edition_id("ab", {"version": 1}, ModelIdentity("m", "s", 384)),
        edition_id("ab", {"version": 1}, ModelIdentity("n", "r", 384)),
    }
    assert len(ids) == 5
