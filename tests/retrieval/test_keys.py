"""Keys: what counts as shown, number by number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.keys import stands_in


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("5", "il y a 5 communes"),
        ("5", "5,00 €"),
        ("5", "5."),
        ("12 000", "12000 places"),
        ("12000", "12\u202f000 places"),
        ("1 294 250", "soit 1294 250 €"),
        ("1 294 250", "1\u00a0294\u00a0250.00 €"),
        ("2 946 929,82", "2946929,82 €"),
        ("349", "334 319 349 227"),
        ("377,55", "369,87 377,55 2,08 %"),
        ("ULIS", "57 ulis en 2021"),
        ("sans rendez-vous", "Sans\n  rendez-vous"),
        ("département", "le dépar\u00ad\ntement"),
        ("3,70€", "Adultes : 3,70€"),
        ("77 %", "77\u202f% pour 80 %"),
    ],
)
def test_a_key_is_found_however_the_page_spells_it(key: str, text: str) -> None:
    assert stands_in(key, text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("5", "15 communes"),
        ("5", "5,3 km"),
        ("5", "5,03 km"),
        ("3", "5,3 km"),
        ("5", "1.5"),
        ("12 000", "112 000 places"),
        ("12 000", "112000 places"),
        ("12 000", "12 0001"),
        ("0,43", "0,435"),
        ("0,43", "0.43"),
        ("6 personnes", "16 personnes"),
        ("1 2940", "1 294"),
        ("handicap", "un handi cap"),
        ("seuil d’impact", "seuil d'impact"),
        ("", "tout"),
        (" ", "tout"),
    ],
)
def test_a_key_is_not_found_in_another_number_or_spelling(key: str, text: str) -> None:
    assert not stands_in(key, text)


@given(st.integers(0, 10**9), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_a_number_is_found_whatever_parts_its_thousands(number: int, space: str) -> None:
    assert stands_in(str(number), f"soit {number:,} €".replace(",", space))


@given(st.integers(0, 10**6), st.integers(0, 10**9))
def test_a_whole_number_is_found_in_another_only_if_they_are_equal(key: int, number: int) -> None:
    assert stands_in(str(key), f"soit {number} €") == (key == number)


@given(st.integers(0, 10**4), st.integers(0, 999))
def test_a_whole_number_is_found_in_a_decimal_only_before_zeros(key: int, decimals: int) -> None:
    text = f"soit {key},{decimals:03} €"
    assert stands_in(str(key), text) == (decimals == 0)


@given(st.text(max_size=30), st.text("abc é’", max_size=20), st.text("abc é’", max_size=20))
def test_case_and_spaces_around_words_never_matter(key: str, before: str, after: str) -> None:
    if re.search(r"\w", key):
        text = f"{before} {key} {after}"
        assert stands_in(key, text) == stands_in(f" {key}\n", text.replace(" ", "\n\u00a0 "))
