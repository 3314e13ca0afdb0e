"""What keeps the journal's file from being read or written; each names the file."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import SelonError
from retrieval.journal import Trouble

_PRIMARY = 0xFF


class JournalError(SelonError):
    """The journal `path` can't be used."""

    code = "journal"
    trouble = Trouble.UNWRITABLE


class JournalLocked(JournalError):
    """Another program keeps the file `path` to itself."""

    code = "journal_locked"
    trouble = Trouble.LOCKED


class JournalFull(JournalError):
    """No room is left to write `path`."""

    code = "journal_full"
    trouble = Trouble.FULL


class JournalUnwritable(JournalError):
    """There is no right to open or write `path`."""

    code = "journal_unwritable"
    trouble = Trouble.UNWRITABLE


class JournalNewer(JournalError):
    """A newer Selon wrote `path`, in the version `found` of which `known` is the last known."""

    code = "journal_newer"
    trouble = Trouble.NEWER


class JournalDamaged(JournalError):
    """The file `path` is no journal any more, or never was one."""

    code = "journal_damaged"
    trouble = Trouble.DAMAGED


_BY_CODE: dict[int, type[JournalError]] = {
    sqlite3.SQLITE_BUSY: JournalLocked,
    sqlite3.SQLITE_LOCKED: JournalLocked,
    sqlite3.SQLITE_FULL: JournalFull,
    sqlite3.SQLITE_CORRUPT: JournalDamaged,
    sqlite3.SQLITE_NOTADB: JournalDamaged,
    sqlite3.SQLITE_ERROR: JournalDamaged,  # a table or a column that should be there isn't
}


@contextmanager
def journal_errors(path: Path) -> Iterator[None]:
    """Within it, what SQLite and the disk raise becomes the `JournalError` that says why."""
    try:
        yield
    except sqlite3.Error as exc:
        code = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY
        raise _BY_CODE.get(code, JournalUnwritable)(path=str(path)) from exc
    except OSError as exc:
        full = exc.errno in {errno.ENOSPC, errno.EDQUOT}
        raise (JournalFull if full else JournalUnwritable)(path=str(path)) from exc
