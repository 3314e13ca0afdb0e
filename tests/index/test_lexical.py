"""BM25 over stems."""

import math
from io import BytesIO

import numpy as np
import pytest
from bm25s import BM25

from index.lexical import (
    K1,
    B,
    Rarity,
    build_page_words,
    build_words,
    counted,
    idf,
    load_words,
    save_words,
)

DOCUMENTS = [
    ["piscin", "calais", "ete"],
    ["piscin", "piscin", "arras"],
    ["college", "calais", "ordin", "portabl"],
    [],
]


def test_a_score_is_what_the_formula_of_lucene_gives_by_hand() -> None:
    """A stem twice among 3, in 1 of 2 passages of 2 on average: tf/(tf + k1(1 - b + 3b/2))."""
    index = build_words([["piscin", "piscin", "arras"], ["calais"]])
    tf = 2 / (2 + K1 * (1 - B + B * 3 / 2))
    expected = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5)) * tf
    scores = index.scores({"piscin": 1.0}, Rarity((index,)))
    assert scores[0] == pytest.approx(expected, rel=1e-6)
    assert scores[1] == 0


@pytest.mark.parametrize("question", [["piscin"], ["calais", "ete"], ["piscin", "piscin", "arras"]])
def test_one_index_scores_as_bm25s_does(question: list[str]) -> None:
    reference = BM25(k1=K1, b=B, method="lucene", backend="numpy")
    reference.index(DOCUMENTS, show_progress=False)
    index = build_words(DOCUMENTS)
    scores = index.scores(counted(question), Rarity((index,)))
    np.testing.assert_allclose(scores, reference.get_scores(question), rtol=1e-6)


def test_rarity_is_that_of_all_indexes_together() -> None:
    one, other = build_words(DOCUMENTS[:1]), build_words(DOCUMENTS[1:])
    assert Rarity((one, other)).of("calais") == idf(2, 4)


def test_a_word_unknown_everywhere_scores_nothing() -> None:
    index = build_words(DOCUMENTS)
    assert index.scores({"zeppelin": 1.0}, Rarity((index,))).tolist() == [0, 0, 0, 0]


def test_a_saved_index_scores_the_same_when_it_is_loaded() -> None:
    index = build_words(DOCUMENTS)
    again = load_words(save_words(index))
    question = {"piscin": 1.0, "calais": 2.0}
    assert again.vocabulary == index.vocabulary
    assert again.scores(question, Rarity((again,))).tolist() == (
        index.scores(question, Rarity((index,))).tolist()
    )


def test_a_page_scores_as_its_passages_together() -> None:
    pages = build_page_words(DOCUMENTS, [4, 4, 9, 9])
    whole = build_words([DOCUMENTS[0] + DOCUMENTS[1], DOCUMENTS[2]])
    scores = pages.scores({"piscin": 1.0, "calais": 1.0}, Rarity((pages.index,)))
    first, second = whole.scores({"piscin": 1.0, "calais": 1.0}, Rarity((whole,)))
    assert scores.tolist() == [first, first, second, second]


def test_an_index_is_saved_under_its_name() -> None:
    assert sorted(save_words(build_words(DOCUMENTS), "page_words")) == [
        "page_words.json",
        "page_words.rows.npy",
        "page_words.starts.npy",
        "page_words.weights.npy",
    ]


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_nothing_to_index_is_an_index_too(documents: list[list[str]]) -> None:
    index = load_words(save_words(build_words(documents)))
    assert index.scores({"piscin": 1.0}, Rarity((index,))).tolist() == [0.0] * len(documents)


def test_arrays_that_do_not_hang_together_are_refused() -> None:
    saved = save_words(build_words(DOCUMENTS))
    mixed = {**saved, "words.rows.npy": save_words(build_words(DOCUMENTS[:2]))["words.rows.npy"]}
    with pytest.raises(ValueError, match="hang together"):
        load_words(mixed)


def test_an_array_of_pickled_objects_is_refused() -> None:
    pickled = BytesIO()
    np.save(pickled, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    saved = {**save_words(build_words(DOCUMENTS)), "words.rows.npy": pickled.getvalue()}
    with pytest.raises(ValueError, match="allow_pickle=False"):
        load_words(saved)
