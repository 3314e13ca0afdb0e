"""Text is told from what a font without an alphabet leaves of it."""

import pytest

from ingest.legible import is_legible

FRENCH = (
    "Le conseil municipal a voté le budget de la commune pour l'année à venir ; les travaux de "
    "voirie et la rénovation des écoles en sont les deux principaux postes de dépense."
)
BRETON = (
    "Emgav ar re yaouank a vez dalc'het bep bloaz e porzh ar skol, ha tud a zeu eus kalz lec'hioù "
    "evit kanañ, dañsal ha selaou kontadennoù kozh gant o mignoned tro-dro d'an tan bras."
)
NAMES = "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel " * 2


def shifted(text: str, by: int = 3) -> str:
    """`text` as a font whose letters start elsewhere in the alphabet gives it."""
    return "".join(chr(ord(c) + by) if c.isascii() and c.isalpha() else c for c in text.lower())


@pytest.mark.parametrize(
    "text", [FRENCH, BRETON, NAMES, "12 000 | 13 400 | 2,5 %\n" * 30, "Annexe", "", "Б" * 3]
)
def test_whatever_people_write_is_legible(text: str) -> None:
    assert is_legible(text)


@pytest.mark.parametrize(
    "text", [shifted(FRENCH), "\ufffd" * 60, "\ue012\ue034" * 40, "\x01\x02\x03" * 20]
)
def test_what_a_font_without_an_alphabet_leaves_is_not(text: str) -> None:
    assert not is_legible(text)


def test_some_odd_signs_in_french_are_no_garbage() -> None:
    assert is_legible("\ue012 " * 10 + FRENCH)
