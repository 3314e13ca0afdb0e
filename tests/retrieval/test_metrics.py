"""Metrics equal what a person works out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.metrics import (
    ndcg_at,
    percentiles,
    recall_at,
    reciprocal_rank,
    share,
    share_found_at,
)


def test_recall_needs_any_gold_page_among_the_first_k() -> None:
    assert recall_at(1, [7, 3], [{3}]) == 0
    assert recall_at(2, [7, 3], [{3}]) == 1
    assert recall_at(2, [7, 3], [{9, 7}]) == 1


def test_recall_of_several_groups_needs_one_page_of_each() -> None:
    assert recall_at(3, [7, 3, 9], [{3, 4}, {9}]) == 1
    assert recall_at(2, [7, 3, 9], [{3, 4}, {9}]) == 0


def test_recall_without_gold_pages_is_nothing() -> None:
    assert recall_at(10, [1], []) == 0


def test_ndcg_of_gold_at_ranks_one_and_three_of_two() -> None:
    # gain 1 + 1/2; the best is 1 + 1/log2(3)
    assert ndcg_at(10, ["a", "b", "c"], {"a", "c"}) == pytest.approx(1.5 / (1 + 1 / math.log2(3)))


def test_ndcg_looks_no_further_than_k() -> None:
    assert ndcg_at(2, [1, 2, 3], {3}) == 0
    # one gold page first of three that can't all be among the first two
    assert ndcg_at(2, [1, 8, 9], {1, 2, 3}) == pytest.approx(1 / (1 + 1 / math.log2(3)))


@given(st.permutations(list(range(12))), st.sets(st.integers(0, 11), min_size=1))
def test_ndcg_is_one_exactly_when_gold_comes_first(ranked: list[int], gold: set[int]) -> None:
    gained = ndcg_at(10, ranked, gold)
    assert 0 <= gained <= 1 + 1e-9
    assert (gained > 1 - 1e-9) == set(ranked[: min(10, len(gold))]).issubset(gold)


def test_reciprocal_rank_is_that_of_the_first_gold_page() -> None:
    assert reciprocal_rank([5, 6, 7, 8], {8, 7}) == pytest.approx(1 / 3)
    assert reciprocal_rank([5], {8}) == 0


def test_share_found_counts_gold_documents() -> None:
    assert share_found_at(2, ["a", "b", "c"], {"b", "c", "d", "a"}) == 0.5


def test_shares_are_rounded_and_absent_of_nothing() -> None:
    assert share([True, True, False]) == 0.6667
    assert share([]) is None


def test_percentiles_lie_between_neighbours() -> None:
    assert percentiles([10, 20, 30, 40, 50]) == {"p50": 30, "p95": 48}
    assert percentiles([]) == {"p50": None, "p95": None}
