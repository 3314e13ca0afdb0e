"""Text becomes stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import fold, stems, stop_words


def test_accents_are_folded_after_stemming() -> None:
    assert stems("Les médiations familiales") == ["mediat", "familial"]


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "′", "`"])
def test_elisions_are_cut_whatever_the_apostrophe(apostrophe: str) -> None:
    text = "l'école d'Arras qu'habite jusqu'Amiens lorsqu'arrive"
    assert stems(text.replace("'", apostrophe)) == ["ecol", "arras", "habit", "amien", "arriv"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1 294 250,00", "1294250"),
        ("1\u202f294\u202f250", "1294250"),
        ("1\u00a0294\u00a0250.5", "1294250.5"),
        ("12 000", "12000"),
        ("12000", "12000"),
        ("0,50", "0.5"),
        ("62 000", "62000"),
        ("5,0", "5"),
    ],
)
def test_a_figure_is_one_stem_however_it_is_written(text: str, figure: str) -> None:
    assert stems(text) == [figure]


def test_a_year_before_a_figure_is_not_swallowed_by_it() -> None:
    assert stems("2024 250") == ["2024", "250"]


def test_a_date_gives_its_parts() -> None:
    assert stems("12.03.2024") == ["12", "03", "2024"]


def test_a_compound_name_gives_its_parts_and_itself() -> None:
    assert stems("le Pas-de-Calais") == ["calais", "pas-de-calais"]


def test_a_compound_of_stop_words_gives_nothing() -> None:
    assert stems("est-ce que") == []


def test_stop_words_carry_nothing_but_summer_is_no_stop_word() -> None:
    assert stems("Quels sont les spectacles de l'été ?") == ["spectacl", "ete"]


def test_ligatures_open_up() -> None:
    assert stems("cœur ŒUVRE") == ["coeur", "oeuvr"]


def test_stop_words_are_written_folded() -> None:
    assert {word for word in stop_words() if fold(word) != word} == set()


@given(st.text())
def test_any_text_has_stems_without_white_space(text: str) -> None:
    assert all(stem and not any(letter.isspace() for letter in stem) for stem in stems(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
