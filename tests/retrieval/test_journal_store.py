"""The journal on disk: made, migrated, purged on time, set aside where it is damaged."""

import sqlite3
import stat
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, Trouble, WrapUp
from retrieval.journal_errors import (
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalLocked,
    JournalNewer,
    JournalUnwritable,
)
from retrieval.journal_file import STEPS, connected, open_journal
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld

DAY = date(2026, 3, 31)
SECRET = "ZANZIBARONDE"


def entry(number: int = 1, text: str | None = "Et les crèches ?", day: date = DAY) -> Entry:
    withheld = None if text else Withheld.SENSITIVE
    return Entry(
        day, 9, Desk.RESIDENTS, Outcome.ANSWERED, text, withheld, 0.5, (3, 12), "ed", 40, id=number
    )


class Clock:
    """The time that it is told to be."""

    def __init__(self, day: date = DAY) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "journal.sqlite"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(path: Path, clock: Clock) -> JournalStore:
    return JournalStore(path, clock=clock)


def noted(path: Path) -> list[Entry]:
    return list(JournalReader(path).every())


def bytes_of(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob("journal*")))


def test_what_is_written_is_read_as_it_was(store: JournalStore, path: Path) -> None:
    given = [entry(1), replace(entry(2, None), outcome=None, desk=Desk.AGENTS, pages=())]
    for each in given:
        store.append(each)

    assert noted(path) == given


def test_only_our_user_may_read_the_file_and_what_is_beside_it(
    store: JournalStore, path: Path
) -> None:
    store.append(entry())

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert "journal.sqlite-wal" in modes


def test_an_entry_stands_in_for_an_earlier_one(store: JournalStore, path: Path) -> None:
    store.append(entry(1))
    store.append(entry(2, "Et les écoles ?"), instead_of=1)

    assert [(each.id, each.text) for each in noted(path)] == [(2, "Et les écoles ?")]


def test_a_call_is_closed_with_its_code(store: JournalStore, path: Path) -> None:
    store.append(entry(1))
    store.append(entry(2))
    store.wrap_up(2, WrapUp.PARTLY)
    store.wrap_up(3, WrapUp.FOUND)

    assert [each.wrap_up for each in noted(path)] == [None, WrapUp.PARTLY]


def test_on_the_day_after_six_months_a_question_is_gone_from_the_disk(
    store: JournalStore, path: Path, clock: Clock
) -> None:
    store.append(entry(1, f"{SECRET} ?"))
    store.append(entry(2, "Et hier ?", DAY + timedelta(days=1)))

    clock.day = date(2026, 9, 30)
    assert store.keep_for(6) == 0
    assert SECRET.encode() in bytes_of(path)

    clock.day = date(2026, 10, 1)
    assert store.keep_for(6) == 1
    assert [each.id for each in noted(path)] == [2]
    assert SECRET.encode() not in bytes_of(path)


def test_how_long_it_is_kept_stands_in_the_file(store: JournalStore, path: Path) -> None:
    store.keep_for(12)
    store.keep_for(6)

    assert JournalReader(path).summary().months == 6


def test_erasing_leaves_nothing_of_any_question(store: JournalStore, path: Path) -> None:
    for number in range(50):
        store.append(entry(number, f"{SECRET} {number} ?"))
    copy = path.with_name("journal-version-1-2026-03-01.sqlite")
    copy.write_text(SECRET)

    assert store.erase() == 50
    assert noted(path) == []
    assert not copy.exists()
    store.close()
    assert SECRET.encode() not in bytes_of(path)


def test_an_older_journal_is_taken_further_and_a_copy_kept_until_it_is_too_old(
    path: Path, clock: Clock
) -> None:
    open_journal(path, DAY, steps=STEPS[:1]).base.close()
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "INSERT INTO entries VALUES (7, '2026-03-30', 9, 'pages', 'answered', 'Et ?', NULL,"
            " 0.5, '3', 'ed', 40)"
        )

    store = JournalStore(path, clock=clock)
    store.append(entry(8))

    copy = path.with_name("journal-version-1-2026-03-31.sqlite")
    assert [each.id for each in noted(path)] == [7, 8]
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT id FROM entries").fetchall() == [(7,)]
    assert JournalReader(path).summary().beside == (copy.name,)
    clock.day = date(2026, 10, 1)
    store.keep_for(6)
    assert not copy.exists()


@pytest.mark.parametrize("spoil", ["text", "middle", "foreign"])
def test_a_damaged_journal_is_set_aside_and_a_new_one_begun(
    store: JournalStore, path: Path, spoil: str
) -> None:
    before = spoilt(store, path, spoil)

    store.append(entry(9))

    aside = path.with_name("journal-damaged-2026-03-31.sqlite")
    assert [each.id for each in noted(path)] == [9]
    assert aside.read_bytes() == before
    assert store.set_aside == (aside.name,)


def spoilt(store: JournalStore, path: Path, how: str) -> bytes:
    """The content of the journal, once it was spoilt."""
    path.parent.mkdir()
    if how == "foreign":
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TABLE recipes (name TEXT)")
    elif how == "middle":
        for number in range(200):
            store.append(entry(number, "Et les crèches ? " * 20))
        store.close()
        content = bytearray(path.read_bytes())
        content[4096 : len(content) - 4096] = b"\xff" * (len(content) - 8192)
        path.write_bytes(content)
    else:
        path.write_text("ceci n'est pas un journal " * 100)
    return path.read_bytes()


def test_a_journal_damaged_while_it_is_open_is_set_aside_at_the_next_question(
    store: JournalStore, path: Path
) -> None:
    for number in range(100):
        store.append(entry(number, "Et les crèches ? " * 20))
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))

    with pytest.raises(JournalDamaged):
        store.append(entry(200))
    store.append(entry(201))

    assert [each.id for each in noted(path)] == [201]


def test_a_journal_of_a_newer_version_is_left_as_it_is(store: JournalStore, path: Path) -> None:
    open_journal(path, DAY, steps=(*STEPS, "CREATE TABLE later (x);")).base.close()
    before = path.read_bytes()

    with pytest.raises(JournalNewer) as caught:
        store.append(entry())

    assert caught.value.values == {"path": str(path), "found": len(STEPS) + 1, "known": len(STEPS)}
    assert path.read_bytes() == before


def test_a_locked_journal_is_told_and_written_once_it_is_free(
    store: JournalStore, path: Path
) -> None:
    store.append(entry(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalLocked):
            store.append(entry(2))
        other.execute("ROLLBACK")
    store.append(entry(2))

    assert [each.id for each in noted(path)] == [1, 2]


def small(path: Path) -> sqlite3.Connection:
    """A connection to a disk with hardly any room."""
    base = connected(path)
    base.execute("PRAGMA max_page_count = 16")
    return base


def test_a_full_disk_is_told_and_what_was_written_stays(path: Path) -> None:
    store = JournalStore(path, connect=small)
    entries = (entry(number, "Et les crèches ? " * 50) for number in range(1, 2000))

    with pytest.raises(JournalFull) as caught:
        deque(map(store.append, entries), maxlen=0)

    assert caught.value.trouble is Trouble.FULL
    kept = [each.id for each in noted(path)]
    assert kept == list(range(1, len(kept) + 1))
    assert kept


def test_a_folder_in_the_place_of_the_file_is_told(store: JournalStore, path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(JournalUnwritable):
        store.append(entry())


def test_a_journal_that_somebody_moved_away_is_begun_anew(store: JournalStore, path: Path) -> None:
    store.append(entry(1))
    for each in path.parent.iterdir():
        each.rename(path.parent.parent / each.name)
    store.append(entry(2))

    assert [each.id for each in noted(path)] == [2]


@pytest.mark.parametrize("read", [JournalReader.summary, JournalReader.count])
def test_what_is_no_journal_cannot_be_read(
    path: Path, read: Callable[[JournalReader], object]
) -> None:
    path.parent.mkdir()
    path.write_text("ceci n'est pas un journal " * 100)

    with pytest.raises(JournalError):
        read(JournalReader(path))
