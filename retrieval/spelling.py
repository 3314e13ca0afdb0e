"""Finds what a word that no report holds may have been meant to be: one slip of the finger away."""

from collections.abc import Container, Iterator

_SHORTEST = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def near(stem: str, known: Container[str]) -> frozenset[str]:
    """The stems in `known` that are one letter lost, added, changed or swapped from `stem`.

    Short words and figures have no neighbours: too many would fit, or none should.

    >>> sorted(near("picsin", {"piscin", "plac"}))
    ['piscin']
    """
    if len(stem) < _SHORTEST or not stem.isalpha():
        return frozenset()
    return frozenset(each for each in _one_slip(stem) if len(each) >= _SHORTEST and each in known)


def _one_slip(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
