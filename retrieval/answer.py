"""The nouns of answering. A citation that doesn't stand on its page can't be built."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.errors import SelonError
from ingest.report import Page, Passage, ReadBy, Row
from retrieval.courtesy import restated
from retrieval.definitions import Definition
from retrieval.rows import stands


class Outcome(StrEnum):
    """How a question ended; each has one label and one sentence in the wording file."""

    ANSWERED = "answered"
    MENTIONED = "mentioned"
    NOT_IN_REPORT = "not_in_report"
    OUT_OF_SCOPE = "out_of_scope"
    TOO_VAGUE = "too_vague"
    BLOCKED = "blocked"
    FAILED = "failed"


class Notice(StrEnum):
    """What was done to a question, or must be said beside its answer; the value is in brackets."""

    MASKED = "personal_data_masked"  # the kinds, with commas: "nir,phone"
    CORRECTED = "corrected"  # the words mended: "cantne → cantine, creche → crèche"
    COMPLETED = "completed"  # the question really searched
    BODY = "body"  # the code of the body whose business it is: "caf"
    NO_QUESTION = "no_question"  # what it is instead: "opinion", "creation", "self" …
    PLACE_NOT_CITED = "place_not_cited"  # the communes that the report never cites: "Vimy,Lens"
    PART_NOT_FOUND = "part_not_found"  # the parts of a double question: "quand ouvre-t-il ; qui"
    NEAR_PLACE = "near_place"  # what the nearest are about instead: a territory's name, or "whole"


class QuoteNotOnPage(SelonError):
    """The part `part` of a quote isn't found on page `page`: the citation is refused."""

    code = "quote_not_on_page"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote that was found again on the page it cites.

    `parts` is the quote itself for prose; for table rows their heads and cells, all of one table,
    and what its figures are counted in, which may stand over it: `rows` tell them apart, and
    `quote` joins them (see `retrieval.rows`). `edition` and `report` name where the page is from;
    `start` and `end` are the quote's place in the passage. `also` are other pages that say the
    same, ascending; `marks` the places in the quote of the words that decide, in order. Raises
    `QuoteNotOnPage` if a part isn't on the page.
    """

    passage: Passage
    quote: str
    page: Page
    edition: str
    report: str
    start: int
    end: int
    parts: tuple[str, ...] = ()
    read_by: ReadBy = ReadBy.TEXT
    also: tuple[int, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    rows: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        if self.page.number in self.also or sorted(set(self.also)) != list(self.also):
            raise ValueError(f"other pages are named once, in order: {self.also}")
        edges = [edge for mark in self.marks for edge in mark]
        if sorted(set(edges)) != edges or not set(edges) <= set(range(len(self.quote) + 1)):
            raise ValueError(f"marks stand apart in the quote, in order: {self.marks}")
        if not self.parts:
            object.__setattr__(self, "parts", (self.quote,))
        for part in self.parts:
            if not stands(part, self.page, self.rows):
                raise QuoteNotOnPage(part=part, page=self.page.number)

    @property
    def page_label(self) -> str:
        """The label of the page; on a double page that of the half that the quote stands on."""
        placed = self.passage.placed(self.start, self.end)
        return self.page.label_of(p.box for p in placed if p.page == self.page.number)

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads above a quote that is a table row whose cells aren't told apart."""
        return () if self.rows else self.parts[:-1]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A quote that was considered and refused, with the code of the reason and its score."""

    quote: str
    page: int
    report: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number to call for someone in distress; `code` names its sentence."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What Selon says to a question: an outcome, and quotes only if it is `answered`.

    `searched` is the question really searched (masked, corrected, completed from the one before);
    `notices` are codes of what was done to the question or must be said beside the answer
    ("personal_data_masked", "completed", "body:caf" …) with the values that their sentences need.
    `nearest` has the shape of citations; `explained` gives by quote the acronyms in it and what
    they stand for; `confidence` is 0..1; `timings_ms` is by stage.
    """

    question: str
    searched: str
    outcome: Outcome
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    help: tuple[HelpLine, ...] = ()
    notices: Mapping[str, str] = field(default_factory=dict)
    explained: Mapping[str, tuple[Definition, ...]] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    confidence: float = 0.0
    editions: tuple[str, ...] = ()
    partial: bool = False
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.outcome is Outcome.ANSWERED) != bool(self.citations):
            raise ValueError("an answer has citations if, and only if, its outcome is `answered`")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a share, not {self.confidence}")

    @property
    def restated(self) -> bool:
        """Whether the question really searched has other words than the one asked."""
        return Notice.CORRECTED.value in self.notices or restated(self.question, self.searched)

    @property
    def text(self) -> str:
        """The quotes, joined by blank lines; nothing else."""
        return "\n\n".join(citation.quote for citation in self.citations)
