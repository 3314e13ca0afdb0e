"""The opinions that can be pressed under an answer, by the numbers that pages know them by."""

from retrieval.reviews import Reason, Verdict

# By number in the conversation, by name in a form; a reason comes after « not helpful ».
OPINIONS: tuple[tuple[Verdict, Reason | None], ...] = (
    (Verdict.HELPFUL, None),
    (Verdict.NOT_HELPFUL, None),
    *((Verdict.NOT_HELPFUL, reason) for reason in Reason),
)


def opinion_at(number: object) -> tuple[Verdict, Reason | None] | None:
    """The opinion of that number; None where there is none."""
    if type(number) is not int or not 0 <= number < len(OPINIONS):
        return None
    return OPINIONS[number]


def opinion_written(number: str) -> tuple[Verdict, Reason | None] | None:
    """The opinion that a form gives by its number; None where there is none.

    >>> opinion_written("0")
    (<Verdict.HELPFUL: 'helpful'>, None)
    """
    known = {str(each): opinion for each, opinion in enumerate(OPINIONS)}
    return known.get(number)
