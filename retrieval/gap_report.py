"""The gap report: groups of questions that weren't well answered, each with why that may be."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from retrieval.asked import ANY, AskedDays, AskedOf, Period
from retrieval.cause import Cause
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
    """The gaps of a period, and those `told`, for the `edition` of today.

    Of the gaps the `looked` most asked ones were diagnosed; those told are the ones with that
    `cause`, or all of them without one.
    """

    gaps: Gaps
    told: tuple[Told, ...]
    edition: str
    title: str
    looked: int = 0
    cause: Cause | None = None

    @property
    def untold(self) -> int:
        """How many groups are only counted."""
        return len(self.gaps.found) - self.looked


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
    asked_of: AskedOf = ANY,
    cause: Cause | None = None,
    most: int = MOST,
) -> GapReport:
    """The report of `period` on the questions that are meant. Raises `JournalError`."""
    gaps, edition = gaps_of(days, period, unhelpful, asked_of), diagnoser.edition
    told = told_of(days, gaps.found[:most], diagnoser.of)
    return GapReport(gaps, with_cause(told, cause), edition.id, edition.title, len(told), cause)


def with_cause(told: Sequence[Told], cause: Cause | None) -> tuple[Told, ...]:
    """Those `told` that have the `cause`, all without one."""
    return tuple(each for each in told if cause in (None, each.diagnosis.cause))
