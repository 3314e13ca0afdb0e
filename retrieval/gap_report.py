"""The gap report: groups of questions that weren't well answered, each with why that may be."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from retrieval.asked import AskedDays, Period
from retrieval.diagnosis import Diagnoser, Diagnosis
from retrieval.gaps import NOBODY, Gap, Gaps, gaps_of, wordings

# So many groups are diagnosed for a report; the others are counted.
MOST = 100

Diagnose = Callable[[Gap, str], Diagnosis]


@dataclass(frozen=True, slots=True)
class Told:
    """A gap, its different wordings, the most frequent first, and why it may be there."""

    gap: Gap
    texts: tuple[str, ...]
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True)
class GapReport:
    """The gaps of a period, the `told` ones being those most asked, for the `edition` of today."""

    gaps: Gaps
    told: tuple[Told, ...]
    edition: str
    title: str

    @property
    def untold(self) -> int:
        """How many groups are only counted."""
        return len(self.gaps.found) - len(self.told)


def told_of(days: AskedDays, gaps: Sequence[Gap], diagnose: Diagnose) -> tuple[Told, ...]:
    """Each of the `gaps` told, but those whose questions are gone. Raises `JournalError`."""
    texts = wordings(days, gaps)
    return tuple(
        Told(gap, texts[gap.id], diagnose(gap, texts[gap.id][0])) for gap in gaps if texts[gap.id]
    )


def report_of(
    days: AskedDays,
    period: Period,
    diagnoser: Diagnoser,
    *,
    unhelpful: Collection[int] = NOBODY,
    most: int = MOST,
) -> GapReport:
    """The report of `period`. Raises `JournalError`."""
    gaps = gaps_of(days, period, unhelpful)
    told = told_of(days, gaps.found[:most], diagnoser.of)
    return GapReport(gaps, told, diagnoser.edition.id, diagnoser.edition.title)
