"""Which topics a report gained or lost against another report, or an earlier edition of its own."""

from enum import StrEnum

from retrieval.cells import Cell, State

# From what says nothing of a topic to what treats it.
_ORDER = (State.ABSENT, State.MENTIONED, State.THIN, State.COVERED)


class Change(StrEnum):
    """What became of a topic from one coverage to another."""

    GAINED = "gained"
    LOST = "lost"
    SAME = "same"


def change(before: Cell, after: Cell) -> Change:
    """Whether the state of a topic is a better one after than before; more pages alone are not.

    >>> change(Cell(), Cell())
    <Change.SAME: 'same'>
    """
    steps = _ORDER.index(after.state) - _ORDER.index(before.state)
    return Change.GAINED if steps > 0 else Change.LOST if steps < 0 else Change.SAME
