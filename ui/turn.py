"""The nouns of a visit: a turn of the conversation, and what the first screen offers."""

from dataclasses import dataclass
from datetime import date

from retrieval.answer import Answer
from retrieval.reviews import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be said of an answer under its `token`, and what was; `lost` if it wasn't kept."""

    token: str
    verdict: Verdict | None = None
    reason: Reason | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what Selon said to it; `provisional` while the encoder was still missing.

    `as_typed` is a question to be searched without correcting how it is spelt. `offer` is what may
    be said of the answer, `checked` when a reviewer found it right.
    """

    question: str
    answer: Answer
    as_typed: bool = False
    offer: Offer | None = None
    checked: date | None = None

    @property
    def provisional(self) -> bool:
        """Whether the answer was found by words alone and is to be asked again."""
        return self.answer.partial


@dataclass(frozen=True, slots=True)
class ReportCard:
    """What a page says of the report that it answers from.

    `official` is false for the embedded dossier; `built` is the date of the edition in words.
    """

    edition: str
    title: str
    pages: int
    built: str
    official: bool
