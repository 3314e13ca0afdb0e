"""The noun of reading page by page: a sheet, before the others tell what of it is furniture."""

from dataclasses import dataclass

from ingest.clean import Lines
from ingest.letters import Frame
from ingest.report import Missing, ReadBy


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a PDF by itself.

    `halves` are its lines in the order of two printed pages side by side, where it may be two:
    None where no fold is free.
    """

    frame: Frame
    lines: Lines
    read_by: ReadBy = ReadBy.TEXT
    confidence: float | None = None
    missing: Missing | None = None
    halves: Lines | None = None
