"""Sessions end by themselves, and failures have to wait: both by a clock turned by hand."""

import pytest

from ui.accounts import Account, Role
from ui.sessions import HOUR, Sessions
from ui.throttle import FAILURES, WITHIN, Throttle

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


def test_five_failures_are_let_in_and_the_sixth_waits(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert [throttle.enter("marie", "10.0.0.1") for _ in range(FAILURES)] == [0.0] * FAILURES
    clock.now += 60
    assert throttle.enter("marie", "10.0.0.2") == WITHIN - 60
    assert throttle.enter("paul", "10.0.0.1") == WITHIN - 60
    assert throttle.enter("paul", "10.0.0.2") == 0


def test_five_minutes_later_it_is_let_in_again(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(FAILURES):
        throttle.enter("marie")
    clock.now += WITHIN
    assert throttle.enter("marie") == 0


def test_a_refused_try_does_not_lengthen_the_wait(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(FAILURES):
        throttle.enter("marie")
    clock.now += WITHIN - 1
    assert throttle.enter("marie") == 1
    clock.now += 1
    assert throttle.enter("marie") == 0


def test_success_forgives_an_account_but_not_the_failures_of_its_address(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(FAILURES - 1):
        throttle.enter("marie", "10.0.0.1")
    throttle.enter("paul", "10.0.0.1")
    throttle.succeed("paul", "10.0.0.1")
    assert throttle.enter("zoe", "10.0.0.1") == 0
    assert throttle.enter("zoe", "10.0.0.1") > 0


def test_a_great_many_keys_do_not_fill_the_memory(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(12_000):
        clock.now += 0.1
        throttle.enter(str(number))
    assert len(throttle._tries) <= 10_000
