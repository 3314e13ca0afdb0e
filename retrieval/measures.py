"""The figures of an evaluation: shares over its questions, words shown, time spent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from retrieval.judge import Judged
from retrieval.metrics import ndcg_at, percentiles, recall_at, reciprocal_rank

Percentiles = dict[str, float | None]
Measures = dict[str, float | int | Percentiles | None]

CUTOFFS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Share:
    """A measure of 0..1: what questions got, out of how often they count.

    `counts` is how often a question counts (0: not at all); `got` is only asked of those that do.
    """

    counts: Callable[[Judged], int]
    got: Callable[[Judged], float]

    def gained(self, judged: Judged) -> float:
        """What one question adds to the share; 0 where it doesn't count."""
        return self.got(judged) if self.counts(judged) else 0.0

    def over(self, judged: Sequence[Judged]) -> float | None:
        """The share over all questions, rounded to 4 decimals; None where none of them counts."""
        whole = sum(map(self.counts, judged))
        return round(sum(map(self.gained, judged)) / whole, 4) if whole else None


def _able(judged: Judged) -> int:
    return int(judged.gold.kind.answerable)


def _unable(judged: Judged) -> int:
    return 1 - _able(judged)


def _recall(k: int, judged: Judged) -> float:
    return recall_at(k, judged.ranked, judged.groups)


# Ranking, `answered`, `right` and `citation_precision` are over answerable questions; `refused` and
# `outcome_right` over the others; `verified` over all.
SHARES: Mapping[str, Share] = {
    **{f"page_recall@{k}": Share(_able, partial(_recall, k)) for k in CUTOFFS},
    "ndcg@10": Share(_able, lambda each: ndcg_at(10, each.ranked, each.pages)),
    "mrr": Share(_able, lambda each: reciprocal_rank(each.ranked, each.pages)),
    "answered": Share(_able, lambda each: each.answered),
    "right": Share(_able, lambda each: each.right),
    "right_when_answered": Share(lambda each: _able(each) * each.answered, lambda each: each.right),
    "citation_precision": Share(
        lambda each: _able(each) * len(each.on_gold), lambda each: sum(each.on_gold)
    ),
    "verified": Share(lambda each: len(each.verified), lambda each: sum(each.verified)),
    "refused": Share(_unable, lambda each: each.refused),
    "outcome_right": Share(_unable, lambda each: each.outcome_right),
}


def measures(judged: Sequence[Judged]) -> Measures:
    """The figures of the contract; a share is None where it has nothing to count."""
    words = [each.quote_words for each in judged if each.quote_words is not None]
    return {
        "questions": len(judged),
        **{name: share.over(judged) for name, share in SHARES.items()},
        "quote_words": percentiles(words),
        "latency_ms": percentiles([e.latency_ms for e in judged if e.latency_ms is not None]),
    }


def measures_by(name: Callable[[Judged], str], judged: Sequence[Judged]) -> dict[str, Measures]:
    """The figures of each group of questions of one `name`, in the order they first come in."""
    names = dict.fromkeys(map(name, judged))
    return {wanted: measures([e for e in judged if name(e) == wanted]) for wanted in names}


def stages_ms(judged: Sequence[Judged]) -> dict[str, Percentiles]:
    """Milliseconds by stage over the answers that reached it, in the order of answering.

    `total` comes last.
    """
    timings = [each.answer.timings_ms for each in judged if each.answer is not None]
    stages = dict.fromkeys(stage for each in timings for stage in each)
    return {
        stage: percentiles([each[stage] for each in timings if stage in each])
        for stage in sorted(stages, key=lambda stage: stage == "total")
    }
