"""Metrics of ranking equal those of trec_eval, through ir-measures."""

from collections.abc import Callable, Sequence

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from retrieval.judge import Judged
from retrieval.measures import measures
from retrieval.metrics import ndcg_at, recall_at, reciprocal_rank, share_found_at

CUTOFFS = (1, 3, 5, 10)

rankings = st.permutations(list(range(30))).flatmap(
    lambda pages: st.integers(1, 30).map(lambda depth: pages[:depth])
)
gold_pages = st.sets(st.integers(0, 29), min_size=1, max_size=15)


def of_trec_eval(measure: ir_measures.Measure, ranked: Sequence[int], gold: set[int]) -> float:
    """The measure of one question; the score falls with the rank, so that nothing is tied."""
    qrels = {"q": {str(page): 1 for page in gold}}
    run = {"q": {str(page): 1.0 - rank / 100 for rank, page in enumerate(ranked)}}
    (found,) = ir_measures.pytrec_eval.iter_calc([measure], qrels, run)
    return float(found.value)


@given(rankings, gold_pages)
def test_ndcg_is_that_of_trec_eval(ranked: list[int], gold: set[int]) -> None:
    assert ndcg_at(10, ranked, gold) == pytest.approx(of_trec_eval(nDCG @ 10, ranked, gold))


@given(rankings, gold_pages)
def test_the_reciprocal_rank_is_that_of_trec_eval(ranked: list[int], gold: set[int]) -> None:
    assert reciprocal_rank(ranked, gold) == pytest.approx(of_trec_eval(RR, ranked, gold))


@pytest.mark.parametrize("k", CUTOFFS)
@given(ranked=rankings, gold=gold_pages)
def test_page_recall_of_one_group_is_success_as_trec_eval_counts_it(
    k: int, ranked: list[int], gold: set[int]
) -> None:
    assert recall_at(k, ranked, [gold]) == of_trec_eval(Success @ k, ranked, gold)


@pytest.mark.parametrize("k", [5, 10, 100])
@given(ranked=rankings, gold=gold_pages)
def test_the_share_found_is_recall_as_trec_eval_counts_it(
    k: int, ranked: list[int], gold: set[int]
) -> None:
    assert share_found_at(k, ranked, gold) == pytest.approx(of_trec_eval(R @ k, ranked, gold))


def test_the_figures_of_an_evaluation_are_the_means_of_trec_eval(
    make_judged: Callable[..., Judged],
) -> None:
    ranked = {"first": (1, 7, 3), "third": (5, 9, 1), "twelfth": (*range(2, 13), 1), "lost": (4, 2)}
    figures = measures([make_judged(name, ranked=pages) for name, pages in ranked.items()])
    qrels = {name: {"1": 1} for name in ranked}
    run = {
        name: {str(page): 1.0 - rank / 100 for rank, page in enumerate(pages)}
        for name, pages in ranked.items()
    }
    expected = ir_measures.calc_aggregate(
        [nDCG @ 10, RR, *(Success @ k for k in CUTOFFS)], qrels, run
    )
    assert figures["ndcg@10"] == round(expected[nDCG @ 10], 4)
    assert figures["mrr"] == round(expected[RR], 4)
    for k in CUTOFFS:
        assert figures[f"page_recall@{k}"] == expected[Success @ k]
