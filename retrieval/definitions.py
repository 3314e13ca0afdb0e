"""Finds what a text says its acronyms mean: « maison départementale … handicapées (MDPH) ».

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 8 (2003): a bracket gives the short form or the
long one, the other stands right before it, and the long form is the run of words that fits the
letters best. They let a letter stand anywhere in a word; here most must be initials, since the
small words of French would fit too much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.words import fold, stop_words

_LONGEST = 200
_WORDS_A_LETTER = 3
_INITIALS = 0.75
_LETTERS = r"[^\W\d_]{2,10}"
_NUMBER = r"(?:[ \u00a0-]?\d{2,3})?"
_BRACKET = re.compile(rf"\(([^()]{{2,{_LONGEST}}})\)")
_SHORT_ALONE = re.compile(rf"\s*({_LETTERS}){_NUMBER}\s*(?:[;,:].*)?")
_SHORT_BEFORE = re.compile(rf"\b({_LETTERS}){_NUMBER}\s*$")
_LISTED = re.compile(
    rf"(?:^|(?<=[.;•\n]))\s*({_LETTERS}){_NUMBER}\s?[:=–—]\s?([^.;:()\n]{{8,{_LONGEST}}})"
)
_END = re.compile(r"[.;:!?()«»\n•\d]")
# « agent·e·s » is one word.
_WORD = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and what it stands for, both as they are written.

    >>> next(definitions("La protection maternelle et infantile (PMI) reçoit."))
    Definition(short='PMI', full='protection maternelle et infantile')
    """

    short: str
    full: str


def definitions(text: str) -> Iterator[Definition]:
    """Every acronym that `text` spells out: in brackets, before brackets, or at a line's head."""
    for match in _BRACKET.finditer(text):
        if alone := _SHORT_ALONE.fullmatch(match[1]):
            yield from _ending(alone[1], _clause_before(text, match.start()))
        elif before := _SHORT_BEFORE.search(text, max(0, match.start() - 16), match.start()):
            yield from _beginning(before[1], match[1])
    for match in _LISTED.finditer(text):
        yield from _beginning(match[1], match[2])


def fits(short: str, words: Sequence[str]) -> bool:
    """Whether `words` may be what `short` stands for, both in any case.

    The first and last words stand for its first and last letters, initials for three letters in
    four, those of words of substance for most, and few such words for none. An acronym written as a
    name is (« Ehpad ») must have all its letters from initials.
    """
    letters, small = fold(short), stop_words()
    if len(words) == 1 or fold(words[0][0] + words[-1][0]) != letters[0] + letters[-1]:
        return False
    folded = [fold(word) for word in words]
    substance = [word for word in folded if word not in small]
    share = _INITIALS if _capitals(short) else 1.0
    return (
        not {folded[0], folded[-1]} & small
        and len(substance) <= len(letters) + 1
        and _in_order(letters, substance) > len(letters) / 2
        and _in_order(letters, folded) >= share * len(letters)
    )


def _capitals(short: str) -> bool:
    """Whether at least two letters, and half of them, are capitals."""
    return sum(letter.isupper() for letter in short) >= max(2, len(short) / 2)


def _clause_before(text: str, at: int) -> str:
    """What stands before `at`, back to a mark that no long form goes across."""
    return _END.split(text[max(0, at - _LONGEST) : at].rstrip(' »”"'))[-1]


def _ending(short: str, clause: str) -> Iterator[Definition]:
    """The run of words at the end of `clause` that fits `short` best, if any does."""
    found = list(_WORD.finditer(clause))[-_WORDS_A_LETTER * len(short) :]
    runs = [found[start:] for start in range(len(found))]
    yield from _best(short, clause, runs)


def _beginning(short: str, clause: str) -> Iterator[Definition]:
    """The run of words at the beginning of `clause` that fits `short` best, if any does."""
    found = list(_WORD.finditer(clause))[: _WORDS_A_LETTER * len(short)]
    runs = [found[:end] for end in range(len(found), 0, -1)]
    yield from _best(short, clause, runs)


def _best(short: str, clause: str, runs: Sequence[Sequence[re.Match[str]]]) -> Iterator[Definition]:
    """The run with most letters from the initials of its words; the shortest of such (the last)."""
    if not short[0].isupper():
        return
    fitting = [run for run in runs if fits(short, [word[0] for word in run])]
    if fitting:
        best = max(reversed(fitting), key=lambda run: _explained(short, run))
        text = clause[best[0].start() : best[-1].end()]
        yield Definition(short, " ".join(text.split()))


def _explained(short: str, run: Sequence[re.Match[str]]) -> tuple[int, int]:
    """How many letters the words of substance give, and how many all words do."""
    words = [fold(word[0]) for word in run]
    letters, small = fold(short), stop_words()
    return (
        _in_order(letters, [word for word in words if word not in small]),
        _in_order(letters, words),
    )


def _in_order(letters: str, words: Sequence[str]) -> int:
    """How many of `letters` are initials of `words` in the same order (longest common run).

    >>> _in_order("apa", ["allocation", "personnalisee", "d", "autonomie"])
    3
    """
    best = [0] * (len(letters) + 1)
    for word in words:
        before = best[:]
        for at, letter in enumerate(letters, start=1):
            best[at] = before[at - 1] + 1 if word[0] == letter else max(before[at], best[at - 1])
    return best[-1]
