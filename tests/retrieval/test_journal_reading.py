import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, WrapUp
from retrieval.journal_file import STEPS, open_journal
from retrieval.journal_reading import JournalReader, Summary, Tally, Wanted, place_of
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
ENTRIES = (
    Entry(MARCH, 9, Desk.RESIDENTS, Outcome.ANSWERED, "Un ?", pages=(3,), edition="a", id=40),
    Entry(MARCH, 9, Desk.RESIDENTS, Outcome.ANSWERED, "Deux ?", edition="a", id=30),
    Entry(MARCH, 17, Desk.AGENTS, Outcome.MENTIONED, "Trois ?", id=20, wrap_up=WrapUp.ABSENT),
    Entry(APRIL, 8, Desk.PAGES, Outcome.NOT_IN_REPORT, None, Withheld.SENSITIVE, id=10),
    Entry(APRIL, 8, Desk.RESIDENTS, Outcome.ANSWERED, "Cinq ?", edition="b", id=50),
)


@pytest.fixture
def reader(tmp_path: Path) -> JournalReader:
    store = JournalStore(tmp_path / "journal.sqlite")
    for each in ENTRIES:
        store.append(each)
    store.close()
    return JournalReader(tmp_path / "journal.sqlite")


def test_entries_are_counted_by_day_and_desk(reader: JournalReader) -> None:
    assert reader.tallies(("day", "desk")) == [
        Tally(("2026-03-31", "agents"), 1),
        Tally(("2026-03-31", "residents"), 2),
        Tally(("2026-04-01", "pages"), 1),
        Tally(("2026-04-01", "residents"), 1),
    ]


def test_entries_are_counted_by_outcome_among_those_meant(reader: JournalReader) -> None:
    assert reader.tallies(("outcome",), Wanted(until=MARCH)) == [
        Tally(("answered",), 2),
        Tally(("mentioned",), 1),
    ]


def test_nothing_else_can_be_counted_by(reader: JournalReader) -> None:
    with pytest.raises(ValueError, match="counted by"):
        reader.tallies(("text",))


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), [50, 10, 20, 40, 30]),
        (Wanted(since=APRIL), [50, 10]),
        (Wanted(until=MARCH), [20, 40, 30]),
        (Wanted(desk=Desk.RESIDENTS), [50, 40, 30]),
        (Wanted(outcome=Outcome.ANSWERED, edition="a"), [40, 30]),
        (Wanted(withheld=Withheld.SENSITIVE), [10]),
        (Wanted(wrap_up=WrapUp.ABSENT), [20]),
        (Wanted(wrap_up=WrapUp.FOUND), []),
    ],
)
def test_the_latest_of_those_meant_come_first(
    reader: JournalReader, wanted: Wanted, ids: list[int]
) -> None:
    assert [each.id for each in reader.listed(wanted)] == ids
    assert reader.count(wanted) == len(ids)


def test_pages_of_a_list_follow_each_other_without_a_gap(reader: JournalReader) -> None:
    first = reader.listed(limit=2)
    second = reader.listed(limit=2, after=place_of(first[-1]))
    third = reader.listed(limit=2, after=place_of(second[-1]))

    assert [[each.id for each in page] for page in (first, second, third)] == [
        [50, 10],
        [20, 40],
        [30],
    ]


def test_everything_comes_in_the_order_of_time(reader: JournalReader) -> None:
    assert {each.id: each for each in reader.every()} == {each.id: each for each in ENTRIES}
    assert [each.id for each in reader.every()] == [30, 40, 20, 10, 50]


def test_a_summary_says_how_many_and_from_when(reader: JournalReader) -> None:
    summary = reader.summary()

    assert (summary.entries, summary.withheld) == (5, 1)
    assert (summary.first, summary.last) == (MARCH, APRIL)
    assert summary.months is None
    assert summary.bytes == reader.path.stat().st_size


def test_where_there_is_no_file_there_is_no_entry_and_none_is_made(tmp_path: Path) -> None:
    reader = JournalReader(tmp_path / "journal.sqlite")

    assert reader.summary() == Summary()
    assert reader.listed() == []
    assert reader.tallies(("day",)) == []
    assert reader.count() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_journal_is_read_while_it_is_written(tmp_path: Path) -> None:
    store = JournalStore(tmp_path / "journal.sqlite")
    store.append(ENTRIES[0])
    reading = JournalReader(store.path).every()
    first = next(reading)
    store.append(ENTRIES[1])

    assert (first.id, list(reading)) == (40, [])
    assert JournalReader(store.path).count() == 2


def test_the_most_asked_come_first_and_what_was_withheld_not_at_all(reader: JournalReader) -> None:
    store = JournalStore(reader.path)
    store.append(Entry(APRIL, 9, Desk.PAGES, Outcome.ANSWERED, "Deux ?", id=60))
    store.close()
    assert reader.most_asked(2) == ["Deux ?", "Cinq ?"]
    assert len(reader.most_asked(9)) == 4


def test_the_pages_that_were_cited_are_those_of_one_edition(reader: JournalReader) -> None:
    store = JournalStore(reader.path)
    cited = Entry(APRIL, 9, Desk.PAGES, Outcome.ANSWERED, "?", pages=(3, 12), edition="a", id=61)
    store.append(cited)
    store.close()
    assert reader.pages_cited("a") == {3, 12}
    assert reader.pages_cited("c") == frozenset()


def test_only_entries_among_the_ids_wanted_are_meant(reader: JournalReader) -> None:
    among = Wanted(since=APRIL, among=frozenset({10, 20, 50, 99}))
    assert [entry.id for entry in reader.listed(among)] == [50, 10]
    assert reader.count(Wanted(among=frozenset())) == 0
    assert reader.texts([10, 20, 99]) == {20: "Trois ?"}


def test_the_figures_of_a_day_change_with_any_entry_of_it(
    reader: JournalReader, tmp_path: Path
) -> None:
    before = reader.days(MARCH, APRIL)
    store = JournalStore(tmp_path / "journal.sqlite")
    store.wrap_up(30, WrapUp.PARTLY)
    closed = reader.days(MARCH, APRIL)
    store.append(Entry(MARCH, 9, Desk.RESIDENTS, Outcome.ANSWERED, "Six ?", id=60), instead_of=40)
    store.close()
    after = reader.days(MARCH, APRIL)
    assert before.keys() == {MARCH, APRIL}
    assert len({before[MARCH], closed[MARCH], after[MARCH]}) == 3
    assert before[APRIL] == after[APRIL]


def test_whether_a_part_of_the_reports_was_asked_is_kept(
    reader: JournalReader, tmp_path: Path
) -> None:
    store = JournalStore(tmp_path / "journal.sqlite")
    store.append(replace(ENTRIES[0], id=70, filtered=True))
    store.close()
    assert {each.id: each.filtered for each in reader.noted(MARCH)} == {
        20: False,
        30: False,
        40: False,
        70: True,
    }
    assert next(reader.every(Wanted(among=frozenset({70})))).filtered


def test_a_journal_of_an_older_version_is_brought_up_to_date_by_who_reads_it_first(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal.sqlite"
    open_journal(path, MARCH, steps=STEPS[:2]).base.close()
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(
            "INSERT INTO entries VALUES"
            " (7, '2026-03-31', 9, 'pages', 'answered', 'Et ?', NULL, .5, '3', 'e', 40, NULL)"
        )
    (entry,) = JournalReader(path).every()
    assert (entry.text, entry.filtered) == ("Et ?", False)
    assert len(list(tmp_path.glob("journal-version-2-*.sqlite"))) == 1
