"""Reads the journal: counts, lists by page, and everything one by one; writes no question."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, WrapUp, now_here
from retrieval.journal_errors import JournalDamaged, JournalNewer, journal_errors
from retrieval.journal_file import SECONDS_TO_WAIT, STEPS, bring_up
from retrieval.journal_store import COLUMNS, dated_beside
from retrieval.keeping import Withheld

PAGE = 50
AT_ONCE = 2000
# What entries can be counted by.
COUNTED_BY = ("day", "desk", "outcome", "withheld", "wrap_up")
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM entries"  # noqa: S608 - names of ours
# SQLite takes so many values in any version.
_AT_ONCE = 900
# Ids are random: that their sums agree while entries differ doesn't happen.
_STATE_OF_DAYS = (
    "SELECT day, count(*), sum(id % 1000000007), sum(id / 1000000007), sum(unicode(wrap_up))"
    " FROM entries WHERE day BETWEEN ? AND ? GROUP BY day"
)
_NOTED = (
    "SELECT id, text, outcome, confidence, wrap_up, filtered, edition"
    " FROM entries WHERE day = ? ORDER BY id"
)
_EARLIEST_FIRST = "ORDER BY day, hour, id"
_LATEST_FIRST = "ORDER BY day DESC, hour DESC, id DESC"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are meant: those of which everything that is given here holds.

    `among` are ids; None where any will do.
    """

    since: date | None = None
    until: date | None = None
    desk: Desk | None = None
    outcome: Outcome | None = None
    withheld: Withheld | None = None
    wrap_up: WrapUp | None = None
    edition: str = ""
    among: frozenset[int] | None = None

    def where(self) -> tuple[str, list[object]]:
        """The same for SQLite: a condition, and what stands for its question marks."""
        parts: list[tuple[str, object]] = [
            ("day >= ?", self.since and self.since.isoformat()),
            ("day <= ?", self.until and self.until.isoformat()),
            ("desk = ?", self.desk),
            ("outcome = ?", self.outcome),
            ("withheld = ?", self.withheld),
            ("wrap_up = ?", self.wrap_up),
            ("edition = ?", self.edition or None),
            ("id IN (SELECT value FROM json_each(?))", self._among()),
        ]
        given = [(condition, value) for condition, value in parts if value is not None]
        conditions = " AND ".join(condition for condition, _ in given) or "true"
        return f"WHERE {conditions}", [value for _, value in given]

    def _among(self) -> str | None:
        return None if self.among is None else f"[{','.join(map(str, sorted(self.among)))}]"


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries have the `values`, one for each column that was counted by."""

    values: tuple[str | None, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list ends, the latest entry being first."""

    day: date
    hour: int
    id: int


@dataclass(frozen=True, slots=True)
class Noted:
    """What the journal says of a question beside its `text`, for going through many of them."""

    id: int
    text: str | None
    outcome: Outcome | None
    confidence: float
    wrap_up: WrapUp | None
    filtered: bool
    edition: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the file holds: how many entries, from when to when, how long they are kept."""

    entries: int = 0
    withheld: int = 0
    first: date | None = None
    last: date | None = None
    months: int | None = None
    bytes: int = 0
    beside: tuple[str, ...] = ()


class JournalReader:
    """The journal in the file `path`, while it is being written or not.

    Every verb raises `JournalError`; where there is no file there is no entry.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def summary(self) -> Summary:
        """What the file holds."""
        beside = tuple(each.name for each in dated_beside(self.path))
        if not self.path.exists():
            return Summary(beside=beside)
        with self._reading() as base:
            counted = base.execute(
                "SELECT count(*), count(withheld), min(day), max(day) FROM entries"
            ).fetchone()
            kept = base.execute("SELECT max(months) FROM retention").fetchone()
        first, last = (day and date.fromisoformat(day) for day in counted[2:])
        sizes = (self.path.with_name(self.path.name + end) for end in ("", "-wal"))
        size = sum(each.stat().st_size for each in sizes if each.exists())
        return Summary(counted[0], counted[1], first, last, kept[0], size, beside)

    def tallies(self, by: Sequence[str], wanted: Wanted = EVERYTHING) -> list[Tally]:
        """How many entries there are of each, by columns of `COUNTED_BY`, in their order."""
        if not by or not set(by) <= set(COUNTED_BY):
            raise ValueError(f"counted by {COUNTED_BY}, not {by}")
        columns, (where, given) = ", ".join(by), wanted.where()
        counted = f"SELECT {columns}, count(*) FROM entries {where}"  # noqa: S608 - names of ours
        rows = self._rows(f"{counted} GROUP BY {columns} ORDER BY {columns}", given)
        return [Tally(row[:-1], row[-1]) for row in rows]

    def count(self, wanted: Wanted = EVERYTHING) -> int:
        """How many entries are meant."""
        where, given = wanted.where()
        rows = self._rows(f"SELECT count(*) FROM entries {where}", given)  # noqa: S608 - ours
        return sum(row[0] for row in rows)

    def listed(
        self, wanted: Wanted = EVERYTHING, *, after: Place | None = None, limit: int = PAGE
    ) -> list[Entry]:
        """A page of entries, the latest first, from the one `after` which the last page ended."""
        where, given = wanted.where()
        if after is not None:
            where += " AND (day, hour, id) < (?, ?, ?)"
            given += [after.day.isoformat(), after.hour, after.id]
        query = f"{_SELECT} {where} {_LATEST_FIRST} LIMIT ?"
        return [_entry(row) for row in self._rows(query, [*given, limit])]

    def most_asked(self, limit: int) -> list[str]:
        """The texts that were noted most often, the most frequent first."""
        counted = "SELECT text FROM entries WHERE text IS NOT NULL GROUP BY text"
        rows = self._rows(f"{counted} ORDER BY count(*) DESC, text LIMIT ?", [limit])
        return [row[0] for row in rows]

    def pages_cited(self, edition: str) -> frozenset[int]:
        """The pages of `edition` that some answer cited."""
        rows = self._rows("SELECT DISTINCT pages FROM entries WHERE edition = ?", [edition])
        return frozenset(int(page) for (pages,) in rows for page in filter(None, pages.split(",")))

    def every(self, wanted: Wanted = EVERYTHING) -> Iterator[Entry]:
        """The entries one by one, the earliest first, however many there are.

        The file is open for some thousands at a time: whoever reads slowly keeps nothing from it.
        """
        where, given = wanted.where()
        query = f"{_SELECT} {where} AND (day, hour, id) > (?, ?, ?) {_EARLIEST_FIRST} LIMIT ?"
        place: tuple[str, int, int] = ("", 0, 0)
        while rows := list(self._rows(query, [*given, *place, AT_ONCE])):
            entries = [_entry(row) for row in rows]
            yield from entries
            place = (entries[-1].day.isoformat(), entries[-1].hour, entries[-1].id)

    def days(self, since: date, until: date) -> dict[date, tuple[int, ...]]:
        """For each day with entries figures that change whenever an entry of it does."""
        rows = self._rows(_STATE_OF_DAYS, [since.isoformat(), until.isoformat()])
        return {date.fromisoformat(day): tuple(figures) for day, *figures in rows}

    def noted(self, day: date) -> Iterator[Noted]:
        """The entries of `day`, by id."""
        for entry_id, text, outcome, confidence, wrap_up, filtered, edition in self._rows(
            _NOTED, [day.isoformat()]
        ):
            yield Noted(
                entry_id,
                text,
                Outcome(outcome) if outcome else None,
                confidence,
                WrapUp(wrap_up) if wrap_up else None,
                bool(filtered),
                edition,
            )

    def texts(self, ids: Iterable[int]) -> dict[int, str]:
        """The texts that were kept of these entries, by id."""
        wanted = Wanted(among=frozenset(ids))
        where, given = wanted.where()
        query = f"SELECT id, text FROM entries {where} AND text IS NOT NULL"  # noqa: S608 - ours
        return dict(self._rows(query, given))

    def named(self, ids: Sequence[int]) -> list[Entry]:
        """The entries of those `ids` that are still there, however many are asked for."""
        found: list[Entry] = []
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            query = f"{_SELECT} WHERE id IN ({', '.join('?' * len(some))})"
            found += [_entry(row) for row in self._rows(query, some)]
        return found

    def _rows(self, query: str, given: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        if not self.path.exists():
            return
        with self._reading() as base:
            yield from base.execute(query, given)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with journal_errors(self.path), closing(self._connected()) as base:
            yield base

    def _connected(self) -> sqlite3.Connection:
        """A connection that only reads; a file of an older version is brought up to date first."""
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        base = sqlite3.connect(address, uri=True, timeout=SECONDS_TO_WAIT)
        try:
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise JournalNewer(path=str(self.path), found=version, known=len(STEPS))
            if version == 0:
                raise JournalDamaged(path=str(self.path))
        except BaseException:
            base.close()
            raise
        if version < len(STEPS):
            bring_up(self.path, now_here().date())
        return base


def place_of(entry: Entry) -> Place:
    """Where a page that ends with `entry` ends."""
    return Place(entry.day, entry.hour, entry.id)


def _entry(row: tuple[Any, ...]) -> Entry:
    given = dict(zip(COLUMNS, row, strict=True))
    return Entry(
        **{
            **given,
            "day": date.fromisoformat(given["day"]),
            "desk": Desk(given["desk"]),
            "outcome": given["outcome"] and Outcome(given["outcome"]),
            "withheld": given["withheld"] and Withheld(given["withheld"]),
            "wrap_up": given["wrap_up"] and WrapUp(given["wrap_up"]),
            "pages": tuple(map(int, filter(None, given["pages"].split(",")))),
            "filtered": bool(given["filtered"]),
        }
    )
