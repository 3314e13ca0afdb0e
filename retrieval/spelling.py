"""Mends how a question is typed: slips of the finger, lost accents, messages, words run together.

A word that is right is never touched, nor is a name or an acronym. Which of the right words a
wrong one stands for is guessed as from a noisy channel (Kernighan, Church and Gale, A Spelling
Correction Program Based on a Noisy Channel Model, 1990): the likeliest of those that few slips
turn into it.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from index.search import Searchable
from index.words import ADDRESS, WORD, fold, stems, stop_words
from retrieval.lexicon import Lexicon, lexicon_of
from retrieval.patterns import load_data
from retrieval.thesaurus import Thesaurus

_SENTENCE_START = re.compile(r"(?:^|[.!?:–]\s*|[«\"(]\s*)$")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_ELIDED = re.compile(r"[ldjnscmt]|qu")
_BEFORE_ELISION = re.compile(r"[aeiouyh]")
_ALONE = frozenset({"a", "y"})
# Natural logarithms of how much rarer each is than one slip in a word.
_ANOTHER_SLIP = 4.0
_OTHER_INITIAL = 3.0
_LOST_APOSTROPHE = 1.0
_TWO_WORDS = 2.0
_TWO_SUBJECTS = 5.0
_UNLIKELY = math.log(2e-7)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question as it is searched, and each change of a word: as typed, as it is meant."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Corrector:
    lexicon: Lexicon
    thesaurus: Thesaurus
    changes: list[tuple[str, str]] = field(default_factory=list)

    def corrected(self, text: str) -> str:
        """`text` with every word of it that isn't right mended, and the changes noted."""
        spared = [match.span() for match in ADDRESS.finditer(text)]

        def mended(match: re.Match[str]) -> str:
            if any(start <= match.start() < end for start, end in spared):
                return match[0]
            starts = bool(_SENTENCE_START.search(text[: match.start()]))
            return self._noted(match[0], self._mended(match[0], starts=starts))

        return WORD.sub(mended, text)

    def _noted(self, typed: str, meant: str) -> str:
        if meant.lower() != typed.lower():
            self.changes.append((typed, meant))
        return meant

    def _mended(self, word: str, *, starts: bool) -> str:
        if not word.islower() and not (starts and word[1:].islower()):
            return self._parted_at_name(word) or word
        low = word.lower()
        meant = self._meant(low)
        return meant[:1].upper() + meant[1:] if word[:1].isupper() else meant

    def _meant(self, word: str) -> str:
        written = self.lexicon.written(word)
        if self.lexicon.knows(written) or self._inflected(word):
            return written
        options = [*self._near(word), *self._parted(word)]
        score, meant = max(options, default=(_UNLIKELY, word))
        return meant if score > _UNLIKELY else word

    def _inflected(self, word: str) -> bool:
        """Whether the editions or the thesaurus have the word in another form."""
        found = stems(word)
        return bool(found) and all(self.lexicon.has(s) or self.thesaurus.has(s) for s in found)

    def _near(self, word: str) -> Iterator[tuple[float, str]]:
        for near in self.lexicon.near(word):
            if near.likely:
                rarer = _ANOTHER_SLIP * (near.slips - 1)
                rarer += _OTHER_INITIAL * (near.word[:1] != fold(word)[:1])
                yield math.log(near.likely) - rarer, self.lexicon.written(near.word)

    def _parted(self, word: str) -> Iterator[tuple[float, str]]:
        """`word` as two words that lost the space or the apostrophe between them."""
        for at in range(1, len(word)):
            head, tail = word[:at], word[at:]
            likely = {part: self.lexicon.likely(part) for part in (head, tail)}
            if not likely[tail]:
                continue
            right = self.lexicon.written(tail)
            if _ELIDED.fullmatch(head) and _BEFORE_ELISION.match(fold(tail)):
                yield math.log(likely[tail]) - _LOST_APOSTROPHE, f"{head}'{right}"
            elif likely[head] and self._stands_alone(head) and self._stands_alone(tail):
                small = {fold(head), fold(tail)} & stop_words()
                rarer = _TWO_WORDS if small else _TWO_SUBJECTS
                rarest = min(likely.values())
                yield math.log(rarest) - rarer, f"{self.lexicon.written(head)} {right}"

    def _stands_alone(self, part: str) -> bool:
        return len(part) > 2 or fold(part) in _ALONE or (len(part) == 2 and part in stop_words())  # noqa: PLR2004

    def _parted_at_name(self, word: str) -> str:
        """« àCalais » and « Calaisen » in two; empty for a name that is one word."""
        head, *tail = _CAMEL.split(word, maxsplit=1)
        if tail and fold(head) in stop_words():
            return f"{head} {tail[0]}"
        for at in range(3, len(word) - 1):
            name, rest = word[:at], word[at:]
            if rest in stop_words() and name in self.lexicon.own.forms(fold(name)):
                return f"{name} {rest}"
        return ""


def correct(question: str, lexicon: Lexicon, thesaurus: Thesaurus) -> Corrected:
    """`question` as it is searched where `lexicon` is right, and what was changed.

    A question in capitals is read as one in small letters; that alone counts as no change.
    """
    text = question.lower() if _shouted(question) else question
    text, changes = _in_full(text)
    corrector = _Corrector(lexicon, thesaurus)
    text = corrector.corrected(text)
    return Corrected(text, (*changes, *corrector.changes))


def spelt(
    text: str, editions: Sequence[Searchable], thesaurus: Thesaurus, *, as_typed: bool = False
) -> Corrected:
    """`text` as it is searched in `editions`: corrected, unless it is to stay `as_typed`."""
    return Corrected(text) if as_typed else correct(text, lexicon_of(editions), thesaurus)


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
        for pattern, full in (data["phrases"] | words).items()
    )
