"""Broken and ill-meant PDFs: each is read as far as it goes, or refused by name."""

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from ingest.apart import Readers
from ingest.errors import DamagedPdf, PortfolioPdf
from ingest.report import Provenance, Report


def _load() -> ModuleType:
    spec = spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hostile = _load()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Two processes, which a page may occupy for five seconds."""
    with Readers(recogniser=None, workers=2, seconds=5) as made:
        yield made


def read(readers: Readers, path: Path) -> Report:
    about = {"slug": "x", "provenance": Provenance(path.name)}
    return readers.read(path, advance=lambda *_: None, **about).report  # type: ignore[arg-type]


@pytest.mark.parametrize("name", hostile.READ)
def test_what_can_be_read_of_it_is(readers: Readers, tmp_path: Path, name: str) -> None:
    make, texts = hostile.READ[name]
    path = tmp_path / f"{name}.pdf"
    make(path)
    report = read(readers, path)
    if texts is not None:
        assert tuple(page.text for page in report.pages) == texts
    else:
        assert report.unread_pages == (2,)
        assert report.pages[1].missing is not None


def test_a_tree_of_pages_that_holds_itself_ends(readers: Readers, tmp_path: Path) -> None:
    hostile.page_tree_loop(tmp_path / "loop.pdf")
    report = read(readers, tmp_path / "loop.pdf")
    assert [page.text for page in report.pages][:3] == ["Bonjour"] * 3


def test_letters_in_unusual_order_are_all_read(readers: Readers, tmp_path: Path) -> None:
    hostile.vertical(tmp_path / "vertical.pdf")
    text = read(readers, tmp_path / "vertical.pdf").pages[1].text
    assert sorted(text.replace(" ", "")) == sorted("EAUABCD")


def test_a_portfolio_is_refused_by_name(readers: Readers, tmp_path: Path) -> None:
    hostile.portfolio(tmp_path / "dossier.pdf")
    with pytest.raises(PortfolioPdf) as refused:
        read(readers, tmp_path / "dossier.pdf")
    assert refused.value.values == {"file": "dossier.pdf"}


def test_a_pdf_without_a_page_is_a_damaged_one(readers: Readers, tmp_path: Path) -> None:
    hostile.no_page(tmp_path / "vide.pdf")
    with pytest.raises(DamagedPdf):
        read(readers, tmp_path / "vide.pdf")
