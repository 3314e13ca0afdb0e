"""Vectors are searched exactly."""

import numpy as np
import pytest

from index.dense import FaissStore, brute_force
from index.encoder import Vectors


def unit_vectors(rows: int, dimension: int = 24, seed: int = 7) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("k", [1, 10, 500, 1000])
def test_faiss_finds_what_brute_force_finds(k: int) -> None:
    vectors, question = unit_vectors(500), unit_vectors(1, seed=8)[0]
    store = FaissStore()
    store.add("ed", vectors)
    found, expected = store.search("ed", question, k), brute_force(vectors, question, k)
    assert found.rows.tolist() == expected.rows.tolist()
    np.testing.assert_allclose(found.likeness, expected.likeness, atol=1e-6)


def test_a_vector_is_likest_to_itself() -> None:
    vectors = unit_vectors(50)
    store = FaissStore()
    store.add("ed", vectors)
    found = store.search("ed", vectors[31], 1)
    assert (found.rows[0], round(float(found.likeness[0]), 5)) == (31, 1.0)


def test_editions_do_not_mix() -> None:
    store = FaissStore()
    store.add("a", unit_vectors(3, seed=1))
    store.add("b", unit_vectors(5, seed=2))
    assert len(store.search("a", unit_vectors(1)[0], 9).rows) == 3
    np.testing.assert_array_equal(store.vectors("b"), unit_vectors(5, seed=2))


def test_a_dropped_edition_is_forgotten() -> None:
    store = FaissStore()
    store.add("a", unit_vectors(3))
    store.drop("a")
    with pytest.raises(KeyError):
        store.search("a", unit_vectors(1)[0], 1)


def test_a_packed_index_is_the_same_when_it_is_unpacked() -> None:
    vectors = unit_vectors(20)
    first, second = FaissStore(), FaissStore()
    first.add("ed", vectors)
    second.unpack("ed", first.pack("ed"))
    np.testing.assert_array_equal(second.vectors("ed"), vectors)


def test_an_edition_without_passages_has_no_neighbours() -> None:
    store = FaissStore()
    store.add("ed", np.zeros((0, 24), np.float32))
    again = FaissStore()
    again.unpack("ed", store.pack("ed"))
    assert again.search("ed", unit_vectors(1)[0], 10).rows.tolist() == []
    assert again.vectors("ed").shape == (0, 24)


def test_likeness_is_that_of_the_search_in_the_order_of_the_passages() -> None:
    store, rows = FaissStore(), unit_vectors(40)
    store.add("a", rows)
    found = store.search("a", rows[7], 40)
    likeness = store.likeness("a", rows[7])
    assert likeness[found.rows] == pytest.approx(found.likeness, abs=1e-6)
    assert likeness.shape == (40,)
