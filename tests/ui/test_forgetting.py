"""Visitors who are gone are forgotten within a bounded time; one who comes back starts afresh."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ui.app import mounted_last
from ui.forgetting import LONGEST_GONE, LONGEST_IDLE, MOST_VISITS, Forgetting, forgetting
from ui.service import Service

NOON = datetime(2026, 1, 31, 12)
A_SECOND = timedelta(seconds=1)


class OneVisit:
    def __init__(self) -> None:
        self.is_closed = False


class Kept:
    """Visits as Gradio keeps them, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.session_data: OrderedDict[str, Any] = OrderedDict()
        self.time_last_used: dict[str, datetime] = {}
        self.now = NOON

    def use(self, session: str) -> None:
        self.session_data.setdefault(session, OneVisit())
        self.time_last_used[session] = self.now


@pytest.fixture
def kept() -> Kept:
    kept = Kept()
    kept.use("ours")
    return kept


@pytest.fixture
def swept(kept: Kept) -> Callable[[timedelta], list[str]]:
    """A function that gives the visits left when some time has gone by and was swept after."""
    sweeper = Forgetting(kept, clock=lambda: kept.now)

    def after(time: timedelta) -> list[str]:
        kept.now += time
        sweeper.sweep()
        return list(kept.session_data)

    return after


def test_a_visit_without_use_is_forgotten_after_an_hour(
    kept: Kept, swept: Callable[[timedelta], list[str]]
) -> None:
    assert swept(LONGEST_IDLE - A_SECOND) == ["ours"]
    assert swept(A_SECOND) == []
    assert kept.time_last_used == {}


def test_a_visit_that_goes_on_is_kept(kept: Kept, swept: Callable[[timedelta], list[str]]) -> None:
    for _ in range(5):
        assert swept(LONGEST_IDLE - A_SECOND) == ["ours"]
        kept.use("ours")


def test_a_closed_page_is_forgotten_five_minutes_after_that_was_noticed(
    kept: Kept, swept: Callable[[timedelta], list[str]]
) -> None:
    assert swept(LONGEST_GONE * 3) == ["ours"]
    kept.session_data["ours"].is_closed = True
    assert swept(A_SECOND) == ["ours"]
    assert swept(LONGEST_GONE - A_SECOND) == ["ours"]
    assert swept(A_SECOND) == []


def test_a_question_after_a_broken_line_keeps_the_visit(
    kept: Kept, swept: Callable[[timedelta], list[str]]
) -> None:
    kept.session_data["ours"].is_closed = True
    swept(A_SECOND)
    swept(LONGEST_GONE - A_SECOND * 2)
    kept.use("ours")
    assert swept(LONGEST_GONE - A_SECOND) == ["ours"]
    assert swept(A_SECOND) == []


def test_only_those_who_are_gone_are_forgotten(
    kept: Kept, swept: Callable[[timedelta], list[str]]
) -> None:
    swept(LONGEST_IDLE / 2)
    kept.use("theirs")
    assert swept(LONGEST_IDLE / 2) == ["theirs"]


def test_sweeping_goes_on_while_the_server_lives_and_ends_with_it(kept: Kept) -> None:
    kept.time_last_used["ours"] = datetime.min

    async def lived() -> int:
        async with forgetting(kept):
            await asyncio.sleep(0)
            assert list(kept.session_data) == []
        return len(asyncio.all_tasks())

    assert asyncio.run(lived()) == 1


@pytest.fixture
def app(shared_service: Service, make_app: Callable[..., FastAPI]) -> FastAPI:
    return make_app(shared_service)


def test_nothing_of_a_forgotten_conversation_is_left_and_the_next_question_is_answered(
    app: FastAPI, wiring_of: Callable[[str], Any]
) -> None:
    with TestClient(app) as client:
        wiring = wiring_of(client.get("/").text)
        visits = mounted_last(app).state_holder

        def ask(question: str) -> str:
            body = wiring.body(question, "ours")
            answered = client.post("/gradio_api/run/predict", json=body)
            assert answered.status_code == 200
            return str(wiring.conversation(answered.json()))

        assert "Quels bus ? et à Calais" in [ask("Quels bus ?"), ask("et à Calais ?")][1]
        assert "Quels bus" in str(visits.session_data["ours"].config_values)
        Forgetting(visits, clock=lambda: datetime.now() + LONGEST_IDLE).sweep()
        assert "ours" not in visits.session_data
        afresh = ask("et à Calais ?")
    assert "et à Calais" in afresh
    assert "bus" not in afresh
    assert afresh.count("<article") == 1


def test_a_crowd_of_visits_is_bounded(app: FastAPI) -> None:
    assert mounted_last(app).state_holder.capacity == MOST_VISITS
