"""Who changed what is added line by line; a broken line costs itself and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ui.audit import Act, Acts, AuditLog, Deed
from ui.errors import AuditUnreadable, AuditUnwritable

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    return AuditLog(tmp_path / "audit.jsonl", lambda: NOON)


def test_nothing_was_done_before_there_is_a_file(log: AuditLog) -> None:
    assert log.latest() == Acts()


def test_acts_come_back_as_they_were_the_last_one_first(log: AuditLog) -> None:
    log.write("anne", Deed.PUBLISH, report="bilan", edition="0123")
    log.write("", Deed.OFF, said="Fermé « lundi ».")
    assert log.latest().acts == (
        Act(NOON, "", Deed.OFF, said="Fermé « lundi »."),
        Act(NOON, "anne", Deed.PUBLISH, "bilan", "0123"),
    )


def test_only_the_latest_are_shown_and_all_are_kept(log: AuditLog) -> None:
    for number in range(5):
        log.write("anne", Deed.DELETE, edition=str(number))
    assert [act.edition for act in log.latest(2).acts] == ["4", "3"]
    assert [act.edition for act in log.every()] == ["0", "1", "2", "3", "4"]


def test_damaged_lines_are_counted_and_passed_over(log: AuditLog) -> None:
    log.write("anne", Deed.ON)
    with log.path.open("ab") as file:
        file.write(b'{"at": "hier", "who": "x", "deed": "on"}\n\xff\xfe\n{"deed": "dance"}\n[]\n')
        file.write(b'{"at": "2026-11-30T12:00:00+00:00", "who": 3, "deed": "on"}\n')
    log.write("anne", Deed.OFF)
    found = log.latest()
    assert [act.deed for act in found.acts] == [Deed.OFF, Deed.ON]
    assert found.damaged == 5


def test_a_line_that_was_cut_off_does_not_swallow_the_next(log: AuditLog) -> None:
    log.path.write_bytes(b'{"at": "2026-11-30T12:0')
    log.write("anne", Deed.ON)
    assert log.latest() == Acts((Act(NOON, "anne", Deed.ON),), damaged=1)


def test_only_the_owner_can_read_it(log: AuditLog) -> None:
    log.write("anne", Deed.ON)
    assert log.path.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_or_read_says_so(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    with pytest.raises(AuditUnwritable):
        log.write("anne", Deed.ON)
    with pytest.raises(AuditUnreadable):
        log.latest()
