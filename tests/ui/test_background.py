"""Work in the background: one piece at a time, its progress told, its failure kept."""

import threading
from datetime import datetime, timedelta

import pytest

from index.errors import EditionMissing
from ui.background import Background, Progress, Stage, Work
from ui.errors import WorkStopped, WorkUnderWay

NOON = datetime(2026, 11, 30, 12)


def test_nothing_is_under_way_before_anything_is_begun() -> None:
    assert Background().last() is None


def test_a_piece_tells_what_it_gave() -> None:
    background = Background(lambda: NOON)
    background.begin("ingest", "paul", lambda _: "edition")
    background.wait()
    last = background.last("ingest")
    assert last is not None
    assert (last.stage, last.result, last.who, last.begun) == (Stage.DONE, "edition", "paul", NOON)


def test_progress_is_seen_while_the_work_goes_on() -> None:
    told, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        progress("read", 3, 10)
        told.set()
        go_on.wait(30)
        return ""

    background = Background()
    background.begin("ingest", "paul", work)
    assert told.wait(30)
    seen = background.last()
    go_on.set()
    background.wait()
    assert seen is not None
    assert (seen.stage, seen.step, seen.done, seen.total) == (Stage.RUNNING, "read", 3, 10)


def test_a_second_piece_is_refused_and_names_who_began_the_first() -> None:
    go_on = threading.Event()

    def work(_: Progress) -> str:
        go_on.wait(30)
        return "first"

    background = Background()
    background.begin("ingest", "paul", work)
    with pytest.raises(WorkUnderWay) as refused:
        background.begin("evaluate", "anne", lambda _: "second")
    go_on.set()
    background.wait()
    last = background.last()
    assert refused.value.values == {"who": "paul"}
    assert last is not None
    assert last.result == "first"


def test_an_error_of_ours_is_kept_with_the_piece() -> None:
    error = EditionMissing(slug="bilan")

    def work(_: Progress) -> str:
        raise error

    background = Background()
    background.begin("ingest", "paul", work)
    background.wait()
    last = background.last()
    assert last is not None
    assert (last.stage, last.error) == (Stage.FAILED, error)


def test_any_other_error_fails_the_piece_and_lets_the_next_begin(
    caplog: pytest.LogCaptureFixture,
) -> None:
    background = Background()
    background.begin("ingest", "paul", lambda _: str(1 / 0))
    background.wait()
    failed = background.last()
    background.begin("ingest", "paul", lambda _: "next")
    background.wait()
    last = background.last()
    assert failed is not None
    assert last is not None
    assert (failed.stage, failed.error, last.result) == (Stage.FAILED, None, "next")
    assert "ZeroDivisionError" in caplog.text


def test_pieces_of_another_kind_are_not_told() -> None:
    background = Background()
    background.begin("ingest", "paul", lambda _: "")
    background.wait()
    assert background.last("evaluate") is None


def waiting(told: threading.Event, go_on: threading.Event) -> Work:
    """Work that tells its progress once before it waits, and once after."""

    def work(progress: Progress) -> str:
        progress("read", 1, 2)
        told.set()
        go_on.wait(30)
        progress("read", 2, 2)
        return "whole"

    return work


def test_what_is_stopped_ends_at_its_next_progress_and_says_who_stopped_it() -> None:
    told, go_on = threading.Event(), threading.Event()
    background = Background(lambda: NOON)
    background.begin("edition", "paul", waiting(told, go_on))
    assert told.wait(30)
    assert background.stop(NOON, "anne")
    go_on.set()
    background.wait()
    last = background.last()
    assert last is not None
    assert (last.stage, last.done) == (Stage.FAILED, 1)
    assert isinstance(last.error, WorkStopped)
    assert last.error.values == {"who": "anne"}
    background.begin("edition", "paul", waiting(told, go_on))
    background.wait()
    assert background.last().result == "whole"  # type: ignore[union-attr]


def test_an_earlier_page_stops_nothing_that_was_begun_since() -> None:
    told, go_on = threading.Event(), threading.Event()
    background = Background(lambda: NOON)
    background.begin("edition", "paul", waiting(told, go_on))
    assert not background.stop(NOON - timedelta(minutes=1), "anne")
    go_on.set()
    background.wait()
    assert background.last().result == "whole"  # type: ignore[union-attr]
    assert not background.stop(NOON, "anne")
