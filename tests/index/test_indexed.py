"""Passages are indexed in memory."""

from collections.abc import Callable
from typing import Any

import numpy as np

from index.indexed import encode_passages, index_passages, quiet, searched_text
from ingest.report import Passage

MakePassage = Callable[..., Passage]


def test_a_passage_is_searched_with_its_headings(passage: MakePassage) -> None:
    titled = passage("Elle rouvre.", headings=("Sport", "Piscine"))
    assert searched_text(titled) == "Sport\nPiscine\nElle rouvre."


def test_vectors_stand_in_the_order_of_the_passages(passage: MakePassage, encoder: Any) -> None:
    passages = [
        passage("un texte plutôt long pour commencer"),
        passage("court"),
        passage("moyen ?"),
    ]
    vectors = encode_passages(passages, encoder, progress=quiet, known={})
    expected = encoder.encode_query([searched_text(each) for each in passages])
    np.testing.assert_array_equal(vectors, expected)


def test_identical_passages_are_encoded_once(passage: MakePassage, encoder: Any) -> None:
    passages = [passage("même texte", page=1), passage("autre"), passage("même texte", page=2)]
    index_passages(passages, encoder)
    assert sorted(encoder.encoded) == ["autre", "même texte"]


def test_a_known_text_is_not_encoded_again(passage: MakePassage, encoder: Any) -> None:
    known = {"connu": encoder.encode_query(["connu"])[0]}
    indexed = index_passages([passage("connu"), passage("neuf")], encoder, known=known)
    assert encoder.encoded == ["neuf"]
    np.testing.assert_array_equal(indexed.store.vectors(indexed.id)[0], known["connu"])


def test_progress_counts_passages_by_stage(passage: MakePassage, encoder: Any) -> None:
    heard: list[tuple[str, int, int]] = []
    passages = [passage(f"passage {n}") for n in range(70)]
    index_passages(passages, encoder, progress=lambda *step: heard.append(step))
    assert heard == [
        ("encode", 0, 70),
        ("encode", 64, 70),
        ("encode", 70, 70),
        ("index", 0, 70),
        ("index", 70, 70),
    ]


def test_without_an_encoder_words_alone_are_indexed(passage: MakePassage) -> None:
    indexed = index_passages([passage("La piscine rouvre")], None)
    assert indexed.model is None
    assert sorted(indexed.words.vocabulary) == ["piscin", "rouvr"]
