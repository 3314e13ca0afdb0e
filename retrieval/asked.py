"""What was asked, day by day, as it is counted: read from the journal once, and kept without text.

A day is read again only where the journal says that an entry of it changed, came or went.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from sys import intern

from index.shelved import ShelvedReport
from retrieval.about import About, Subjects
from retrieval.answer import Outcome
from retrieval.gazetteer import Gazetteer
from retrieval.journal import WrapUp
from retrieval.journal_reading import JournalReader, Noted
from retrieval.topic import Topic

# An answer that is less sure than this was shown, but barely: `answered` in thresholds.json is .7.
BARELY = 0.75
_MISSED = frozenset({Outcome.NOT_IN_REPORT, Outcome.MENTIONED, Outcome.OUT_OF_SCOPE})
_CLOSED_BADLY = frozenset({WrapUp.ABSENT, WrapUp.PARTLY, WrapUp.OFF_TOPIC})
_UNTOLD = About()


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"a period ends after it begins: {self.since}, {self.until}")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def before(self) -> "Period":
        """As many days, right before it."""
        return Period(self.since - timedelta(self.days), self.since - timedelta(1))


def week_of(day: date) -> Period:
    """The week that `day` is in, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is counted; `about` says nothing where its text was withheld.

    `missed` is true where it was not, or barely, answered, or an agent closed the call so;
    `edition` is the one that was asked.
    """

    id: int
    day: date
    outcome: Outcome | None
    wrap_up: WrapUp | None
    about: About
    withheld: bool
    missed: bool
    edition: str = ""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Which questions are meant, by the edition that was asked: the `named` ones, or all `others`.

    >>> AskedOf(frozenset({"a"})).holds("b"), AskedOf(frozenset({"a"}), others=True).holds("b")
    (False, True)
    """

    named: frozenset[str] = frozenset()
    others: bool = False

    def holds(self, edition: str) -> bool:
        """Whether a question that was asked of `edition` is meant."""
        return (edition in self.named) is not self.others


ANY = AskedOf(others=True)


def asked_of(reports: Sequence[ShelvedReport], slug: str) -> AskedOf:
    """The questions asked of the report `slug`, any for "".

    Those of editions that are on the shelf no more count for the default report.
    """
    if not slug:
        return ANY
    own, beside = set[str](), set[str]()
    for report in reports:
        editions = {each.manifest.edition for each in report.editions}
        (own if report.slug == slug else beside).update(editions)
    default = any(report.slug == slug and report.default for report in reports)
    return AskedOf(frozenset(beside), others=True) if default else AskedOf(frozenset(own))


class AskedDays:
    """The questions of the journal by day; every method may be called by any thread.

    `topics` are those to go by now: where they change, every day is read again.
    """

    def __init__(
        self,
        journal: JournalReader,
        topics: Callable[[], Sequence[Topic]],
        gazetteer: Callable[[], Gazetteer],
    ) -> None:
        self.journal = journal
        self._topics = topics
        self._gazetteer = gazetteer
        self._subjects: Subjects | None = None
        self._read: dict[date, tuple[tuple[int, ...], tuple[Asked, ...]]] = {}
        self._reading = threading.Lock()

    def between(self, period: Period) -> tuple[Asked, ...]:
        """What was asked on those days, the latest day first. Raises `JournalError`."""
        states = self.journal.days(period.since, period.until)
        with self._reading:
            for day in [day for day in self._read if _within(day, period) and day not in states]:
                del self._read[day]
        found = [self._on(day, states[day]) for day in sorted(states)]
        return tuple(chain.from_iterable(reversed(found)))

    def state(self, period: Period) -> object:
        """What changes whenever `between` gives something else. Raises `JournalError`."""
        states = self.journal.days(period.since, period.until)
        return tuple(self._topics()), tuple(sorted(states.items()))

    def warm(self, until: date, most: int = 400) -> None:
        """Reads the last days one by one, the latest first. Raises `JournalError`."""
        for day in sorted(self.journal.days(until - timedelta(days=most), until))[::-1]:
            self.between(Period(day, day))

    def _on(self, day: date, state: tuple[int, ...]) -> tuple[Asked, ...]:
        """What was asked on `day`; others have their turn between one day and the next."""
        with self._reading:
            subjects = self._current_subjects()
            if day not in self._read or self._read[day][0] != state:
                self._read[day] = state, tuple(_asked(self.journal, day, subjects))
            return self._read[day][1]

    def _current_subjects(self) -> Subjects:
        topics = self._topics()
        if self._subjects is None or self._subjects.topics != tuple(topics):
            self._subjects = Subjects(topics, self._gazetteer())
            self._read.clear()
        return self._subjects


def _within(day: date, period: Period) -> bool:
    return period.since <= day <= period.until


def _asked(journal: JournalReader, day: date, subjects: Subjects) -> Iterator[Asked]:
    for noted in journal.noted(day):
        yield Asked(
            id=noted.id,
            day=day,
            outcome=noted.outcome,
            wrap_up=noted.wrap_up,
            about=subjects.of(noted.text) if noted.text else _UNTOLD,
            withheld=noted.text is None,
            missed=_missed(noted),
            edition=intern(noted.edition),
        )


def _missed(noted: Noted) -> bool:
    """Whether the question was not well answered; a filter may be why, unless an agent says so."""
    if noted.wrap_up in _CLOSED_BADLY:
        return True
    if noted.filtered or noted.wrap_up is WrapUp.FOUND:
        return False
    barely = noted.outcome is Outcome.ANSWERED and noted.confidence < BARELY
    return noted.outcome in _MISSED or barely
