"""What a reviewer reads first, and what doesn't wait any more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld
from retrieval.review_queue import MOST, Queue, Why, queue
from retrieval.reviews import Mark, Opinion, Review, Verdict, review_id

DAY = date(2026, 11, 30)
SINCE = DAY - timedelta(days=89)
UNHELPFUL, HELPFUL = Verdict.NOT_HELPFUL, Verdict.HELPFUL

Noting = Callable[..., JournalReader]


def entry(number: int, text: str | None = None, **changed: Any) -> Entry:
    text = text or f"Question {number} ?"
    given = Entry(DAY, 9, Desk.RESIDENTS, Outcome.ANSWERED, text, None, 0.95, (2,), "ed", 40)
    return replace(given, id=number, **changed)


def opinions(*given: tuple[int, Verdict]) -> dict[int, Opinion]:
    return {number: Opinion(number, verdict, DAY) for number, verdict in given}


def passed_over(entry: Entry, **changed: Any) -> Review:
    name = review_id(entry.text or "", entry.edition)
    given = Review(name, entry.id, entry.text or "", "ed", Mark.PASSED_OVER, "paul", DAY, "seen")
    return replace(given, **changed)


@pytest.fixture
def noting(tmp_path: Path) -> Noting:
    """A function that notes entries, and gives the journal to read."""

    def noted(*entries: Entry) -> JournalReader:
        store = JournalStore(tmp_path / "journal.sqlite")
        for each in entries:
            store.append(each)
        store.close()
        return JournalReader(tmp_path / "journal.sqlite")

    return noted


def kinds(found: Queue) -> list[tuple[int, Why]]:
    return [(each.entry.id, each.why) for each in found.waiting]


def test_what_did_not_help_comes_first_then_unsure_answers_then_the_others(noting: Noting) -> None:
    asked = noting(
        entry(5), entry(4, confidence=0.8), entry(3, confidence=0.72), entry(9), entry(1),
        entry(2, outcome=Outcome.NOT_IN_REPORT, confidence=0.1),
    )  # fmt: skip
    found = queue(asked, opinions((9, UNHELPFUL), (1, HELPFUL)), [], since=SINCE)
    assert kinds(found) == [
        (9, Why.NOT_HELPFUL), (3, Why.UNSURE), (4, Why.UNSURE),
        (1, Why.SAMPLE), (2, Why.SAMPLE), (5, Why.SAMPLE),
    ]  # fmt: skip


def test_the_latest_that_did_not_help_is_first_however_old(noting: Noting) -> None:
    old = entry(1, day=SINCE - timedelta(days=60))
    found = queue(noting(old, entry(2)), opinions((1, UNHELPFUL), (2, UNHELPFUL)), [], since=SINCE)
    assert kinds(found) == [(2, Why.NOT_HELPFUL), (1, Why.NOT_HELPFUL)]


def test_a_question_asked_twice_waits_once(noting: Noting) -> None:
    asked = noting(entry(1, "Et les écoles ?"), entry(2, "et les ecoles"))
    assert len(queue(asked, {}, [], since=SINCE).waiting) == 1


def test_what_was_reviewed_waits_no_more_for_that_edition(noting: Noting) -> None:
    one, later = entry(1, "Et les écoles ?"), entry(2, "Et les écoles ?", edition="later")
    found = queue(noting(one, later), {}, [passed_over(one)], since=SINCE)
    assert kinds(found) == [(2, Why.SAMPLE)]


def test_what_was_reviewed_on_another_edition_waits_no_more_either(noting: Noting) -> None:
    gone = entry(1, edition="gone")
    found = queue(noting(gone), {}, [passed_over(gone, id="relu-of-another")], since=SINCE)
    assert found.waiting == ()


def test_questions_without_their_text_are_counted_and_not_shown(noting: Noting) -> None:
    withheld = replace(entry(1), text=None, withheld=Withheld.SENSITIVE)
    given = opinions((1, UNHELPFUL), (2, UNHELPFUL), (3, UNHELPFUL))
    found = queue(noting(withheld, entry(2)), given, [], since=SINCE)
    assert kinds(found) == [(2, Why.NOT_HELPFUL)]
    assert found.unread == 2


def test_what_agents_only_looked_up_has_no_answer_to_review(noting: Noting) -> None:
    assert queue(noting(entry(1, outcome=None)), {}, [], since=SINCE).waiting == ()


def test_a_sitting_is_shown_and_all_are_counted(noting: Noting) -> None:
    found = queue(noting(*(entry(n) for n in range(1, MOST + 6))), {}, [], since=SINCE)
    assert len(found.waiting) == MOST
    assert found.counts == {Why.NOT_HELPFUL: 0, Why.UNSURE: 0, Why.SAMPLE: MOST + 5}


def test_any_number_of_entries_is_found_by_their_ids(noting: Noting) -> None:
    asked = noting(entry(1), entry(2), entry(3))
    found = asked.named([*range(10, 2000), 1, 3])
    assert sorted(each.id for each in found) == [1, 3]
