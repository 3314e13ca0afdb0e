"""Passages are found by words and by meaning."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from index.errors import ModelMismatch
from index.fusion import Fusion
from index.hit import FoundBy
from index.indexed import Indexed, index_passages
from index.search import Query, search
from ingest.report import Passage, PassageKind

MakePassage = Callable[..., Passage]


@pytest.fixture
def pools(passage: MakePassage, encoder: Any) -> Indexed:
    passages = [
        passage("La piscine de Calais rouvre en juin.", page=3),
        passage("La piscine d'Arras ferme pour travaux.", page=1),
        passage("Un ordinateur est remis à chaque collégien.", page=2),
    ]
    return index_passages(passages, encoder, name="ed1", report_slug="bilan")


def test_the_passage_with_the_rarer_word_comes_first(pools: Indexed, encoder: Any) -> None:
    hits = search([pools], Query.of("piscine de Calais"), encoder=encoder)
    assert [hit.passage.first_page for hit in hits][:2] == [3, 1]
    assert (hits[0].report, hits[0].edition) == ("bilan", "ed1")


def test_words_alone_find_only_what_shares_a_word(pools: Indexed) -> None:
    hits = search([pools], Query.of("piscines"), encoder=None)
    assert [hit.passage.first_page for hit in hits] == [3, 1]
    assert {hit.found_by for hit in hits} == {FoundBy.WORDS}
    assert {hit.likeness for hit in hits} == {None}


def test_lexical_mode_leaves_the_encoder_alone(pools: Indexed, encoder: Any) -> None:
    by_words = search([pools], Query.of("piscine"), encoder=None)
    assert search([pools], Query.of("piscine"), encoder=encoder, mode="lexical") == by_words


def test_dense_mode_ranks_by_likeness(pools: Indexed, encoder: Any) -> None:
    hits = search([pools], Query.of("ordinateurs des collégiens"), encoder=encoder, mode="dense")
    likeness = [hit.likeness for hit in hits]
    assert hits[0].passage.first_page == 2
    assert likeness == sorted(likeness, reverse=True)


def test_a_passage_without_a_common_word_is_found_by_meaning(pools: Indexed, encoder: Any) -> None:
    hits = search([pools], Query.of("ordinateurs portables"), encoder=encoder, k=1, mode="dense")
    assert hits[0].found_by in {FoundBy.MEANING, FoundBy.BOTH}
    none_in_common = search([pools], Query.of("collégi"), encoder=encoder, k=1)
    assert none_in_common[0].found_by is FoundBy.MEANING


def test_a_passage_first_by_both_is_found_by_both(pools: Indexed, encoder: Any) -> None:
    question = "Un ordinateur est remis à chaque collégien."
    first = search([pools], Query.of(question), encoder=encoder, k=1)[0]
    assert (first.score, first.found_by) == (1.0, FoundBy.BOTH)


@pytest.mark.parametrize("kind", [PassageKind.CONTENTS, PassageKind.HEADING, PassageKind.SLOGAN])
def test_what_is_no_substance_stands_behind_all_that_is(
    passage: MakePassage, encoder: Any, kind: PassageKind
) -> None:
    indexed = index_passages(
        [passage("Piscine de Calais", kind=kind), passage("On y nage, à la piscine, dit-on.")],
        encoder,
    )
    hits = search([indexed], Query.of("Piscine de Calais"), encoder=encoder)
    assert [hit.passage.kind for hit in hits] == [PassageKind.BODY, kind]
    assert hits[0].score > hits[1].score


def test_scores_fall_from_hit_to_hit(pools: Indexed, encoder: Any) -> None:
    scores = [hit.score for hit in search([pools], Query.of("la piscine d'Arras"), encoder=encoder)]
    assert scores == sorted(scores, reverse=True)
    assert all(score == round(score, 4) for score in scores)


def test_ties_stand_in_reading_order(passage: MakePassage, encoder: Any) -> None:
    same = [passage("La piscine rouvre.", page=number) for number in (1, 2, 3)]
    indexed = index_passages(same, encoder)
    hits = search([indexed], Query.of("piscine"), encoder=encoder)
    assert [hit.passage.first_page for hit in hits] == [1, 2, 3]


def test_two_editions_rank_as_if_they_were_one(passage: MakePassage, encoder: Any) -> None:
    """A word that is rare in one report and common in the other is worth the same in both."""
    texts = [f"La piscine numéro {n} rouvre bientôt." for n in range(12)]
    texts += ["Le canal rouvre bientôt.", "La piscine du canal.", "Un musée de la mine rouvre."]
    passages = [passage(text) for text in texts]
    whole = index_passages(passages, encoder)
    parts = [index_passages(passages[:9], encoder), index_passages(passages[9:], encoder)]
    question = "piscine du canal"
    together = [hit.passage.id for hit in search([whole], Query.of(question), encoder=encoder, k=2)]
    assert [
        hit.passage.id for hit in search(parts, Query.of(question), encoder=encoder, k=2)
    ] == together


def test_the_vectors_of_another_model_are_refused(pools: Indexed, other_encoder: Any) -> None:
    with pytest.raises(ModelMismatch) as refused:
        search([pools], Query.of("piscine"), encoder=other_encoder)
    assert refused.value.values == {"report": "bilan", "recorded": "r1", "asked": "r2"}


def test_editions_without_vectors_are_searched_by_words(passage: MakePassage, encoder: Any) -> None:
    indexed = index_passages([passage("La piscine rouvre.")], None)
    assert search([indexed], Query.of("piscine"), encoder=encoder)[0].found_by is FoundBy.WORDS


@pytest.mark.parametrize("question", ["", "   ", "🙂🙂", "\u200b", "le la les"])
def test_a_question_without_words_finds_nothing_by_words(pools: Indexed, question: str) -> None:
    assert search([pools], Query.of(question), encoder=None) == []


def test_nothing_indexed_gives_no_hits(encoder: Any) -> None:
    assert search([], Query.of("piscine"), encoder=encoder) == []
    assert search([index_passages([], encoder)], Query.of("piscine"), encoder=encoder) == []


def test_no_more_hits_than_asked_for(pools: Indexed, encoder: Any) -> None:
    assert len(search([pools], Query.of("piscine"), encoder=encoder, k=1)) == 1
    assert search([pools], Query.of("piscine"), encoder=encoder, k=0) == []


def test_a_weight_of_zero_ranks_by_words(pools: Indexed, encoder: Any) -> None:
    by_words = search([pools], Query.of("piscine d'Arras"), encoder=None)
    fused = search([pools], Query.of("piscine d'Arras"), encoder=encoder, fusion=Fusion(0.0))
    assert [(h.passage.id, h.score) for h in fused] == [(h.passage.id, h.score) for h in by_words]


def test_what_is_kept_is_found_as_the_whole_ranking_has_it(
    passage: MakePassage, encoder: Any
) -> None:
    """The reference is the ranking of everything, gone through by hand."""
    topics = ("piscine", "piscine de Calais", "canal", "musée de la mine", "piscine du canal")
    passages = [passage(f"{topics[n % 5]} numéro {n % 7}.", page=n + 1) for n in range(60)]
    parts = [index_passages(passages[:25], encoder), index_passages(passages[25:], encoder)]
    query = Query.of("piscine du canal")
    whole = search(parts, query, encoder=encoder, k=60)
    for step in (1, 2, 7, 13):
        kept = np.arange(60) % step == step - 1
        wanted = [(h.passage.id, h.score) for h in whole if kept[h.passage.first_page - 1]]
        for k in (1, 5, 60):
            hits = search(parts, query, encoder=encoder, k=k, kept=kept)
            assert [(hit.passage.id, hit.score) for hit in hits] == wanted[:k]


def test_how_a_passage_was_found_is_told_among_those_kept(pools: Indexed, encoder: Any) -> None:
    question = Query.of("Un ordinateur est remis à chaque collégien à Arras.")
    kept = np.array([False, True, False])
    (only,) = search([pools], question, encoder=encoder, k=1, kept=kept)
    assert (only.passage.first_page, only.found_by) == (1, FoundBy.BOTH)


def test_nothing_kept_is_nothing_found(pools: Indexed, encoder: Any) -> None:
    kept = np.zeros(3, dtype=np.bool_)
    assert search([pools], Query.of("piscine"), encoder=encoder, kept=kept) == []
