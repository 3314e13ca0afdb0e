"""Where French sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "M. Durand et Mme Petit ont voté.",
        "Selon l'art. 5 du code, c'est permis.",
        "Le budget est de 1 294 250,00 € cette année.",
        "La hausse est de 3.5 % sur un an.",
        "J.-P. Martin et S. Dupont sont élus.",
        "Voir p. 12 et le tableau n° 3.",
        "Écoles, collèges, etc. dans le canton.",
        "Il a crié « Venez ! » aux habitants.",
        "Le site www.exemple.fr est ouvert.",
        "Au sens de l'article L. 2121-15 du CGCT.",
        "Il a dit : « C'est fini. Partons. »",
        "1. Le premier point est adopté.",
    ],
)
def test_these_are_one_sentence(whole: str):
    assert sentences(whole) == [whole]


def test_full_stops_questions_and_ellipses_end_sentences():
    text = "Le vote a lieu. Qui vote ? Tous… Puis on part ! Fin."
    assert sentences(text) == ["Le vote a lieu.", "Qui vote ?", "Tous…", "Puis on part !", "Fin."]


def test_etc_ends_a_sentence_before_a_capital():
    assert sentences("Des écoles, etc. Les élus votent.") == [
        "Des écoles, etc.",
        "Les élus votent.",
    ]


def test_a_figure_may_start_a_sentence():
    assert sentences("C'est voté. 12 communes signent.") == ["C'est voté.", "12 communes signent."]


def test_a_closing_quote_belongs_to_its_sentence():
    assert sentences("Il dit « Oui. » Elle part.") == ["Il dit « Oui. »", "Elle part."]


def test_the_number_of_a_source_belongs_to_the_sentence_before_it():
    assert sentences("C'est voté. [1, 2] On signe. [3]") == ["C'est voté. [1, 2]", "On signe. [3]"]


def test_an_acronym_at_the_end_is_no_initial():
    assert sentences("Il saisit la SNCF. Elle répond.") == ["Il saisit la SNCF.", "Elle répond."]


def test_list_items_are_parted():
    text = "Trois aides : • le logement ; • le transport ; – la santé."
    assert sentences(text) == [
        "Trois aides :",
        "• le logement ;",
        "• le transport ;",
        "– la santé.",
    ]


def test_a_dash_within_a_sentence_parts_nothing():
    text = "Les agents – souvent jeunes – sont formés."
    assert sentences(text) == [text]


@given(st.text(alphabet=st.sampled_from("aB 1.?!…«»•-;,[]\n’M"), max_size=80))
def test_no_character_is_lost_or_said_twice(text: str):
    spans = split_sentences(text)
    said = "".join(text[start:end] for start, end in spans)
    assert "".join(said.split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_hundred_thousand_full_stops_of_abbreviations_end_nothing():
    """With the square of the text in time, this one would take minutes, as it did."""
    whole = "M. art. p. " * 100_000
    assert split_sentences(whole) == [(0, len(whole) - 1)]


def test_full_stops_within_many_quotes_end_nothing():
    quoted = "Il dit « Viens. Pars. » deux fois " * 10_000
    assert split_sentences(quoted) == [(0, len(quoted) - 1)]
