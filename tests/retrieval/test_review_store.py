"""Opinions and reviews on disk: kept, changed, let go on time, set aside where damaged."""

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.gold import GoldQuestion, Kind
from retrieval.journal import Desk, Entry
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.review_errors import (
    ReviewsDamaged,
    ReviewsFull,
    ReviewsLocked,
    ReviewsNewer,
    ReviewsUnwritable,
)
from retrieval.review_store import STEPS, ReviewStore
from retrieval.reviewed_journal import WithOpinions
from retrieval.reviews import Mark, Opinion, Reason, Review, Verdict

DAY = date(2026, 11, 30)
GOLD = GoldQuestion(
    "relu-1", "bilan.pdf", Kind.MULTI, "Combien d'écoles ?", pages=(2, 12), groups=((2,), (12,)),
    keys=("14",), evidence=("La ville a 14 écoles.", "Quatorze."), answer="La ville a 14 écoles.",
)  # fmt: skip
REVIEW = Review(
    "relu-1", 7, "Combien d'écoles ?", "ed", Mark.INCOMPLETE, "paul", DAY, "seen", gold=GOLD
)
UNHELPFUL = Opinion(7, Verdict.NOT_HELPFUL, DAY, Reason.INCOMPLETE)


class Clock:
    """The time that it is told to be."""

    def __init__(self) -> None:
        self.day = DAY

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "reviews.sqlite"


@pytest.fixture
def store(path: Path, clock: Clock) -> ReviewStore:
    return ReviewStore(path, clock=clock)


def test_without_a_file_there_is_nothing_and_none_is_made(store: ReviewStore, path: Path) -> None:
    assert (store.tallies(), store.reviews()) == ({}, ())
    assert not path.exists()


def test_an_opinion_is_kept_as_it_was_given(store: ReviewStore) -> None:
    store.give(UNHELPFUL)

    assert store.tallies() == {7: UNHELPFUL}


def test_whoever_changes_their_mind_has_one_opinion(store: ReviewStore) -> None:
    store.give(UNHELPFUL)
    store.give(Opinion(7, Verdict.HELPFUL, DAY))

    assert store.tallies() == {7: Opinion(7, Verdict.HELPFUL, DAY)}


def test_a_file_of_opinions_holds_nothing_else(store: ReviewStore, path: Path) -> None:
    store.give(UNHELPFUL)

    with closing(sqlite3.connect(path)) as base:
        rows = base.execute("SELECT * FROM opinions").fetchall()
    assert rows == [(7, "not_helpful", "2026-11-30", "incomplete")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_reviews_come_back_whole_the_latest_first(store: ReviewStore) -> None:
    passed = replace(REVIEW, id="relu-2", mark=Mark.PASSED_OVER, gold=None)
    earlier = replace(REVIEW, id="relu-3", day=DAY - timedelta(1), mark=Mark.RIGHT, told=True)
    for each in (earlier, REVIEW, passed):
        store.mark(each)

    assert store.reviews() == (passed, REVIEW, earlier)


def test_a_question_marked_again_has_its_last_mark(store: ReviewStore) -> None:
    store.mark(REVIEW)
    store.mark(replace(REVIEW, mark=Mark.RIGHT))

    assert [each.mark for each in store.reviews()] == [Mark.RIGHT]


def test_what_is_undone_is_gone(store: ReviewStore) -> None:
    store.mark(REVIEW)
    store.undo("relu-9")
    assert store.reviews() == (REVIEW,)
    store.undo("relu-1")
    assert store.reviews() == ()


def test_opinions_go_when_their_time_is_over_and_reviews_stay(
    store: ReviewStore, clock: Clock
) -> None:
    store.give(UNHELPFUL)
    store.mark(REVIEW)
    clock.day = date(2027, 5, 31)
    assert store.keep_for(6) == 0
    clock.day = date(2027, 6, 1)
    assert store.keep_for(6) == 1

    assert (store.tallies(), store.reviews()) == ({}, (REVIEW,))


def test_opinions_go_with_the_journal(store: ReviewStore, clock: Clock, path: Path) -> None:
    journal = JournalStore(path.with_name("journal.sqlite"), clock=clock)
    both = WithOpinions(journal, store)
    both.append(Entry(DAY, 9, Desk.RESIDENTS, None, "Combien ?", id=7))
    store.give(UNHELPFUL)
    clock.day = date(2027, 6, 1)

    assert both.keep_for(6) == 1
    both.close()
    assert store.tallies() == {}
    assert JournalReader(journal.path).count() == 0


def test_erasing_leaves_no_opinion_and_no_damaged_file(store: ReviewStore, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    store.give(UNHELPFUL)
    assert [each.name for each in path.parent.glob("*damaged*")] == list(store.set_aside)

    assert store.erase() == 1
    assert list(path.parent.glob("*damaged*")) == []


def test_a_damaged_file_is_set_aside_under_its_day(store: ReviewStore, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    store.give(UNHELPFUL)

    assert store.set_aside == ("reviews-damaged-2026-11-30.sqlite",)
    assert path.with_name(store.set_aside[0]).read_bytes() == b"no database" * 100
    assert store.tallies() == {7: UNHELPFUL}


def test_a_newer_file_is_left_as_it_is(store: ReviewStore, path: Path) -> None:
    store.give(UNHELPFUL)
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA user_version = {len(STEPS) + 1}")

    with pytest.raises(ReviewsNewer) as refusal:
        store.tallies()
    assert refusal.value.values == {"path": str(path), "found": 2, "known": 1}


def test_a_file_that_another_program_keeps_is_told(store: ReviewStore, path: Path) -> None:
    store.give(UNHELPFUL)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReviewsLocked) as refusal:
            store.give(UNHELPFUL)
    assert refusal.value.values == {"path": str(path)}


def test_a_full_disk_is_told(path: Path, clock: Clock) -> None:
    def narrow(file: Path) -> sqlite3.Connection:
        base = sqlite3.connect(file, isolation_level=None)
        base.execute("PRAGMA max_page_count = 1")
        return base

    with pytest.raises(ReviewsFull):
        ReviewStore(path, clock=clock, connect=narrow).give(UNHELPFUL)


def test_a_place_where_no_file_can_stand_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(ReviewsUnwritable):
        ReviewStore(tmp_path / "home" / "reviews.sqlite", clock=clock).give(UNHELPFUL)


def test_a_review_that_makes_no_sense_is_damage_and_not_a_crash(
    store: ReviewStore, path: Path
) -> None:
    store.mark(REVIEW)
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE reviews SET mark = 'other'")
    with pytest.raises(ReviewsDamaged):
        store.reviews()
