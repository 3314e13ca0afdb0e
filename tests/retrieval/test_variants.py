"""Variants: the same question as other people would type it, the same each time."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval.gold import GoldQuestion, Kind
from retrieval.screening import MAX_CHARACTERS
from retrieval.variants import Variant, vary, vary_gold

QUESTION = "Combien de crèches le Département a-t-il ouvertes à Calais en 2023 (FARDA) ?"
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=14)
SEEDS = st.text(max_size=10)


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (
            Variant.NO_ACCENTS,
            "Combien de creches le Departement a-t-il ouvertes a Calais en 2023 (FARDA) ?",
        ),
        (
            Variant.TYPO,
            "Cmobien de crèèches le Départzment a-t-il ouvertds à Camais en 2023 (FARDA) ?",
        ),
        (
            Variant.CAPITALS,
            "COMBIEN DE CRÈCHES LE DÉPARTEMENT A-T-IL OUVERTES À CALAIS EN 2023 (FARDA) ?",
        ),
        (Variant.POLITE, f"S'il vous plaît, {QUESTION}"),
        (
            Variant.RUN_TOGETHER,
            "Combiende crèches le Département a-t-ilouvertes à Calaisen 2023 (FARDA) ?",
        ),
    ],
)
def test_a_question_is_typed_otherwise(variant: Variant, expected: str) -> None:
    assert vary(QUESTION, variant, seed="q1") == expected


def test_another_seed_draws_other_slips_and_another_frame() -> None:
    for variant in (Variant.TYPO, Variant.POLITE, Variant.RUN_TOGETHER):
        drawn = {vary(QUESTION, variant, seed=f"q{n}") for n in range(8)}
        assert len(drawn) > 2, variant


def test_another_process_draws_the_same() -> None:
    program = (
        "from retrieval.variants import Variant, vary\n"
        f"print(*[ascii(vary({QUESTION!r}, v, seed='q1')) for v in Variant], sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [ascii(vary(QUESTION, v, seed="q1")) for v in Variant]


def test_ligatures_are_typed_as_two_letters_without_accents() -> None:
    assert vary("Œuvre, cœur, ex æquo", Variant.NO_ACCENTS, seed="q") == "OEuvre, coeur, ex aequo"


@given(WORDS, SEEDS)
def test_a_mistyped_word_is_one_slip_away(word: str, seed: str) -> None:
    mistyped = vary(word, Variant.TYPO, seed=seed)
    assert mistyped != word
    assert mistyped[0] == word[0]
    assert OSA.distance(mistyped, word) == 1


@pytest.mark.parametrize("spared", ["12 000 €", "2023", "FARDA", "DÉPARTEMENT", "de la", "CO2neuf"])
def test_figures_capitals_and_short_words_are_never_mistyped(spared: str) -> None:
    assert {vary(spared, Variant.TYPO, seed=f"q{n}") for n in range(50)} == {spared}


def test_a_letter_is_mistyped_as_a_key_that_touches_it_on_a_french_keyboard() -> None:
    drawn = {vary("zzzzzzz", Variant.TYPO, seed=f"q{n}") for n in range(500)}
    beside = {letter for word in drawn if len(word) == 7 for letter in word} - {"z"}
    assert beside == set("aeqs")


def test_every_way_of_slipping_is_drawn() -> None:
    drawn = {vary("abcdefg", Variant.TYPO, seed=f"q{n}") for n in range(500)}
    assert {"acdefg", "abbcdefg", "acbdefg", "abvdefg"} <= drawn


def test_joined_words_lose_their_space_and_nothing_else() -> None:
    joined = vary(QUESTION, Variant.RUN_TOGETHER, seed="q1")
    assert joined.replace(" ", "") == QUESTION.replace(" ", "")
    lost = len(QUESTION) - len(joined)
    gaps = len(re.findall(r"(?<=[^\W\d]) (?=[^\W\d])", QUESTION))
    assert lost == -(-gaps // 4)


def test_a_figure_is_never_joined_to_a_word() -> None:
    for n in range(50):
        assert " 48 " in vary("Ouvrir 48 places", Variant.RUN_TOGETHER, seed=f"q{n}")


def test_a_polite_question_holds_the_question_word_for_word() -> None:
    for n in range(50):
        polite = vary(QUESTION, Variant.POLITE, seed=f"q{n}")
        assert QUESTION in polite
        assert polite != QUESTION


def test_braces_in_a_question_stay_as_they_are() -> None:
    assert "{0} {x}" in vary("{0} {x}", Variant.POLITE, seed="q")


def test_a_question_is_never_made_longer_than_one_may_be() -> None:
    longest = "é" * MAX_CHARACTERS
    assert vary(longest, Variant.POLITE, seed="q") == longest


@given(st.text(max_size=80), st.sampled_from(Variant), SEEDS)
def test_no_figure_of_any_text_is_touched(text: str, variant: Variant, seed: str) -> None:
    assert re.findall(r"\d", vary(text, variant, seed=seed)) == re.findall(r"\d", text)


def test_gold_keeps_what_is_wanted_and_changes_only_what_is_asked() -> None:
    first = GoldQuestion("q1", "a.pdf", Kind.DIRECT, "Où est-il allé ?", pages=(1,), keys=("5",))
    then = GoldQuestion("q2", "a.pdf", Kind.FOLLOWUP, "Et à Lens ?", previous="q1", pages=(2,))
    assert vary_gold((first, then), Variant.CAPITALS) == (
        GoldQuestion("q1", "a.pdf", Kind.DIRECT, "OÙ EST-IL ALLÉ ?", pages=(1,), keys=("5",)),
        GoldQuestion("q2", "a.pdf", Kind.FOLLOWUP, "ET À LENS ?", previous="q1", pages=(2,)),
    )
