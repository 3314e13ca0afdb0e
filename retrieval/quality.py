"""What a run says of quality, in counts: how many questions got what they should, of how many.

Everything is read from the entries of the run, so that a figure and its list of questions agree.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from retrieval.answer import Outcome
from retrieval.gold import Kind
from retrieval.run import Entry

FOUND_WITHIN = 5
# Of fewer questions a hundredth says more than anybody knows.
FEW = 20
# 95 % of a normal distribution lie within so many standard deviations.
_Z = 1.959963984540054


class Measure(StrEnum):
    """What is counted: of answerable questions, of those answered, or of the others (`REFUSED`)."""

    RIGHT = "right"
    RIGHT_WHEN_ANSWERED = "right_when_answered"
    FOUND = "found"
    REFUSED = "refused"

    def counts(self, entry: Entry) -> bool:
        """Whether `entry` is one of the questions that this is about."""
        match self:
            case Measure.REFUSED:
                return not entry.kind.answerable
            case Measure.RIGHT_WHEN_ANSWERED:
                return entry.kind.answerable and entry.outcome is Outcome.ANSWERED
            case _:
                return entry.kind.answerable

    def got(self, entry: Entry) -> bool:
        """Whether `entry`, which counts, ended as it should."""
        match self:
            case Measure.REFUSED:
                return entry.outcome not in {None, Outcome.ANSWERED, Outcome.FAILED}
            case Measure.FOUND:
                ranks = entry.ranks
                return bool(ranks) and all(rank and rank <= FOUND_WITHIN for rank in ranks)
            case _:
                return entry.why is None


@dataclass(frozen=True, slots=True)
class Figure:
    """How many questions `got` what they should, `of` how many (more than none)."""

    got: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.got <= self.of or not self.of:
            raise ValueError(f"{self.got} of {self.of} is no share")

    @property
    def missed(self) -> int:
        """How many didn't."""
        return self.of - self.got

    @property
    def few(self) -> bool:
        """Whether there are too few questions to speak of a hundred."""
        return self.of < FEW

    @property
    def in_100(self) -> int:
        """How many of a hundred."""
        return _in_100(self.got / self.of)

    @property
    def between(self) -> tuple[int, int]:
        """The ends of the 95 % interval, in a hundred."""
        low, high = wilson(self.got, self.of)
        return _in_100(low), _in_100(high)


def wilson(got: int, of: int) -> tuple[float, float]:
    """The score interval of 95 % around the share of `got` in `of`.

    Wilson (1927), without correction for continuity; unlike a bootstrap it has a width where all
    questions ended alike.

    >>> [round(end, 3) for end in wilson(5, 5)]
    [0.566, 1.0]
    """
    share, square = got / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def figure(measure: Measure, entries: Iterable[Entry]) -> Figure | None:
    """What `measure` counts in `entries`; None where it is about none of them."""
    counted = [measure.got(entry) for entry in entries if measure.counts(entry)]
    return Figure(sum(counted), len(counted)) if counted else None


def figures(entries: Iterable[Entry]) -> dict[Measure, Figure]:
    """Each measure that is about one of `entries` at least."""
    listed = tuple(entries)
    return {measure: found for measure in Measure if (found := figure(measure, listed))}


def by_kind(entries: Iterable[Entry]) -> dict[Kind, Figure]:
    """For each kind how many were right, or refused where there is no answer."""
    grouped = grouped_by(lambda entry: entry.kind, entries)
    found = {kind: figure(measure_of(kind), grouped.get(kind, ())) for kind in Kind}
    return {kind: each for kind, each in found.items() if each}


def measure_of(kind: Kind) -> Measure:
    """What counts for questions of that kind."""
    return Measure.RIGHT if kind.answerable else Measure.REFUSED


def grouped_by(
    name: Callable[[Entry], str], entries: Iterable[Entry]
) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of each `name`, in the order in which names first come."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(name(entry), []).append(entry)
    return {key: tuple(each) for key, each in groups.items()}


def _in_100(share: float) -> int:
    return math.floor(100 * share + 0.5)
