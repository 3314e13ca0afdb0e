"""Reads the journal: counts, lists by page, and everything one by one; writes nothing."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, WrapUp
from retrieval.journal_errors import JournalDamaged, JournalNewer, journal_errors
from retrieval.journal_file import SECONDS_TO_WAIT, STEPS
from retrieval.journal_store import COLUMNS, dated_beside
from retrieval.keeping import Withheld

PAGE = 50
# What entries can be counted by.
COUNTED_BY = ("day", "desk", "outcome", "withheld", "wrap_up")
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM entries"  # noqa: S608 - names of ours
# SQLite takes so many values in any version.
_AT_ONCE = 900
_LATEST_FIRST = "ORDER BY day DESC, hour DESC, id DESC"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are meant: those of which everything that is given here holds."""

    since: date | None = None
    until: date | None = None
    desk: Desk | None = None
    outcome: Outcome | None = None
    withheld: Withheld | None = None
    wrap_up: WrapUp | None = None
    edition: str = ""

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
        ]
        given = [(condition, value) for condition, value in parts if value is not None]
        conditions = " AND ".join(condition for condition, _ in given) or "true"
        return f"WHERE {conditions}", [value for _, value in given]


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
        """The entries one by one, the earliest first, however many there are."""
        where, given = wanted.where()
        for row in self._rows(f"{_SELECT} {where} ORDER BY day, hour, id", given):
            yield _entry(row)

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
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        with (
            journal_errors(self.path),
            closing(sqlite3.connect(address, uri=True, timeout=SECONDS_TO_WAIT)) as base,
        ):
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise JournalNewer(path=str(self.path), found=version, known=len(STEPS))
            if version < len(STEPS):
                raise JournalDamaged(path=str(self.path))
            yield base


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
        }
    )
