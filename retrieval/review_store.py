"""Opinions and reviews in SQLite: what is written is on the disk when a verb returns."""

import json
import re
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from retrieval.gold import parse_question
from retrieval.journal import Clock, months_before, now_here
from retrieval.journal_file import Connect, connected, open_journal
from retrieval.journal_store import dated_beside
from retrieval.review_errors import ReviewsDamaged, review_errors
from retrieval.review_gold import fields_of
from retrieval.reviews import Mark, Opinion, Reason, Review, Verdict

FILE = "reviews.sqlite"

# Each step takes a file one version further; a new file goes through all of them.
STEPS = (
    """
    CREATE TABLE opinions (
        entry INTEGER PRIMARY KEY,
        verdict TEXT NOT NULL,
        day TEXT NOT NULL,
        reason TEXT
    );
    CREATE TABLE reviews (
        id TEXT PRIMARY KEY,
        entry INTEGER NOT NULL,
        question TEXT NOT NULL,
        edition TEXT NOT NULL,
        mark TEXT NOT NULL,
        by TEXT NOT NULL,
        day TEXT NOT NULL,
        shown TEXT NOT NULL,
        told INTEGER NOT NULL,
        gold TEXT
    );
    """,
)
_OPINION = "INSERT OR REPLACE INTO opinions VALUES (?, ?, ?, ?)"
_REVIEW = "INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ReviewStore:
    """Opinions and reviews in the file `path`; any thread may ask.

    Every verb raises `ReviewsError`.
    `set_aside` names the damaged files that were found on the way. The file is opened for each
    verb: they are few, and whoever moves or restores it needs no restart.
    """

    def __init__(
        self, path: Path, *, clock: Clock = now_here, connect: Connect = connected
    ) -> None:
        self.path = path
        self.set_aside: tuple[str, ...] = ()
        self._clock = clock
        self._connect = connect
        self._turn = threading.Lock()

    def give(self, opinion: Opinion) -> None:
        """Keeps `opinion` in the place of an earlier one on the same answer."""
        given = (opinion.entry, opinion.verdict, opinion.day.isoformat(), opinion.reason)
        with self._opened() as base:
            base.execute(_OPINION, given)

    def tallies(self) -> Mapping[int, Opinion]:
        """Every opinion, by the entry of the journal that it is about."""
        if not self.path.exists():
            return {}
        with self._opened("BEGIN") as base:
            rows = base.execute("SELECT entry, verdict, day, reason FROM opinions").fetchall()
        return {row[0]: _opinion(row) for row in rows}

    def mark(self, review: Review) -> None:
        """Keeps `review` in the place of an earlier one of the same question."""
        gold = review.gold and json.dumps(fields_of(review.gold), ensure_ascii=False)
        given = (review.id, review.entry, review.question, review.edition, review.mark, review.by)
        with self._opened() as base:
            base.execute(_REVIEW, (*given, review.day.isoformat(), review.shown, review.told, gold))

    def undo(self, review_id: str) -> None:
        """The review of that id is gone; nothing where there is none."""
        with self._opened() as base:
            base.execute("DELETE FROM reviews WHERE id = ?", (review_id,))

    def reviews(self) -> tuple[Review, ...]:
        """Every review, the latest first."""
        if not self.path.exists():
            return ()
        with self._opened("BEGIN") as base:
            rows = base.execute("SELECT * FROM reviews ORDER BY day DESC, rowid DESC").fetchall()
        try:
            return tuple(map(_review, rows))
        except (KeyError, ValueError, TypeError, AttributeError) as exc:
            raise ReviewsDamaged(path=str(self.path)) from exc

    def keep_for(self, months: int) -> int:
        """How many opinions were older than that and are gone; reviews stay until undone."""
        return self._forget(months_before(self._clock().date(), months))

    def erase(self) -> int:
        """How many opinions there were; none is left, nor any damaged file. Reviews stay."""
        return self._forget(date.max)

    def _forget(self, oldest: date) -> int:
        gone = 0
        if self.path.exists():
            with self._opened() as base:
                old = "DELETE FROM opinions WHERE day < ?"
                gone = base.execute(old, (oldest.isoformat(),)).rowcount
        with review_errors(self.path):
            for path in dated_beside(self.path):
                dated = _DAY.search(path.name)
                if dated and date.fromisoformat(dated[0]) < oldest:
                    path.unlink()
        return gone

    @contextmanager
    def _opened(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One transaction; a damaged file is set aside under a name with the day, one made anew."""
        with self._turn, review_errors(self.path):
            today = self._clock().date()
            opened = open_journal(self.path, today, connect=self._connect, steps=STEPS)
            if opened.set_aside:
                self.set_aside += (opened.set_aside.name,)
            with closing(opened.base) as base:
                base.execute(begin)
                yield base
                base.execute("COMMIT")


def _opinion(row: tuple[Any, ...]) -> Opinion:
    entry, verdict, day, reason = row
    return Opinion(
        entry, Verdict(verdict), date.fromisoformat(day), Reason(reason) if reason else None
    )


def _review(row: tuple[Any, ...]) -> Review:
    name, entry, question, edition, mark, by, day, shown, told, gold = row
    return Review(
        id=name,
        entry=entry,
        question=question,
        edition=edition,
        mark=Mark(mark),
        by=by,
        day=date.fromisoformat(day),
        shown=shown,
        told=bool(told),
        gold=parse_question(json.loads(gold)) if gold else None,
    )
