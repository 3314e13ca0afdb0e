"""Judges one answer against its gold question: what was found, shown and right, and why not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.hit import Hit
from ingest.report import Page
from retrieval.answer import Answer, Citation, Outcome
from retrieval.gold import GoldQuestion, Kind
from retrieval.keys import stands_in
from retrieval.rows import stands

FOUND_WITHIN = 10

RIGHT_OUTCOMES: Mapping[Kind, frozenset[Outcome]] = {
    Kind.NEAR_MISS: frozenset({Outcome.MENTIONED, Outcome.NOT_IN_REPORT}),
    Kind.FALSE_PREMISE: frozenset({Outcome.MENTIONED, Outcome.NOT_IN_REPORT}),
    Kind.OTHER_LEVEL: frozenset({Outcome.OUT_OF_SCOPE}),
    Kind.OFF_TOPIC: frozenset({Outcome.OUT_OF_SCOPE, Outcome.NOT_IN_REPORT}),
    Kind.UNSAFE: frozenset({Outcome.BLOCKED}),
}


class Fault(StrEnum):
    """Why a question counts as missed; the first that applies."""

    REPORT_NOT_INDEXED = "report_not_indexed"
    FAILED = "failed"
    ANSWERED_UNANSWERABLE = "answered_unanswerable"
    OTHER_OUTCOME = "other_outcome"
    PAGE_NOT_FOUND = "page_not_found"
    REFUSED = "refused"
    OTHER_PAGE_QUOTED = "other_page_quoted"
    PART_MISSING = "part_missing"
    KEY_MISSING = "key_missing"


@dataclass(frozen=True, slots=True, order=True)
class PdfPage:
    """A page (from 1) of the report that was ingested from the file `pdf`."""

    pdf: str
    page: int


class Readable(Protocol):
    """What a quote is looked up in again: an edition."""

    @property
    def id(self) -> str:
        """As hits and citations name it."""

    def page(self, number: int) -> Page:
        """The page `number`, from 1."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one gold question; `answer` is None where its report isn't indexed.

    `ranked` are the pages by their best passage; `groups` the gold pages, one of each needed.
    """

    gold: GoldQuestion
    groups: tuple[frozenset[PdfPage], ...]
    answer: Answer | None = None
    ranked: tuple[PdfPage, ...] = ()
    cited: tuple[PdfPage, ...] = ()
    verified: tuple[bool, ...] = ()
    latency_ms: float | None = None

    @property
    def pages(self) -> frozenset[PdfPage]:
        """Every page that supports the answer."""
        return frozenset().union(*self.groups)

    @property
    def ranks(self) -> tuple[int | None, ...]:
        """For each group of gold pages the rank (from 1) of the first of them; None if unranked."""
        return tuple(
            next((rank for rank, page in enumerate(self.ranked, start=1) if page in group), None)
            for group in self.groups
        )

    @property
    def answered(self) -> bool:
        """Whether quotes were shown as an answer."""
        return self.answer is not None and self.answer.outcome is Outcome.ANSWERED

    @property
    def refused(self) -> bool:
        """Whether the machine said, without failing, that it has no answer."""
        refusals = set(Outcome) - {Outcome.ANSWERED, Outcome.FAILED}
        return self.answer is not None and self.answer.outcome in refusals

    @property
    def outcome_right(self) -> bool:
        """Whether an unanswerable question ended as its kind should."""
        wanted = RIGHT_OUTCOMES.get(self.gold.kind, frozenset())
        return self.answer is not None and self.answer.outcome in wanted

    @property
    def on_gold(self) -> tuple[bool, ...]:
        """For each citation, whether it stands on a gold page."""
        return tuple(page in self.pages for page in self.cited)

    @property
    def right(self) -> bool:
        """Whether it was answered from a gold page (of each group) with every key shown."""
        return self.answered and self.fault is None

    @property
    def quote_words(self) -> int | None:
        """Words, parted by white space, in all quotes of the answer; None without an answer."""
        if self.answer is None or not self.answered:
            return None
        return sum(len(citation.quote.split()) for citation in self.answer.citations)

    @property
    def fault(self) -> Fault | None:
        """Why the question counts as missed; None if nothing is wrong."""
        if self.answer is None:
            return Fault.REPORT_NOT_INDEXED
        if self.answer.outcome is Outcome.FAILED:
            return Fault.FAILED
        if self.gold.kind.answerable:
            return self._fault_of_answerable(self.answer)
        if self.answered:
            return Fault.ANSWERED_UNANSWERABLE
        return None if self.outcome_right else Fault.OTHER_OUTCOME

    def _fault_of_answerable(self, answer: Answer) -> Fault | None:
        if not self.answered:
            found = self.pages & set(self.ranked[:FOUND_WITHIN])
            return Fault.REFUSED if found else Fault.PAGE_NOT_FOUND
        if not any(self.on_gold):
            return Fault.OTHER_PAGE_QUOTED
        if not all(group & set(self.cited) for group in self.groups):
            return Fault.PART_MISSING
        return None if shows(answer, self.gold.keys) else Fault.KEY_MISSING


def shows(answer: Answer, keys: Iterable[str]) -> bool:
    """Whether each key stands in a quote that is shown, or in a heading above it."""
    shown = shown_texts(answer.citations)
    return all(any(stands_in(key, text) for text in shown) for key in keys)


def shown_texts(citations: Sequence[Citation]) -> tuple[str, ...]:
    """What keys are looked for in: each quote and each heading above it, one by one."""
    return tuple(text for each in citations for text in (each.quote, *each.passage.headings))


def pages_ranked(hits: Sequence[Hit], pdf_of: Mapping[str, str]) -> tuple[PdfPage, ...]:
    """The pages of the hits, each where its best passage stands; `pdf_of` is by edition."""
    pages = (PdfPage(pdf_of[hit.edition], hit.passage.first_page) for hit in hits)
    return tuple(dict.fromkeys(pages))


def verify(citation: Citation, edition: Readable) -> bool:
    """Whether the quote's every part is found again on its page of the edition."""
    page = edition.page(citation.page.number)
    return all(stands(part, page, citation.rows) for part in citation.parts)
