"""Measures answers against gold questions: the figures that `selon evaluate` prints."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.hit import Hit
from retrieval.answer import Answer, Citation
from retrieval.gold import GoldQuestion, chain
from retrieval.intervals import intervals
from retrieval.judge import Judged, PdfPage, Readable, pages_ranked, verify
from retrieval.measures import measures, measures_by, stages_ms
from retrieval.run import Entry, Json

EditionT = TypeVar("EditionT", bound=Readable)

Ask = Callable[[str, Sequence[EditionT], Sequence[str]], Answer]
Rank = Callable[[str, Sequence[EditionT], Sequence[str]], Sequence[Hit]]
Clock = Callable[[], float]
Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The judged questions, in the order of the gold file, and the reports that weren't there."""

    judged: tuple[Judged, ...]
    missing_reports: tuple[str, ...]

    def as_json(self) -> Json:
        """The figures: overall at top level, then by kind and by report, what failed, and more."""
        return {
            **measures(self.judged),
            "kinds": measures_by(lambda each: each.gold.kind.value, self.judged),
            "reports": measures_by(lambda each: each.gold.pdf, self.judged),
            "missing_reports": list(self.missing_reports),
            "failures": [_failure(judged) for judged in self.judged if judged.fault],
            "intervals": intervals(self.judged),
            "stages_ms": stages_ms(self.judged),
            "judged": [Entry.of(judged).as_json() for judged in self.judged],
        }


def evaluate(
    gold: Sequence[GoldQuestion],
    editions: Mapping[str, EditionT],
    *,
    ask: Ask[EditionT],
    rank: Rank[EditionT],
    all_reports: bool = False,
    clock: Clock = time.perf_counter,
    watch: Watch | None = None,
) -> Evaluation:
    """Every gold question, asked and judged.

    `editions` are by the file name that they were ingested from. A question is asked of its own
    report, or of all of them together. `ask` and `rank` take the question, the editions and the
    questions before it; `rank` gives the hits, best first, whatever the outcome of `ask`.
    """
    trial = _Trial(gold, editions, ask, rank, all_reports, clock)
    judged = []
    for done, question in enumerate(gold, start=1):
        judged.append(trial.judge(question))
        if watch is not None:
            watch(done, len(gold))
    missing = dict.fromkeys(each.pdf for each in gold if each.pdf not in editions)
    return Evaluation(tuple(judged), tuple(missing))


@dataclass(frozen=True)
class _Trial(Generic[EditionT]):
    """What every question is asked with."""

    gold: Sequence[GoldQuestion]
    editions: Mapping[str, EditionT]
    ask: Ask[EditionT]
    rank: Rank[EditionT]
    all_reports: bool
    clock: Clock

    def judge(self, gold: GoldQuestion) -> Judged:
        groups = pages_wanted(gold, frozenset(self.editions) if self.all_reports else frozenset())
        if gold.pdf not in self.editions:
            return Judged(gold, groups)
        asked = list(self.editions.values()) if self.all_reports else [self.editions[gold.pdf]]
        before = chain(gold, self.gold)
        start = self.clock()
        answer = self.ask(gold.question, asked, before)
        latency = (self.clock() - start) * 1000
        by_id = {edition.id: edition for edition in asked}
        pdf_of = {edition.id: pdf for pdf, edition in self.editions.items()}
        return Judged(
            gold=gold,
            groups=groups,
            answer=answer,
            ranked=pages_ranked(self.rank(gold.question, asked, before), pdf_of),
            cited=tuple(PdfPage(pdf_of[c.edition], c.page.number) for c in answer.citations),
            verified=tuple(verify(c, by_id[c.edition]) for c in _shown(answer)),
            latency_ms=latency,
        )


def pages_wanted(gold: GoldQuestion, others: frozenset[str]) -> tuple[frozenset[PdfPage], ...]:
    """The groups of gold pages; those of other reports that answer as well count in each."""
    also = {PdfPage(pdf, page) for pdf, page in gold.also_in if pdf in others}
    return tuple(frozenset({PdfPage(gold.pdf, p) for p in group} | also) for group in gold.groups)


def _shown(answer: Answer) -> tuple[Citation, ...]:
    return (*answer.citations, *answer.nearest)


def _failure(judged: Judged) -> Json:
    """What a person needs to see to understand one miss."""
    answer = judged.answer
    return {
        "id": judged.gold.id,
        "question": judged.gold.question,
        "kind": judged.gold.kind.value,
        "report": judged.gold.pdf,
        "why": judged.fault,
        "searched": answer.searched if answer else None,
        "outcome": answer.outcome.value if answer else None,
        "pages": list(judged.gold.pages),
        "keys": list(judged.gold.keys),
        "ranked": [{"report": p.pdf, "page": p.page} for p in judged.ranked[:5]],
        "shown": [_quoted(citation) for citation in (_shown(answer) if answer else ())],
    }


def _quoted(citation: Citation) -> Json:
    return {
        "report": citation.report,
        "page": citation.page.number,
        "headings": list(citation.passage.headings),
        "quote": citation.quote,
    }
