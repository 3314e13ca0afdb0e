"""The nouns of a visit: a turn of the conversation, and what the first screen offers."""

from dataclasses import dataclass

from retrieval.answer import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what Selon said to it; `provisional` while the encoder was still missing.

    `as_typed` is a question to be searched without correcting how it is spelt.
    """

    question: str
    answer: Answer
    as_typed: bool = False

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
