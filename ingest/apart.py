"""Reads PDFs in processes of their own: a page that brings one down takes nothing else along."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from ingest.cut import Cut, cut_of, cut_passages
from ingest.desk import DeskOf, Job, Result, What
from ingest.errors import DamagedPdf, ExhaustingPdf
from ingest.hocr import Recognised
from ingest.ocr import Recogniser
from ingest.pdf import Leaves, bind, lost_sheet
from ingest.pool import Done, Lost, Pool
from ingest.report import Bookmark, Missing, Passage, Provenance, Report
from ingest.scan import settled
from ingest.sheet import Sheet
from ingest.structure import Structure

SECONDS = 25  # of the processor for a page: people see that something moves within thirty
PATIENCE = 4.0  # times as long by the clock, on a machine that has much else to do
MEMORY = 800 * 1024 * 1024  # bytes of addresses; a page of photographs needs a third
MOST_READERS = 4
# After so many pages that brought their reader down, or so many letters, the rest is not tried:
# ten pages of 25 seconds are four minutes; the longest reports have ten million letters.
MOST_LOST = 10
MOST_LETTERS = 30_000_000

Advance = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report, the passages that were cut from it, and how."""

    report: Report
    passages: Sequence[Passage]
    cut: Cut


class Readers:
    """Some processes that read; they start with the first PDF, and go when the block ends."""

    def __init__(
        self,
        *,
        recogniser: Recogniser | None,
        workers: int | None = None,
        seconds: int = SECONDS,
        memory: int = MEMORY,
        patience: float = PATIENCE,
    ) -> None:
        self.recogniser = recogniser
        self._seconds = seconds
        self._pool: Pool[Job, Result] = Pool(
            DeskOf(recogniser),
            workers=workers or _cores(),
            seconds=seconds,
            memory=memory,
            patience=patience,
        )

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exception: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def read(
        self, path: Path, *, slug: str, provenance: Provenance, advance: Advance
    ) -> ReadReport:
        """The report at `path` with its scans recognised, and its passages.

        `advance` is told "read", "recognise" and "cut", how many pages are done, and of how many.
        Raises what `open_pdf` raises, `ExhaustingPdf` and `PortfolioPdf`.
        """
        total = self._pages(path)
        reading = _Reading(path, total, advance)
        for done in self._pool.run(reading.jobs()):
            reading.take(done)
        if self.recogniser is not None:
            reading.recognise(self._pool)
        advance("cut", 0, total)
        report = bind(path, slug, provenance, reading.leaves())
        passages = cut_passages(report, lambda page: advance("cut", page, total))
        identity = self.recogniser.identity if self.recogniser else None
        return ReadReport(report, passages, cut_of(report, identity))

    def _pages(self, path: Path) -> int:
        (done,) = self._pool.run([Job(What.PAGES, path)])
        if done.error is not None:
            raise done.error
        if done.lost is Lost.SLOW:
            raise ExhaustingPdf(file=path.name, seconds=self._seconds)
        if not isinstance(done.result, int):
            raise DamagedPdf(file=path.name)
        return done.result


class _Reading:
    """What was had of one PDF so far."""

    def __init__(self, path: Path, total: int, advance: Advance) -> None:
        self.sheets = [lost_sheet(Missing.GIVEN_UP)] * total
        self.bookmarks: tuple[Bookmark, ...] = ()
        self.structure = Structure()
        self._path = path
        self._advance = advance
        self._read = self._lost = self._letters = 0

    def jobs(self) -> Iterator[Job]:
        """What the file says of itself, and its pages in order as long as going on is worth it."""
        yield Job(What.STRUCTURE, self._path)
        yield Job(What.BOOKMARKS, self._path)
        for number in range(1, len(self.sheets) + 1):
            if self._lost >= MOST_LOST or self._letters > MOST_LETTERS:
                return
            yield Job(What.SHEET, self._path, number)

    def take(self, done: Done[Job, Result]) -> None:
        """Notes what a job gave; one that was lost leaves a gap, and no more."""
        match done.result:
            case Structure():
                self.structure = done.result
            case Sheet():
                self.sheets[done.job.number - 1] = done.result
                self._letters += sum(len(line.text) for line in done.result.lines)
            case tuple():
                self.bookmarks = done.result
            case _ if done.job.what is What.SHEET:
                self.sheets[done.job.number - 1] = lost_sheet(_missing(done))
                self._lost += 1
        if done.job.what is What.SHEET:
            self._read += 1
            self._advance("read", self._read, len(self.sheets))

    def leaves(self) -> Leaves:
        """All of it, to be bound."""
        return Leaves(tuple(self.sheets), self.bookmarks, self.structure)

    def recognise(self, pool: Pool[Job, Result]) -> None:
        """Looks at the pictures of the pages whose text may be drawn."""
        drawn = [
            number
            for number, sheet in enumerate(self.sheets, start=1)
            if sheet.missing is Missing.UNRECOGNISED
        ]
        jobs = (Job(What.PICTURE, self._path, number) for number in drawn if self._lost < MOST_LOST)
        for at, done in enumerate(pool.run(jobs), start=1):
            sheet = self.sheets[done.job.number - 1]
            if isinstance(done.result, Recognised):
                sheet = settled(sheet, done.result)
            else:
                self._lost += 1
                sheet = replace(sheet, missing=_missing(done))
            self.sheets[done.job.number - 1] = sheet
            self._advance("recognise", at, len(drawn))


def _missing(done: Done[Job, Result]) -> Missing:
    """Why the page of a job has nothing: a recognition gives up when its time is over."""
    return Missing.SLOW if done.lost is Lost.SLOW or done.error else Missing.BROKEN


def _cores() -> int:
    """How many processes can work at once."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(MOST_READERS, here or 1)
