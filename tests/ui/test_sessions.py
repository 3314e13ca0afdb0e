"""Sessions end by themselves, by a clock turned by hand."""

import pytest

from ui.accounts import Account, Role
from ui.sessions import HOUR, Sessions

MARIE = Account("marie", Role.AGENT, "h", "2026-01-31T12:00:00+00:00")


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_session_is_found_by_its_token_alone(clock: Clock) -> None:
    sessions = Sessions(clock)
    token, other = sessions.open(MARIE), sessions.open(MARIE)
    found = sessions.find(token)
    assert found is not None
    assert found.account == MARIE
    assert len(token) >= 43
    assert token != other
    assert sessions.find("") is None
    assert sessions.find(token[:-1]) is None


def test_each_session_has_a_token_of_its_own_for_its_forms(clock: Clock) -> None:
    sessions = Sessions(clock)
    first, second = (sessions.find(sessions.open(MARIE)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.csrf != second.csrf


def test_an_idle_session_ends_after_an_hour(clock: Clock) -> None:
    sessions = Sessions(clock)
    token = sessions.open(MARIE)
    clock.now += HOUR - 1
    assert sessions.find(token) is not None
    clock.now += HOUR - 1
    assert sessions.find(token) is not None
    clock.now += HOUR
    assert sessions.find(token) is None


def test_a_busy_session_ends_after_ten_hours(clock: Clock) -> None:
    sessions = Sessions(clock)
    token = sessions.open(MARIE)
    for _ in range(19):
        clock.now += HOUR / 2
        assert sessions.find(token) is not None
    clock.now += HOUR / 2
    assert sessions.find(token) is None


def test_a_session_that_is_over_does_not_come_back(clock: Clock) -> None:
    sessions = Sessions(clock)
    token = sessions.open(MARIE)
    clock.now += HOUR
    assert sessions.find(token) is None
    clock.now -= HOUR
    assert sessions.find(token) is None


def test_a_closed_session_is_gone_and_the_others_stay(clock: Clock) -> None:
    sessions = Sessions(clock)
    token, other = sessions.open(MARIE), sessions.open(MARIE)
    sessions.close(token)
    sessions.close("never opened")
    assert sessions.find(token) is None
    assert sessions.find(other) is not None
