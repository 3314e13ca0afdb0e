"""What can't be opened is refused by name; what is half broken is read as far as it goes."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from ingest import opening
from ingest.errors import (
    DamagedPdf,
    EmptyFile,
    NotAPdf,
    PasswordProtected,
    SourceMissing,
    TooManyPages,
)
from ingest.opening import open_pdf
from ingest.report import Report

Read = Callable[[Path], Report]
TextPdf = Callable[..., Path]
HELLO = "BT /F1 10 Tf 20 150 Td (Bonjour) Tj ET"


def encrypt(path: Path, user: str) -> Path:
    locked = path.with_name("locked.pdf")
    with pikepdf.open(path) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user=user, owner="maître", R=6))
    return locked


def test_a_missing_file_is_named(tmp_path: Path, read: Read):
    with pytest.raises(SourceMissing) as refusal:
        read(tmp_path / "absent.pdf")
    assert refusal.value.values == {"path": str(tmp_path / "absent.pdf")}


def test_an_empty_file_is_refused(tmp_path: Path, read: Read):
    path = tmp_path / "vide.pdf"
    path.touch()
    with pytest.raises(EmptyFile) as refusal:
        read(path)
    assert refusal.value.values == {"file": "vide.pdf"}


def test_a_text_named_pdf_is_refused(tmp_path: Path, read: Read):
    path = tmp_path / "texte.pdf"
    path.write_text("Ceci n'est pas un PDF.")
    with pytest.raises(NotAPdf):
        read(path)


def test_a_truncated_file_is_refused(text_pdf: TextPdf, read: Read):
    path = text_pdf(HELLO)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(DamagedPdf):
        read(path)


def test_a_header_followed_by_nonsense_is_refused(tmp_path: Path, read: Read):
    path = tmp_path / "bruit.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 500 + b"\n%%EOF\n")
    with pytest.raises(DamagedPdf):
        read(path)


def test_a_file_that_asks_for_a_password_is_refused(text_pdf: TextPdf, read: Read):
    with pytest.raises(PasswordProtected) as refusal:
        read(encrypt(text_pdf(HELLO), "secret"))
    assert refusal.value.values == {"file": "locked.pdf"}


def test_a_file_encrypted_with_an_empty_password_is_read(text_pdf: TextPdf, read: Read):
    assert read(encrypt(text_pdf(HELLO), "")).pages[0].text == "Bonjour"


def test_a_broken_table_of_objects_is_mended(text_pdf: TextPdf, read: Read):
    path = text_pdf(HELLO)
    whole = path.read_bytes()
    at = whole.rindex(b"startxref")
    path.write_bytes(whole[:at] + b"startxref\n7\n%%EOF\n")
    assert read(path).pages[0].text == "Bonjour"


def test_more_pages_than_the_limit_are_refused(tmp_path: Path):
    path = tmp_path / "long.pdf"
    with pikepdf.new() as pdf:
        for _ in range(opening.MOST_PAGES + 1):
            pdf.add_blank_page(page_size=(10, 10))
        pdf.save(path)
    with pytest.raises(TooManyPages) as refusal:
        open_pdf(path)
    assert refusal.value.values == {"file": "long.pdf", "pages": 3001, "limit": 3000}


def test_a_page_that_is_none_is_unread_and_the_others_are_read(text_pdf: TextPdf, read: Read):
    path = text_pdf(HELLO, HELLO, HELLO)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj["/MediaBox"] = pikepdf.Array([0, 0, 0, 0])
        pdf.pages[1].obj["/Contents"] = pikepdf.Dictionary()
        pdf.save(path)
    report = read(path)
    assert report.unread_pages == (2,)
    assert [page.text for page in report.pages] == ["Bonjour", "", "Bonjour"]


def test_an_outline_that_bites_its_tail_ends(text_pdf: TextPdf, read: Read):
    path = text_pdf(HELLO)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        item = pdf.make_indirect(pikepdf.Dictionary(Title="Sans fin"))
        item.Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
        item.Next = item
        item.First = item
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=item, Last=item, Count=1))
        pdf.save(path)
    assert [(mark.title, mark.page) for mark in read(path).bookmarks] == [("Sans fin", 1)]
