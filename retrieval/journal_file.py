"""Opens the journal's file: made, brought up to date, or set aside where it is damaged."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retrieval.journal_errors import JournalDamaged, JournalNewer, journal_errors

FILE = "journal.sqlite"
SECONDS_TO_WAIT = 1.0
Connect = Callable[[Path], sqlite3.Connection]

# Each step takes a file one version further; a new file goes through all of them.
STEPS: tuple[str, ...] = (
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        hour INTEGER NOT NULL,
        desk TEXT NOT NULL,
        outcome TEXT,
        text TEXT,
        withheld TEXT,
        confidence REAL NOT NULL,
        pages TEXT NOT NULL,
        edition TEXT NOT NULL,
        duration_ms INTEGER NOT NULL
    );
    CREATE INDEX by_hour ON entries (day, hour, id);
    """,
    """
    ALTER TABLE entries ADD COLUMN wrap_up TEXT;
    CREATE TABLE retention (months INTEGER NOT NULL);
    CREATE INDEX by_count ON entries (day, desk, outcome, withheld, wrap_up);
    CREATE INDEX by_outcome ON entries (outcome, day, hour, id);
    CREATE INDEX by_desk ON entries (desk, day, hour, id);
    CREATE INDEX by_wrap_up ON entries (wrap_up, day, hour, id) WHERE wrap_up IS NOT NULL;
    """,
    """
    ALTER TABLE entries ADD COLUMN filtered INTEGER NOT NULL DEFAULT 0;
    """,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A journal that can be written, and the damaged one that it came in the place of."""

    base: sqlite3.Connection
    set_aside: Path | None = None


def connected(path: Path) -> sqlite3.Connection:
    """A connection for the thread that writes; the file is for our user alone.

    A transaction is on the disk when it ends, and what is deleted is overwritten.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    base = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None)
    try:
        base.execute("PRAGMA synchronous = FULL")
        base.execute("PRAGMA secure_delete = ON")
    except sqlite3.Error:
        base.close()
        raise
    return base


def open_journal(
    path: Path, today: date, *, connect: Connect = connected, steps: Sequence[str] = STEPS
) -> Opened:
    """The journal `path`, ready to be written. Raises `JournalError`.

    A damaged file is set aside under a name with the day, and a new one begun; one of an older
    version is copied first. A newer one is left as it is.
    """
    with journal_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return Opened(_brought_up(path, today, connect, steps))
    except JournalDamaged:
        with journal_errors(path):
            aside = set_aside(path, today)
        return Opened(_brought_up(path, today, connect, steps), aside)


def set_aside(path: Path, today: date) -> Path:
    """Where the file and what SQLite keeps beside it went."""
    aside = free_name(path, f"damaged-{today}")
    for end in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    return aside


def free_name(path: Path, what: str) -> Path:
    """A file beside `path` that isn't there yet: `journal-damaged-2026-01-31.sqlite`."""
    numbers = ("", *(f"-{n}" for n in range(2, 1000)))
    names = (path.with_name(f"{path.stem}-{what}{number}{path.suffix}") for number in numbers)
    return next(name for name in names if not name.exists())


def bring_up(path: Path, today: date) -> None:
    """Takes the journal `path`, of an older version, to ours; a copy is kept beside it.

    Raises `JournalError`.
    """
    _brought_up(path, today, connected, STEPS).close()


def _brought_up(
    path: Path, today: date, connect: Connect, steps: Sequence[str]
) -> sqlite3.Connection:
    with journal_errors(path):
        base = connect(path)
    try:
        with journal_errors(path):
            found = _version(base, path)
            if found > len(steps):
                raise JournalNewer(path=str(path), found=found, known=len(steps))
            if 0 < found < len(steps):
                copy_of(base, free_name(path, f"version-{found}-{today}"))
            _take_further(base, found, steps)
    except BaseException:
        base.close()
        raise
    return base


def _version(base: sqlite3.Connection, path: Path) -> int:
    """The version of the file, 0 for a new one. Raises `JournalDamaged`."""
    (said,) = base.execute("PRAGMA quick_check(1)").fetchone()
    (version,) = base.execute("PRAGMA user_version").fetchone()
    (tables,) = base.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if said != "ok" or bool(tables) != bool(version):
        raise JournalDamaged(path=str(path))
    return int(version)


def copy_of(base: sqlite3.Connection, to: Path) -> None:
    """Copies the whole journal to `to`, for our user alone."""
    os.close(os.open(to, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(to)) as copy:
        base.backup(copy)


def _take_further(base: sqlite3.Connection, found: int, steps: Sequence[str]) -> None:
    base.execute("PRAGMA journal_mode = WAL")
    if found == len(steps):
        return
    further = "\n".join(steps[found:])
    base.executescript(f"BEGIN IMMEDIATE; {further}; PRAGMA user_version = {len(steps)}; COMMIT;")
