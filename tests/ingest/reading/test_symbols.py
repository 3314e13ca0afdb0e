"""Odd characters of PDFs."""

import pytest

from ingest.symbols import LINE_END_HYPHEN, plain


@pytest.mark.parametrize(
    ("char", "wanted"),
    [
        ("é", "é"),
        ("\uf0fe", "☑"),
        ("\uf06f", "☐"),
        ("\uf0a7", "▪"),
        ("\uf123", ""),
        ("\x07", " "),
        ("\x00", ""),
        ("\ud800", ""),
        ("\u200b", ""),
        ("\u202e", ""),
        ("\U000e0041", ""),
        ("\ufffe", LINE_END_HYPHEN),
        ("\u00ad", LINE_END_HYPHEN),
    ],
)
def test_a_character_becomes_a_plain_one(char: str, wanted: str):
    assert plain(char) == wanted


def test_a_letter_of_a_symbol_font_is_a_bullet():
    assert plain("l", symbols=True) == "●"


def test_punctuation_of_a_symbol_font_stays():
    assert plain("(", symbols=True) == "("
