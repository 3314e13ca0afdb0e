"""Mends how a question is typed: slips of the finger, lost accents, messages, words run together.

A word that is right is never touched, nor is a name or an acronym. Which of the right words a
wrong one stands for is guessed as from a noisy channel (Kernighan, Church and Gale, A Spelling
Correction Program Based on a Noisy Channel Model, 1990): the likeliest of those that few slips
turn into it.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import OSA, Postfix, Prefix

from index.words import ADDRESS, WORD, fold, stems, stop_words
from retrieval.glossary import Glossary
from retrieval.keyboard import neighbours
from retrieval.lexicon import Lexicon, place_words
from retrieval.patterns import load_data
from retrieval.thesaurus import Thesaurus

# A single letter before a full stop is an initial, or « M. ».
_SENTENCE_START = re.compile(r"(?:^|(?<!\b\w)[.!?:–]\s*|[«\"(]\s*)$")
_JOINED_NAME = re.compile(r"(?P<head>[^\W\d_][a-zà-öø-ÿ]*)(?P<name>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)")
_WORD = re.compile(rf"(?<!\d)({WORD.pattern}+)(['’]?)(?!\d)")
_ENDS_ELIDED = re.compile(
    r"(?!(?i:jus|lors|puis|quel|quoi)qu$)(?P<head>\w+?)(?P<elided>[ldjnscmt]|qu)"
)
_ELIDED = re.compile(r"(?:[ldjnscmt]|qu)(?=[aeiouyh])")
_ALONE = frozenset({"a", "y"})
# Natural logarithms of how much rarer each is than a swap, a dropped, doubled or touching letter.
_ODD_SLIP = 2.5
_ANOTHER_SLIP = 4.0
_OTHER_INITIAL = 3.0
_OTHER_ACCENTS = 1.0
_LOST_APOSTROPHE = 1.0
_LOST_SPACE = 2.0
_LOST_SPACE_OF_LIKE_WORDS = 5.0
_USUAL = 2e-6
_SHORTEST_USUAL = 3
_SURELY_A_SUBJECT = 6
_SHORTEST_PARTED = 4
_UNLIKELY = math.log(3e-8)
_SOUNDS_ALIKE = frozenset(map(frozenset, ("sc", "sz", "ck", "kq", "iy", "ae", "gj", "mn")))
_SHORTEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question as it is searched, and each change of a word: as typed, as it is meant."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Corrector:
    lexicon: Lexicon
    thesaurus: Thesaurus
    glossary: Glossary
    changes: list[tuple[str, str]] = field(default_factory=list)

    def corrected(self, text: str) -> str:
        """`text` with every word of it that isn't right mended, and the changes noted."""
        spared = [match.span() for match in ADDRESS.finditer(text)]

        def mended(match: re.Match[str]) -> str:
            if any(start <= match.start() < end for start, end in spared):
                return match[0]
            word, apostrophe = match.groups()
            starts = bool(_SENTENCE_START.search(text[: match.start()]))
            mend = self._before_apostrophe if apostrophe else self._mended
            return self._noted(word, mend(word, starts=starts)) + apostrophe

        return _WORD.sub(mended, text)

    def _noted(self, typed: str, meant: str) -> str:
        if meant.lower() != typed.lower():
            self.changes.append((typed, meant))
        return meant

    def _mended(self, word: str, *, starts: bool) -> str:
        if not word.islower() and not (starts and word[1:].islower()):
            return self._parted_at_name(word) or self._name(word)
        low = word.lower()
        meant = self._meant(low)
        return meant[:1].upper() + meant[1:] if word[:1].isupper() else meant

    def _before_apostrophe(self, word: str, *, starts: bool) -> str:
        """« missiond » before « 'insertion » in two; « l » and « jusqu » as they are."""
        match = _ENDS_ELIDED.fullmatch(word)
        if match is None or not self.lexicon.knows(match["head"]):
            return word
        return f"{self._mended(match['head'], starts=starts)} {match['elided']}"

    def _meant(self, word: str) -> str:
        if self.glossary.knows(word) or (not word.isascii() and self._inflected(word)):
            return word
        written = self.lexicon.written(word)
        if self.lexicon.knows(written):
            return written
        options = [*self._elided(word)]
        if not self._inflected(word):
            options += self._other(word)
        return max(options, default=(0.0, word))[1]

    def _other(self, word: str) -> Iterator[tuple[float, str]]:
        """The right words that `word` may be, and how likely each is (natural logarithm)."""
        for score, meant in self._near(word):
            if score > _UNLIKELY and not self._place(word, meant):
                yield score, meant
        yield from self._parted(word)

    def _name(self, word: str) -> str:
        """A word with a capital, mended only into one that the editions have, by a likely slip."""
        spared = self.lexicon.knows(word) or fold(word) in place_words()
        if spared or len(word) < _SHORTEST_NAME or not word[1:].islower():
            return word
        options = [
            (near.likely, (self.lexicon.own.forms(near.word) or [""])[0])
            for near in self.lexicon.near(word)
            if near.slips == 1 and not is_odd(fold(word), near.word)
        ]
        meant = max(options, default=(0.0, ""))[1]
        return meant[:1].upper() + meant[1:].lower() if meant else word

    def _place(self, word: str, meant: str) -> bool:
        """Whether `word` is the name of a place, and would be turned into that of another."""
        return meant[:1].isupper() and word in place_words()

    def _inflected(self, word: str) -> bool:
        """Whether the editions or the thesaurus have the word in another form."""
        found = stems(word)
        return bool(found) and all(self.lexicon.has(s) or self.thesaurus.has(s) for s in found)

    def _near(self, word: str) -> Iterator[tuple[float, str]]:
        folded = fold(word)
        for near in self.lexicon.near(word):
            if near.likely:
                rarer = _ANOTHER_SLIP * (near.slips - 1)
                rarer += _ODD_SLIP * (near.slips == 1 and is_odd(folded, near.word))
                rarer += _OTHER_INITIAL * (near.word[:1] != folded[:1])
                written = self.lexicon.written(near.word)
                other = not word.isascii() and OSA.distance(word, written) > near.slips
                yield math.log(near.likely) - rarer - _OTHER_ACCENTS * other, written

    def _elided(self, word: str) -> Iterator[tuple[float, str]]:
        """`word` as a usual word and the small one before it that lost its apostrophe."""
        match = _ELIDED.match(fold(word))
        if match is None or not self._usual(tail := word[match.end() :]):
            return
        likely = math.log(self.lexicon.likely(tail))
        yield likely - _LOST_APOSTROPHE, f"{word[: match.end()]}'{self.lexicon.written(tail)}"

    def _usual(self, word: str) -> bool:
        return len(word) >= _SHORTEST_USUAL and self.lexicon.likely(word) > _USUAL

    def _parted(self, word: str) -> Iterator[tuple[float, str]]:
        """`word` as two words that lost the space between them."""
        for at in range(1, len(word) if len(word) >= _SHORTEST_PARTED else 0):
            parts = word[:at], word[at:]
            rarest = min(map(self.lexicon.likely, parts))
            if rarest and all(map(_stands_alone, parts)):
                small = [fold(part) in stop_words() for part in parts]
                alike = all(small) or not any(small)
                score = math.log(rarest) - (_LOST_SPACE_OF_LIKE_WORDS if alike else _LOST_SPACE)
                if score > _UNLIKELY or (not alike and max(map(len, parts)) >= _SURELY_A_SUBJECT):
                    yield score, " ".join(map(self.lexicon.written, parts))

    def _parted_at_name(self, word: str) -> str:
        """« àCalais » and « Calaisen » in two; empty for a name that is one word."""
        joined = _JOINED_NAME.fullmatch(word)
        if joined and not self.lexicon.own.forms(fold(word)) and self._precedes(joined["head"]):
            return f"{joined['head']} {joined['name']}"
        for at in range(3, len(word) - 1):
            name, rest = word[:at], word[at:]
            if rest in stop_words() and name in self.lexicon.own.forms(fold(name)):
                return f"{name} {rest}"
        return ""

    def _precedes(self, word: str) -> bool:
        return fold(word) in stop_words() or (len(word) > _SHORTEST_USUAL and self._usual(word))


def _stands_alone(part: str) -> bool:
    """Whether `part` is no fragment: three letters and more, or a small word."""
    if len(part) == 1:
        return fold(part) in _ALONE
    return len(part) >= _SHORTEST_USUAL or fold(part) in stop_words()


def correct(question: str, lexicon: Lexicon, thesaurus: Thesaurus, glossary: Glossary) -> Corrected:
    """`question` as it is searched where `lexicon` is right, and what was changed.

    A question in capitals is read as one in small letters; that alone counts as no change.
    """
    text = question.lower() if _shouted(question) else question
    text, changes = _in_full(text)
    corrector = _Corrector(lexicon, thesaurus, glossary)
    text = corrector.corrected(text)
    return Corrected(text, (*changes, *corrector.changes))


def is_odd(typed: str, meant: str) -> bool:
    """Whether the one slip between two words is none that fingers or ears often make.

    They swap, drop and double letters, and take one that touches or sounds alike for another.

    >>> is_odd("piscnie", "piscine"), is_odd("pissine", "piscine"), is_odd("pixcine", "piscine")
    (False, False, False)
    >>> is_odd("pirscine", "piscine")
    True
    """
    at = Prefix.similarity(typed, meant)
    after = Postfix.similarity(typed[at:], meant[at:])
    wrong, right = typed[at : len(typed) - after], meant[at : len(meant) - after]
    if len(wrong) == len(right) == 1:
        return wrong not in neighbours(right) and frozenset(wrong + right) not in _SOUNDS_ALIKE
    return not right and wrong not in typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]


def _shouted(text: str) -> bool:
    return text.isupper() and len(WORD.findall(text)) > 1


def _in_full(text: str) -> tuple[str, list[tuple[str, str]]]:
    """`text` with what is short in messages written out (« g droit a koi »), and the changes."""
    changes: list[tuple[str, str]] = []
    for pattern, full in _short_forms():

        def noted(match: re.Match[str], full: str = full) -> str:
            written = match.expand(full)
            if match.start() == 0 and match[0][:1].isupper():
                written = written[:1].upper() + written[1:]
            changes.append((match[0].strip(), written.strip()))
            return written

        text = pattern.sub(noted, text)
    return " ".join(text.split()), changes


@cache
def _short_forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    data: Mapping[str, Mapping[str, str]] = load_data("short_forms.yaml")
    words = {rf"\b{re.escape(short)}\b": full for short, full in data["words"].items()}
    return tuple(
        (re.compile(rf"(?<![\w'’-]){pattern}(?!['’-]?\w)", re.IGNORECASE), full)
        for pattern, full in {**data["phrases"], **words}.items()
    )
