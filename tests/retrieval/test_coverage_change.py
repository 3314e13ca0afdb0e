"""What was gained and lost between two coverages."""

import pytest

from retrieval.cells import State
from retrieval.coverage_change import Change, change

LADDER = (State.ABSENT, State.MENTIONED, State.THIN, State.COVERED)


class In:
    """A cell of which only the state counts."""

    def __init__(self, state: State) -> None:
        self.state = state


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(4))
def test_a_topic_is_gained_where_its_state_climbs_and_lost_where_it_falls(
    before: int, after: int
) -> None:
    wanted = Change.GAINED if after > before else Change.LOST if after < before else Change.SAME
    assert change(In(LADDER[before]), In(LADDER[after])) is wanted  # type: ignore[arg-type]
