"""Names from outside, made safe."""

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.file_name import SLUG_LENGTH, distinct_slug, pdf_name, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bilan d'étape 2022–2027.PDF", "bilan-d-etape-2022-2027"),
        ("10_rpqs.pdf", "10-rpqs"),
        ("Œuvre æ.pdf", "oeuvre-ae"),
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\rapports\\a.pdf", "a"),
        ("報告.pdf", "document"),
        ("---.pdf", "document"),
        (".pdf", "document"),
        ("", "document"),
        ("a.pdf.pdf", "a-pdf"),
    ],
)
def test_a_slug_is_the_file_name_in_plain_letters(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text())
def test_a_slug_is_short_plain_and_never_empty(name: str) -> None:
    slug = slug_of(name)
    assert 1 <= len(slug) <= SLUG_LENGTH
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_a_slug_that_is_taken_is_numbered_within_the_length() -> None:
    taken = {"a", "a-2", "x" * SLUG_LENGTH}
    assert distinct_slug("A.pdf", taken) == "a-3"
    assert distinct_slug("x" * 80, taken) == "x" * (SLUG_LENGTH - 2) + "-2"


@pytest.mark.parametrize(
    ("disposition", "path", "name"),
    [
        ("", "/media/bilan.pdf", "bilan.pdf"),
        ("", "/media/bilan%20d%27%C3%A9tape.PDF", "bilan d'étape.pdf"),
        ("", "/telecharger/42", "42.pdf"),
        ("", "/", "document.pdf"),
        ("inline", "/media/bilan.pdf", "bilan.pdf"),
        ('attachment; filename="un rapport.pdf"', "/x", "un rapport.pdf"),
        ("attachment; filename=rapport.pdf", "/x", "rapport.pdf"),
        ("attachment; filename=\"a.pdf\"; filename*=UTF-8''b%C3%A9.pdf", "/x", "bé.pdf"),
        ("attachment; filename*=inconnu''b.pdf", "/x", "x.pdf"),
        ('attachment; filename="' + "été".encode().decode("latin-1") + '.pdf"', "/x", "été.pdf"),
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "/x", "passwd.pdf"),
        ('attachment; filename="..\\\\..\\\\win.pdf"', "/x", "win.pdf"),
        ('attachment; filename="a\x00b:c.pdf"', "/x", "abc.pdf"),
        ('attachment; filename="..pdf"', "/x", "document.pdf"),
        ("", "/%2e%2e%2fx", "x.pdf"),
        ("", "/..", "document.pdf"),
    ],
)
def test_a_download_is_named_by_its_server_or_its_address(
    disposition: str, path: str, name: str
) -> None:
    assert pdf_name(disposition, path) == name


@given(st.text(), st.text())
def test_a_name_from_outside_never_leaves_its_folder(disposition: str, path: str) -> None:
    name = pdf_name(disposition, path)
    assert PurePath(name).name == name
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 124
    assert not name.startswith(".")
