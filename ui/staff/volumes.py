"""How much was asked lately: by day, by desk, by outcome, each figure with the way to its list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.journal_reading import JournalReader, Tally, Wanted
from ui.cards import in_words
from ui.render import told
from ui.staff.sought import Sought

DAYS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """What was counted, how many there are, and the filters that list them; "" without any."""

    name: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Volumes:
    """The questions of the last `DAYS` days, today included; days without any are left out."""

    total: int
    days: tuple[Line, ...]
    desks: tuple[Line, ...]
    outcomes: tuple[Line, ...]


def volumes(asked: JournalReader, today: date) -> Volumes:
    """The volumes as of `today`. Raises `JournalError`."""
    since = today - timedelta(days=DAYS - 1)
    wanted = Wanted(since=since, until=today)
    by_day, by_desk, by_outcome = (asked.tallies([by], wanted) for by in ("day", "desk", "outcome"))
    period = {"du": since.isoformat(), "au": today.isoformat()}
    return Volumes(
        total=sum(each.count for each in by_day),
        days=tuple(_days(by_day))[::-1],
        desks=tuple(_desks(by_desk, period)),
        outcomes=tuple(_outcomes(by_outcome, period)),
    )


def _days(tallies: list[Tally]) -> Iterator[Line]:
    for day, count in _counted(tallies):
        yield Line(in_words(date.fromisoformat(day)), count, Sought(du=day, au=day).query())


def _desks(tallies: list[Tally], period: dict[str, str]) -> Iterator[Line]:
    for desk, count in _counted(tallies):
        yield Line(told(f"journal.desks.{desk}"), count, Sought(poste=desk, **period).query())


def _outcomes(tallies: list[Tally], period: dict[str, str]) -> Iterator[Line]:
    """Outcomes, the most frequent first; what agents only looked up has none to list it by."""
    for outcome, count in sorted(_counted(tallies), key=lambda each: -each[1]):
        if outcome:
            name, query = f"outcomes.{outcome}.label", Sought(issue=outcome, **period).query()
        else:
            name, query = "journal.looked_up", ""
        yield Line(told(name), count, query)


def _counted(tallies: list[Tally]) -> Iterator[tuple[str, int]]:
    return ((each.values[0] or "", each.count) for each in tallies)
