"""What a command's source stands for."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import (
    AddressNotHttps,
    EmptyFile,
    FolderWithoutPdf,
    NotAPdf,
    SourceMissing,
    UnreadableSource,
)
from ingest.sources import Refusal, Source, find_sources

PDF = b"%PDF-1.7 and so on"


@pytest.fixture
def find(fake_network: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    network = fake_network({"https://rapports.example/Bilan%202025.pdf": [(200, {}, [PDF])]})
    inbox = tmp_path_factory.mktemp("inbox")

    def _find(source: str | Path | None) -> list[Source | Refusal]:
        asked = None if source is None else str(source)
        return list(find_sources(asked, inbox=inbox, network=network, max_bytes=1_000_000))

    return _find


def test_a_file_is_ready_under_the_slug_of_its_name(find: Any, tmp_path: Path) -> None:
    path = tmp_path / "Rapport 2024.PDF"
    path.write_bytes(PDF)
    (source,) = find(path)
    assert (source.path, source.slug, source.fetched) == (path, "rapport-2024", False)
    assert source.provenance.source == "Rapport 2024.PDF"
    assert source.provenance.address is None


def test_a_pdf_is_told_by_its_content_not_by_its_name(find: Any, tmp_path: Path) -> None:
    path = tmp_path / "rapport"
    path.write_bytes(b"\n" * 900 + PDF)
    assert find(path)[0].slug == "rapport"


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyFile), (b"du texte", NotAPdf), (b" " * 1024 + PDF, NotAPdf)],
)
def test_a_file_that_is_no_pdf_is_refused_by_name(
    find: Any, tmp_path: Path, content: bytes, error: type[Exception]
) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(content)
    (refusal,) = find(path)
    assert refusal.source_file == "rapport.pdf"
    assert type(refusal.error) is error
    assert refusal.error.values == {"file": "rapport.pdf"}


def test_a_folder_yields_its_own_pdfs_by_name_and_one_refusal_stops_none(
    find: Any, tmp_path: Path
) -> None:
    for name, content in (
        ("b.pdf", PDF),
        ("a.PDF", PDF),
        ("c.pdf", b""),
        ("d.pdf", PDF),
        ("lisez-moi.txt", b"x"),
        (".cache.pdf", b"x"),
    ):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "sous-dossier.pdf").mkdir()
    (tmp_path / "sous-dossier.pdf" / "e.pdf").write_bytes(PDF)
    found = find(tmp_path)
    assert [getattr(entry, "slug", "refused") for entry in found] == ["a", "b", "refused", "d"]
    assert isinstance(found[2], Refusal)


def test_two_files_with_the_same_slug_get_distinct_ones(find: Any, tmp_path: Path) -> None:
    for name in ("Été.pdf", "ete.pdf", "ete-2.pdf"):
        (tmp_path / name).write_bytes(PDF)
    slugs = {entry.provenance.source: entry.slug for entry in find(tmp_path)}
    assert slugs == {"ete-2.pdf": "ete-2", "ete.pdf": "ete", "Été.pdf": "ete-3"}


def test_a_link_to_a_pdf_is_followed_and_a_dead_one_refused(
    find: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "original.pdf"
    elsewhere.write_bytes(PDF)
    (tmp_path / "lien.pdf").symlink_to(elsewhere)
    (tmp_path / "mort.pdf").symlink_to(tmp_path / "nulle-part")
    good, dead = find(tmp_path)
    assert good.slug == "lien"
    assert type(dead.error) is SourceMissing


def test_a_pipe_is_refused_without_waiting_for_it(find: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tuyau.pdf")
    (refusal,) = find(tmp_path)
    assert type(refusal.error) is NotAPdf


def test_a_folder_without_pdfs_is_named(find: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(FolderWithoutPdf) as caught:
        find(tmp_path)
    assert caught.value.values == {"path": str(tmp_path)}


@pytest.mark.parametrize("name", ["absent.pdf", "absent/absent.pdf", "x" * 300])
def test_a_path_with_nothing_there_is_named(find: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceMissing) as caught:
        find(tmp_path / name)
    assert caught.value.values == {"path": str(tmp_path / name)}


def test_a_file_without_permission_is_refused(
    find: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(PDF)
    path.chmod(0)
    opened = Path.open

    def refusing(self: Path, *given: Any, **named: Any) -> Any:
        # The superuser may read everything: refused here as the system refuses anybody else.
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(self, *given, **named)

    monkeypatch.setattr(Path, "open", refusing)
    (refusal,) = find(path)
    assert type(refusal.error) is UnreadableSource


def test_an_address_is_fetched_and_may_be_removed_afterwards(find: Any) -> None:
    (source,) = find("https://rapports.example/Bilan 2025.pdf")
    assert source.path.read_bytes() == PDF
    assert (source.slug, source.fetched) == ("bilan-2025", True)
    assert source.provenance.source == "Bilan 2025.pdf"


@pytest.mark.parametrize("address", ["http://rapports.example/a.pdf", "ftp://rapports.example/a"])
def test_an_address_that_is_not_https_is_refused(find: Any, address: str) -> None:
    with pytest.raises(AddressNotHttps):
        find(address)
