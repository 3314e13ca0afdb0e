"""The gaps are counted anew where something changed, and not at every question."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from retrieval.answer import Outcome
from retrieval.asked import Period
from retrieval.journal import Entry
from retrieval.journal_reading import JournalReader
from ui.staff.findings import PATIENCE, Findings, Scope
from ui.staff.records import Records

Asked = Callable[..., Entry]
TODAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12)
MONTH = Scope(Period(TODAY - timedelta(days=29), TODAY))
MISSED: dict[str, Any] = {"outcome": Outcome.NOT_IN_REPORT, "pages": ()}


class Wall:
    """A clock that goes as it is told; it shows the time too."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def findings(tmp_path: Path, wall: Wall) -> Findings:
    records = Records(lambda _: 1 / 0, JournalReader(tmp_path / "journal.sqlite"))  # type: ignore[arg-type, return-value]
    return Findings(None, records, clock=wall, now=wall.now)  # type: ignore[arg-type]


def test_questions_are_counted_anew_once_patience_is_over(
    desk: Any, asked: Asked, findings: Findings, wall: Wall
) -> None:
    desk.note(asked("Des trottinettes ?", **MISSED))
    assert findings.counted.whole(MONTH).value.missed == 1
    desk.note(asked("Des trottinettes ?", **MISSED))
    wall.seconds = PATIENCE - 1
    assert findings.counted.whole(MONTH).value.missed == 1
    wall.seconds = PATIENCE
    assert findings.counted.whole(MONTH).value.missed == 2


def test_what_did_not_change_is_not_counted_anew_and_holds_as_of_now(
    desk: Any, asked: Asked, findings: Findings, wall: Wall
) -> None:
    desk.note(asked("Des trottinettes ?", **MISSED))
    first = findings.counted.whole(MONTH)
    wall.seconds = 2 * PATIENCE
    again = findings.counted.whole(MONTH)
    assert again.value is first.value
    assert (first.at, again.at) == (NOON, NOON + timedelta(seconds=2 * PATIENCE))


def test_the_last_days_are_counted_before_anybody_asks(
    desk: Any, asked: Asked, findings: Findings
) -> None:
    desk.note(asked("Des trottinettes ?", **MISSED))
    findings.warm(TODAY)
    desk.note(asked("Des trottinettes ?", **MISSED))
    assert findings.counted.whole(MONTH).value.missed == 1
