"""So many within a while, and no more."""

from ui.pace import Pace


def test_one_too_many_waits_until_the_first_is_old_enough() -> None:
    now = 100.0
    pace = Pace(2, 60, clock=lambda: now)
    assert [pace.allows(), pace.allows(), pace.allows()] == [True, True, False]
    now = 159.9
    assert pace.allows() is False
    now = 160.0
    assert [pace.allows(), pace.allows(), pace.allows()] == [True, True, False]


def test_being_refused_does_not_count() -> None:
    moments = iter([0.0, 3.0, 6.0, 9.0, 10.0])
    pace = Pace(1, 10, clock=lambda: next(moments))
    assert [pace.allows() for _ in range(5)] == [True, False, False, False, True]
