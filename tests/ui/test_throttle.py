"""So many within a while, and no more."""

from dataclasses import dataclass

import pytest

from ui.throttle import FAILURES, WITHIN, Throttle


@dataclass
class Clock:
    """Seconds that pass when they are told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


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


def test_one_too_many_waits_until_the_first_is_old_enough(clock: Clock) -> None:
    throttle = Throttle(clock, most=2, within=60)
    assert [throttle.enter("all") for _ in range(3)] == [0, 0, 60]
    clock.now += 59.5
    assert throttle.enter("all") == 0.5
    clock.now += 0.5
    assert [throttle.enter("all") for _ in range(3)] == [0, 0, 60]


def test_what_passed_is_counted_by_the_second_and_not_by_the_minute(clock: Clock) -> None:
    throttle = Throttle(clock, most=2, within=60)
    throttle.enter("all")
    clock.now += 50
    throttle.enter("all")
    clock.now += 10
    assert [throttle.enter("all"), throttle.enter("all")] == [0, 50]


def test_a_great_many_keys_are_forgotten_when_they_no_longer_count(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(12_000):
        clock.now += 0.125
        throttle.enter(str(number))
    assert len(throttle._tries) == WITHIN * 8
    clock.now += WITHIN
    throttle.enter("again")
    assert list(throttle._tries) == ["again"]


def test_a_flood_of_keys_drops_those_that_were_tried_longest_ago(clock: Clock) -> None:
    throttle = Throttle(clock, most=2, kept=10)
    for number in range(8):
        throttle.enter(str(number))
    throttle.enter("0")
    for number in range(20, 29):
        throttle.enter(str(number))
    assert list(throttle._tries) == [str(number) for number in range(20, 29)]
    assert throttle._held == 9
    throttle.succeed("28", "27")
    assert sum(map(len, throttle._tries.values())) == throttle._held == 7
