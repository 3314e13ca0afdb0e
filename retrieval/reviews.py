"""What is said of answers: what residents press, what a reviewer marks, and the door to both."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from retrieval.answer import Answer
from retrieval.gold import GoldQuestion
from retrieval.patterns import plain

_APART = re.compile(r"\W+")
_ID_LENGTH = 12


class Verdict(StrEnum):
    """Whether an answer helped whoever asked."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


class Reason(StrEnum):
    """Why an answer didn't help."""

    OTHER_QUESTION = "other_question"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody pressed under an answer: the entry of the journal, a verdict, a day.

    Nothing of who pressed. A `reason` comes only after « not helpful ».
    """

    entry: int
    verdict: Verdict
    day: date
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if self.reason is not None and self.verdict is Verdict.HELPFUL:
            raise ValueError("what helped needs no reason")


class Mark(StrEnum):
    """What a reviewer says of an answer."""

    RIGHT = "right"
    WRONG_PAGE = "wrong_page"
    INCOMPLETE = "incomplete"
    SHOULD_REFUSE = "should_refuse"
    MISSED = "missed"  # nothing was answered, and the report does answer
    PASSED_OVER = "passed_over"  # nothing to learn from this question: no gold

    @property
    def points(self) -> bool:
        """Whether it goes with the passage that should have been quoted."""
        return self in {Mark.WRONG_PAGE, Mark.INCOMPLETE, Mark.MISSED}


@dataclass(frozen=True, slots=True)
class Review:
    """A mark, by whom and when, and the gold question that it made; none if passed over.

    `entry` is where the question was noted, `question` its masked text; `shown` is the fingerprint
    of the answer that the reviewer saw, and `told` whether « checked on » is said beside it.
    """

    id: str
    entry: int
    question: str
    edition: str
    mark: Mark
    by: str
    day: date
    shown: str
    told: bool = False
    gold: GoldQuestion | None = None

    def __post_init__(self) -> None:
        if (self.gold is None) != (self.mark is Mark.PASSED_OVER):
            raise ValueError("a mark makes a gold question, and passing over makes none")
        if self.told and self.mark is not Mark.RIGHT:
            raise ValueError("only what is right is said to have been checked")


class Reviews(Protocol):
    """The door to what is said of answers. Every verb raises `ReviewsError`."""

    set_aside: tuple[str, ...]

    def give(self, opinion: Opinion) -> None:
        """Keeps `opinion` in the place of an earlier one on the same answer."""

    def tallies(self) -> Mapping[int, Opinion]:
        """Every opinion, by the entry of the journal that it is about."""

    def mark(self, review: Review) -> None:
        """Keeps `review` in the place of an earlier one of the same question."""

    def undo(self, review_id: str) -> None:
        """The review of that id is gone; nothing where there is none."""

    def reviews(self) -> tuple[Review, ...]:
        """Every review, the latest first."""


class NoReviews:
    """Nothing is kept."""

    set_aside: tuple[str, ...] = ()

    def give(self, opinion: Opinion) -> None:
        """Nothing."""

    def tallies(self) -> Mapping[int, Opinion]:
        """None."""
        return {}

    def mark(self, review: Review) -> None:
        """Nothing."""

    def undo(self, review_id: str) -> None:
        """Nothing."""

    def reviews(self) -> tuple[Review, ...]:
        """None."""
        return ()


def same_question(text: str) -> str:
    """What two ways to write the same question have in common.

    >>> same_question("Combien d'écoles ?") == same_question("combien  d’ecoles")
    True
    """
    return _APART.sub(" ", plain(text)).strip()


def review_id(question: str, edition: str) -> str:
    """The name of the review of `question`, asked of `edition`: the same however it is written."""
    told_apart = f"{same_question(question)}\n{edition}".encode()
    return f"relu-{hashlib.sha256(told_apart).hexdigest()[:_ID_LENGTH]}"


def fingerprint(answer: Answer) -> str:
    """What two answers share that end alike and show the same quotes of the same pages."""
    quotes = [
        (each.edition, each.passage.id, each.page.number, each.quote)
        for each in answer.citations or answer.nearest
    ]
    return hashlib.sha256(repr((answer.outcome.value, quotes)).encode()).hexdigest()
