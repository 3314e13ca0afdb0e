"""What people ask, noted without a word of who asked: the nouns of the journal, and its door."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from retrieval.answer import Answer, Notice, Outcome
from retrieval.keeping import Withheld, keepable

# The hour of whoever runs the installation.
Clock = Callable[[], datetime]

HOURS = range(24)
_ID_BITS = 62


class Desk(StrEnum):
    """Where a question was asked."""

    RESIDENTS = "residents"
    PAGES = "pages"  # the same service without script
    AGENTS = "agents"


class WrapUp(StrEnum):
    """What an agent says that a search gave, once the call is over."""

    FOUND = "found"
    PARTLY = "partly"
    ABSENT = "absent"
    OFF_TOPIC = "off_topic"


def new_id() -> int:
    """A number that tells nothing of the order in which questions came."""
    return secrets.randbits(_ID_BITS)


def now_here() -> datetime:
    """Now, as the clock on the wall says it."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Entry:
    """One question: when to the hour, its screened text, how it ended. Nothing of who asked.

    `text` is None where it is `withheld`; `outcome` is None for what an agent only looked up;
    `edition` is the one that answered, or that was asked alone, and `pages` are those cited of it;
    `filtered` says that an agent asked only a part of the reports, or another than the default one.
    """

    day: date
    hour: int
    desk: Desk
    outcome: Outcome | None
    text: str | None
    withheld: Withheld | None = None
    confidence: float = 0.0
    pages: tuple[int, ...] = ()
    edition: str = ""
    duration_ms: int = 0
    wrap_up: WrapUp | None = None
    filtered: bool = False
    id: int = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if self.hour not in HOURS:
            raise ValueError(f"there is no hour {self.hour}")
        if (self.text is None) != (self.withheld is not None):
            raise ValueError("a text is kept, or withheld for a reason")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a share, not {self.confidence}")


def entry_of(
    answer: Answer,
    now: datetime,
    desk: Desk,
    entry_id: int | None = None,
    *,
    filtered: bool = False,
) -> Entry:
    """What is noted of `answer`, which was given `now`; its text is screened here once more.

    A question that leaned on the one before it is noted whole, as it was searched.
    """
    completed = Notice.COMPLETED.value in answer.notices
    shown = " ".join(each.quote for each in (*answer.citations, *answer.nearest))
    kept = keepable(answer.searched if completed else answer.question, shown)
    edition = edition_of(answer)
    cited = (each.page.number for each in answer.citations if each.edition == edition)
    withheld = Withheld.SENSITIVE if answer.help else kept.withheld
    return Entry(
        day=now.date(),
        hour=now.hour,
        desk=desk,
        outcome=answer.outcome,
        text=None if withheld else kept.text,
        withheld=withheld,
        confidence=answer.confidence,
        pages=tuple(dict.fromkeys(cited)),
        edition=edition,
        duration_ms=round(answer.timings_ms.get("total", 0.0)),
        filtered=filtered,
        id=new_id() if entry_id is None else entry_id,
    )


def edition_of(answer: Answer) -> str:
    """The edition of the first quote; without one the edition asked, empty for several or none."""
    if answer.citations:
        return answer.citations[0].edition
    return answer.editions[0] if len(answer.editions) == 1 else ""


class Trouble(StrEnum):
    """What keeps the journal from being written; it is tried again and again."""

    LOCKED = "locked"
    FULL = "full"
    UNWRITABLE = "unwritable"
    NEWER = "newer"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class JournalState:
    """How the journal is: `months` that it keeps, None while it is off; what is wrong and lost.

    `lost` questions could not be noted since the start; `set_aside` names damaged files.
    """

    months: int | None = None
    trouble: Trouble | None = None
    waiting: int = 0
    lost: int = 0
    set_aside: tuple[str, ...] = ()


class Journal(Protocol):
    """The door to what is noted. No verb waits, and none fails: answers come first."""

    @property
    def state(self) -> JournalState:
        """How it is, as of now."""

    def start(self) -> None:
        """Begins to write, and lets go of what is too old."""

    def stop(self) -> None:
        """Writes what waits, and ends."""

    def write(self, entry: Entry, *, instead_of: int | None = None) -> None:
        """Notes `entry`, in the place of an earlier one if there is one."""

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        """Notes with which code an agent closed the call."""


class NoJournal:
    """Nothing is noted."""

    state = JournalState()

    def start(self) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

    def write(self, entry: Entry, *, instead_of: int | None = None) -> None:
        """Nothing."""

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        """Nothing."""


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month.

    >>> months_before(date(2026, 8, 31), 6).isoformat()
    '2026-02-28'
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    later = date(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004 - December
    last = (later - date.resolution).day
    return date(year, month + 1, min(day.day, last))
