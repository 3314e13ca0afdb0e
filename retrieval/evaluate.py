"""Measures answers against gold questions: the figures that `selon evaluate` prints."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.hit import Hit
from retrieval.answer import Answer, Citation
from retrieval.gold import GoldQuestion, chain
from retrieval.judge import Judged, PdfPage, Readable, pages_ranked, verify
from retrieval.metrics import ndcg_at, percentiles, recall_at, reciprocal_rank, share

EditionT = TypeVar("EditionT", bound=Readable)

Ask = Callable[[str, Sequence[EditionT], Sequence[str]], Answer]
Rank = Callable[[str, Sequence[EditionT], Sequence[str]], Sequence[Hit]]
Clock = Callable[[], float]
Watch = Callable[[int, int], None]
Percentiles = dict[str, float | None]
Measures = dict[str, float | int | Percentiles | None]
Json = dict[str, object]

CUTOFFS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The judged questions, in the order of the gold file, and the reports that weren't there."""

    judged: tuple[Judged, ...]
    missing_reports: tuple[str, ...]

    def as_json(self) -> Json:
        """The figures: overall at top level, then by kind and by report, then what failed."""
        return {
            **measures(self.judged),
            "kinds": _by(self.judged, lambda judged: judged.gold.kind.value),
            "reports": _by(self.judged, lambda judged: judged.gold.pdf),
            "missing_reports": list(self.missing_reports),
            "failures": [_failure(judged) for judged in self.judged if judged.fault],
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


def measures(judged: Sequence[Judged]) -> Measures:
    """The figures of the contract, each 0..1 or None where it has nothing to count.

    Ranking, `answered`, `right` and `citation_precision` are over answerable questions; `refused`
    and `outcome_right` over the others; `verified` and latency over all.
    """
    able = [each for each in judged if each.gold.kind.answerable]
    unable = [each for each in judged if not each.gold.kind.answerable]
    answered = [each for each in able if each.answered]
    words = [each.quote_words for each in judged if each.quote_words is not None]
    return {
        "questions": len(judged),
        **{
            f"page_recall@{k}": share(recall_at(k, each.ranked, each.groups) for each in able)
            for k in CUTOFFS
        },
        "ndcg@10": share(ndcg_at(10, each.ranked, each.pages) for each in able),
        "mrr": share(reciprocal_rank(each.ranked, each.pages) for each in able),
        "answered": share(each.answered for each in able),
        "right": share(each.right for each in able),
        "right_when_answered": share(each.right for each in answered),
        "citation_precision": share(on for each in able for on in each.on_gold),
        "verified": share(each for every in judged for each in every.verified),
        "refused": share(each.refused for each in unable),
        "outcome_right": share(each.outcome_right for each in unable),
        "quote_words": percentiles(words),
        "latency_ms": percentiles([e.latency_ms for e in judged if e.latency_ms is not None]),
    }


def _by(judged: Sequence[Judged], name: Callable[[Judged], str]) -> dict[str, Measures]:
    names = dict.fromkeys(name(each) for each in judged)
    return {wanted: measures([e for e in judged if name(e) == wanted]) for wanted in names}


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
