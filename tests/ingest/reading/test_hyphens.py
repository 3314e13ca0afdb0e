"""Hyphens at line ends."""

from collections import Counter

import pytest

from ingest.hyphens import is_one_word, settle_hyphens, vocabulary


@pytest.mark.parametrize(
    ("head", "tail", "one"),
    [
        ("dépar", "tement", True),
        ("centre", "ville", False),
        ("rendez", "vous", False),
        ("Saint", "Omer", False),
        ("2022", "2027", False),
        ("celui", "ci", False),
        ("polyva", "lents", True),
    ],
)
def test_halves_are_told_from_the_parts_of_a_compound(head: str, tail: str, one: bool):
    assert is_one_word(head, tail, Counter()) is one


def test_what_the_report_writes_elsewhere_decides():
    words = vocabulary(["un porte-avions et un portefeuille", "la coopération"])
    assert is_one_word("porte", "feuille", words) is True
    assert is_one_word("porte", "avions", words) is False
    assert is_one_word("co", "opération", Counter({"co-opération": 2, "coopération": 1})) is False


def test_the_last_part_of_a_longer_compound_keeps_its_hyphen():
    words = vocabulary(["donner sur la mer"])
    assert is_one_word("boulogne-sur", "mer", words) is False
    assert is_one_word("pas-de-ca", "lais", words) is True


def test_words_cut_by_the_end_of_a_line_are_not_in_the_vocabulary():
    assert vocabulary(["le dépar-", "tement aide"]) == Counter({"le": 1, "aide": 1})


def test_hyphens_are_made_soft_or_hard():
    lines = ["le dépar\x02", "tement, le centre\x02", "ville et l'an 2022-", "2027 a\x02b"]
    assert settle_hyphens(lines, Counter()) == [
        "le dépar\u00ad",
        "tement, le centre-",
        "ville et l'an 2022-",
        "2027 a-b",
    ]


def test_a_hyphen_at_the_end_of_everything_stays_one():
    assert settle_hyphens(["la fin-"], Counter()) == ["la fin-"]
