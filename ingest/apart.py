"""Reads a PDF in a process of its own: one that brings the reader down takes nothing else along."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ingest.cut import cut_passages
from ingest.errors import DamagedPdf
from ingest.pdf import read_report
from ingest.report import Passage, Provenance, Report


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report and the passages that were cut from it."""

    report: Report
    passages: Sequence[Passage]


def reader() -> Executor:
    """One process that reads; spawned, because threads run here already."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))


def read_apart(
    path: Path, *, slug: str, provenance: Provenance, hire: Callable[[], Executor] = reader
) -> ReadReport:
    """What `read_report` and `cut_passages` make of the PDF at `path`; raises what they raise.

    Raises `DamagedPdf` too where the PDF brought the process down.
    """
    with hire() as executor:
        try:
            return executor.submit(read_and_cut, path, slug, provenance).result()
        except BrokenProcessPool as exc:
            raise DamagedPdf(file=path.name) from exc


def read_and_cut(path: Path, slug: str, provenance: Provenance) -> ReadReport:
    """The report and its passages, read here."""
    report = read_report(path, slug=slug, provenance=provenance)
    return ReadReport(report, cut_passages(report))
