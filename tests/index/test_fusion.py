"""Words and meaning are summed by weight."""

import json
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from index.fusion import Fusion, shipped_fusion


@pytest.fixture
def measured() -> Any:
    return json.loads(files("index").joinpath("data/fusion.json").read_text(encoding="utf-8"))


def test_the_sum_is_that_of_a_hand_worked_example() -> None:
    """Words 4 of 8 are a half; likeness 0.2 between 0.1 and 0.5 is a quarter."""
    fused = Fusion(0.4).fuse(np.array([8.0, 4.0, 0.0]), np.array([0.1, 0.2, 0.5]))
    assert fused.tolist() == pytest.approx([0.6, 0.6 * 0.5 + 0.4 * 0.25, 0.4])


def test_a_page_that_speaks_of_it_lifts_its_passages_by_its_weight() -> None:
    """Words 1 and 1/2, pages 1/3 and 1, weight 1/2: (1 + 1/6) and (1/2 + 1/2) over 3/2."""
    by_words = Fusion(0.0, 0.5).by_words(np.array([8.0, 4.0]), np.array([2.0, 6.0]))
    assert by_words.tolist() == pytest.approx([7 / 9, 2 / 3])


def test_a_passage_without_a_common_word_gains_nothing_from_its_page() -> None:
    assert Fusion(0.0, 0.5).by_words(np.array([8.0, 0.0]), np.array([6.0, 6.0])).tolist() == [1, 0]


def test_without_weight_words_keep_their_order() -> None:
    assert Fusion(0.0).fuse(np.array([2.0, 4.0]), np.array([0.9, 0.1])).tolist() == [0.5, 1.0]


def test_with_all_the_weight_meaning_keeps_its_order() -> None:
    assert Fusion(1.0).fuse(np.array([2.0, 4.0]), np.array([0.9, 0.1])).tolist() == [1.0, 0.0]


def test_no_word_in_common_and_no_likeness_apart_is_nothing() -> None:
    assert Fusion(0.5).fuse(np.zeros(2), np.array([0.3, 0.3])).tolist() == [0.0, 0.0]
    assert Fusion(0.5, 0.5).by_words(np.zeros(2), np.zeros(2)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("dense", "page"), [(-0.1, 0), (1.1, 0), (0.5, -0.1)])
def test_a_weight_out_of_bounds_is_refused(dense: float, page: float) -> None:
    with pytest.raises(ValueError, match="weigh"):
        Fusion(dense, page)


@pytest.mark.parametrize("kind", ["dense", "page"])
def test_each_shipped_weight_is_the_best_of_its_measured_curves_at_most_a_half(
    measured: Any, kind: str
) -> None:
    mean = np.mean(list(measured[f"{kind}_ndcg@10"].values()), axis=0)
    shipped = getattr(shipped_fusion(), f"{kind}_weight")
    assert shipped == min(measured[f"{kind}_weights"][int(np.argmax(mean))], 0.5)


def test_the_sum_was_better_than_words_alone_where_it_was_set(measured: Any) -> None:
    chosen = measured["dense_weights"].index(measured["dense_weight"])
    for curve in measured["dense_ndcg@10"].values():
        assert curve[chosen] > curve[0]
