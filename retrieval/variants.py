"""Asks a question as other people would type it: without accents, with slips, politely.

What is drawn depends on the seed alone (the question's id): the same variant in any process.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from retrieval.gold import GoldQuestion
from retrieval.keyboard import neighbours
from retrieval.patterns import load_data
from retrieval.screening import MAX_CHARACTERS

Drawn = TypeVar("Drawn")

SHORTEST_MISTYPED = 5
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_WORD = re.compile(rf"\b[^\W\d_]{{{SHORTEST_MISTYPED},}}\b")
_GAP = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
_GAPS_A_SLIP = 4


class Variant(StrEnum):
    """How a question is typed otherwise."""

    NO_ACCENTS = "no_accents"
    TYPO = "typo"
    CAPITALS = "capitals"
    POLITE = "polite"
    RUN_TOGETHER = "run_together"


def vary(question: str, variant: Variant, *, seed: str) -> str:
    """`question` typed otherwise; as it is where that would make it longer than one may be.

    >>> vary("Où sont les 48 places de crèche ?", Variant.NO_ACCENTS, seed="q1")
    'Ou sont les 48 places de creche ?'
    """
    varied = _MAKERS[variant](question, f"{seed}/{variant.value}")
    return varied if len(varied) <= MAX_CHARACTERS else question


def vary_gold(gold: Sequence[GoldQuestion], variant: Variant) -> tuple[GoldQuestion, ...]:
    """Every question typed otherwise, those that are followed up too; what is wanted stays."""
    return tuple(replace(q, question=vary(q.question, variant, seed=q.id)) for q in gold)


def _no_accents(question: str, _: str) -> str:
    parts = unicodedata.normalize("NFD", question.translate(_LIGATURES))
    kept = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept)


def _capitals(question: str, _: str) -> str:
    """In capitals that keep their accents."""
    return question.upper()


def _polite(question: str, seed: str) -> str:
    frame: str = _draw(load_data("variants.yaml")["polite"], seed)
    return frame.replace("{question}", question)


def _run_together(question: str, seed: str) -> str:
    """One gap between words lost of each four; never three words in one, never a figure."""
    gaps = [gap.start() for gap in _GAP.finditer(question)]
    lost = {
        _draw(gaps[first : first + _GAPS_A_SLIP - 1], f"{seed}/{first}")
        for first in range(0, len(gaps), _GAPS_A_SLIP)
    }
    return "".join(letter for at, letter in enumerate(question) if at not in lost)


def _typo(question: str, seed: str) -> str:
    """One slip in each word of five letters and more; figures and capitals (FARDA) are spared."""
    return _WORD.sub(lambda word: _mistyped(word[0], f"{seed}/{word.start()}"), question)


def _mistyped(word: str, seed: str) -> str:
    """`word` with one letter beside, dropped, doubled or swapped with the next one.

    The first letter stays: people seldom err there (Kukich, Techniques for Automatically Correcting
    Words in Text, 1992).
    """
    if word.isupper():
        return word
    slip = _draw(_SLIPS, f"{seed}/slip")
    slips = sorted(set(slip(word)) - {word}) or sorted(set(_dropped(word)))
    return _draw(slips, f"{seed}/place")


def _beside(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        for key in neighbours(word[at]):
            yield word[:at] + key + word[at + 1 :]


def _dropped(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _doubled(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[: at + 1] + word[at:]


def _swapped(word: str) -> Iterator[str]:
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _draw(options: Sequence[Drawn], seed: str) -> Drawn:
    """One of `options`; the same for the same seed, whatever the version of Python."""
    drawn = sha256(seed.encode("utf-8", "surrogatepass")).digest()
    return options[int.from_bytes(drawn) % len(options)]


_SLIPS: Sequence[Callable[[str], Iterator[str]]] = (_beside, _dropped, _doubled, _swapped)
_MAKERS: Mapping[Variant, Callable[[str, str], str]] = {
    Variant.NO_ACCENTS: _no_accents,
    Variant.TYPO: _typo,
    Variant.CAPITALS: _capitals,
    Variant.POLITE: _polite,
    Variant.RUN_TOGETHER: _run_together,
}
