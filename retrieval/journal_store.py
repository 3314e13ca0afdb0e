"""The journal in SQLite: what is written is on the disk when a verb returns."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from retrieval.journal import Clock, Entry, WrapUp, months_before, now_here
from retrieval.journal_errors import JournalDamaged, journal_errors
from retrieval.journal_file import Connect, connected, open_journal

COLUMNS = (
    "id", "day", "hour", "desk", "outcome", "text", "withheld", "confidence", "pages", "edition",
    "duration_ms", "wrap_up", "filtered",
)  # fmt: skip
INSERT = f"INSERT INTO entries VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
_DATED = re.compile(r"-(\d{4}-\d\d-\d\d)(?:-\d+)?$")


class JournalStore:
    """The journal in the file `path`, for one thread at a time. Every verb raises `JournalError`.

    `set_aside` names the damaged files that were found on the way.
    """

    def __init__(
        self, path: Path, *, clock: Clock = now_here, connect: Connect = connected
    ) -> None:
        self.path = path
        self.set_aside: tuple[str, ...] = ()
        self._clock = clock
        self._connect = connect
        self._base: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def append(self, entry: Entry, instead_of: int | None = None) -> None:
        """Writes `entry`; the one that it stands for goes."""
        with self._writing() as base:
            base.execute("DELETE FROM entries WHERE id = ?", (instead_of,))
            base.execute(INSERT, row_of(entry))

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        """Writes the code beside the question; nothing where that is gone."""
        with self._writing() as base:
            base.execute("UPDATE entries SET wrap_up = ? WHERE id = ?", (code.value, entry_id))

    def keep_for(self, months: int) -> int:
        """How many entries were older than that and are gone, copies and damaged files too."""
        oldest = months_before(self._clock().date(), months)
        with self._writing() as base:
            base.execute("DELETE FROM retention")
            base.execute("INSERT INTO retention VALUES (?)", (months,))
            gone = base.execute("DELETE FROM entries WHERE day < ?", (oldest.isoformat(),)).rowcount
        self._forget(oldest)
        return gone

    def erase(self) -> int:
        """How many entries there were; none is left, nor any copy."""
        with self._writing() as base:
            gone = base.execute("DELETE FROM entries").rowcount
        self._forget(date.max)
        with journal_errors(self.path):
            self._opened().execute("VACUUM")
        return gone

    def close(self) -> None:
        """Lets go of the file."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def _forget(self, oldest: date) -> None:
        """Leaves nothing of what was deleted in the file beside, and deletes dated files."""
        with journal_errors(self.path):
            self._opened().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            for path in dated_beside(self.path):
                dated = _DATED.search(path.name.partition(".")[0])
                if dated and date.fromisoformat(dated[1]) < oldest:
                    path.unlink()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; a file found to be damaged is set aside before the next one."""
        base = self._opened()
        try:
            with journal_errors(self.path):
                base.execute("BEGIN IMMEDIATE")
                try:
                    yield base
                    base.execute("COMMIT")
                except BaseException:
                    if base.in_transaction:
                        base.execute("ROLLBACK")
                    raise
        except JournalDamaged:
            self.close()
            raise

    def _opened(self) -> sqlite3.Connection:
        """The connection; a new one where somebody moved or deleted the file."""
        if self._base is not None and self._found() != self._file:
            self.close()
        if self._base is None:
            opened = open_journal(self.path, self._clock().date(), connect=self._connect)
            self._base, self._file = opened.base, self._found()
            if opened.set_aside:
                self.set_aside += (opened.set_aside.name,)
        return self._base

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def row_of(entry: Entry) -> tuple[object, ...]:
    """`entry` as it stands in the table, by `COLUMNS`."""
    pages = ",".join(map(str, entry.pages))
    given = {"day": entry.day.isoformat(), "pages": pages}
    return tuple(given.get(name, getattr(entry, name)) for name in COLUMNS)


def dated_beside(path: Path) -> list[Path]:
    """Copies of older versions and damaged files beside the journal, by name."""
    return sorted(
        each
        for each in path.parent.glob(f"{path.stem}-*{path.suffix}*")
        if _DATED.search(each.name.partition(".")[0])
    )
