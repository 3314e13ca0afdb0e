"""A PDF read in another process is read as here, and takes nothing along when it breaks."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from ingest.apart import read_and_cut, read_apart
from ingest.errors import DamagedPdf, NotAPdf
from ingest.report import Provenance
from ingest.sources import DOSSIER_FILE

DOSSIER = Path(__file__).parents[2] / "ingest" / "data" / DOSSIER_FILE


class Dying(Executor):
    """A process that the PDF brings down."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


def test_it_is_read_as_here() -> None:
    given = {"slug": "dossier", "provenance": Provenance(source=DOSSIER_FILE)}
    read = read_apart(DOSSIER, **given)  # type: ignore[arg-type]
    assert read == read_and_cut(DOSSIER, "dossier", given["provenance"])  # type: ignore[arg-type]


def test_what_reading_raises_comes_through(tmp_path: Path) -> None:
    letter = tmp_path / "lettre.pdf"
    letter.write_text("Bonjour")
    with pytest.raises(NotAPdf) as refused:
        read_apart(letter, slug="x", provenance=Provenance(source="lettre.pdf"))
    assert refused.value.values == {"file": "lettre.pdf"}


def test_a_pdf_that_brings_the_process_down_is_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(DamagedPdf):
        read_apart(tmp_path / "x.pdf", slug="x", provenance=Provenance(source="x"), hire=Dying)
