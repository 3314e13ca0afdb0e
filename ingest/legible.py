"""Tells text from what a font without an alphabet leaves: letters that make no French words.

What is doubted is text enough to judge. A page of names, figures or another language is legible:
its letters are those of words, with a vowel in nearly each.
"""

import re
import unicodedata

from ingest.french import COMMON

WORDS_TO_JUDGE = 20
ODD_SHARE = 0.2  # of characters that stand for none
FEW_COMMON = 0.02  # French prose: 0.35 to 0.5; tables of names: 0.1
FEW_VOWELS = 0.3  # French: 0.44; Breton: 0.4; acronyms in a row: 0.3; shifted alphabets: 0.15

_WORD = re.compile(r"[^\W\d_]{2,}")
_VOWELS = frozenset("aeiouy")
_NO_CHARACTER = {"Co", "Cn", "Cc"}


def words_in(text: str) -> int:
    """How many words of two letters or more stand in `text`; figures are none."""
    return len(_WORD.findall(text))


def is_legible(text: str) -> bool:
    """Whether `text` can be what its page shows; too little to judge is."""
    visible = [char for char in text if not char.isspace()]
    if len(visible) > WORDS_TO_JUDGE and sum(map(_is_odd, visible)) > ODD_SHARE * len(visible):
        return False
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < WORDS_TO_JUDGE:
        return True
    if sum(word in COMMON for word in words) >= FEW_COMMON * len(words):
        return True
    letters = unicodedata.normalize("NFD", "".join(words))
    latin = [char for char in letters if char.isascii()]
    if len(latin) < len(letters) / 2:
        return True  # another alphabet, whose vowels are not known here
    return sum(char in _VOWELS for char in latin) >= FEW_VOWELS * len(latin)


def _is_odd(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in _NO_CHARACTER
