"""The nouns of a double page: one page of a PDF that shows two printed pages side by side."""

from dataclasses import dataclass
from enum import StrEnum

FOLD = 0.5  # of the width of a double page


class Half(StrEnum):
    """On which of two printed pages something stands; BOTH also on a page that is no double one."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Spread:
    """The labels of the two halves of a double page, that of the page where none is printed."""

    left: str
    right: str


def half_of(left: float, right: float, fold: float = FOLD) -> Half:
    """The half of what reaches from `left` to `right`, in shares of the width as `fold` is.

    >>> half_of(0.1, 0.4).value, half_of(0.55, 0.9).value, half_of(0.3, 0.7).value
    ('left', 'right', 'both')
    """
    if left < fold < right:
        return Half.BOTH
    return Half.LEFT if right <= fold else Half.RIGHT
