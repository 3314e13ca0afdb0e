"""Cuts a quote into spans, some of which are emphasised."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a quote, emphasised or not."""

    text: str
    marked: bool


def emphasise(quote: str, marks: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """`quote` cut into spans, of which those at `marks` (start and end, in order) are marked.

    The spans joined are the quote, character for character.
    """
    edges = [0, *(edge for mark in marks for edge in mark), len(quote)]
    cut = [quote[start:end] for start, end in pairwise(edges)]
    return tuple(Span(text, bool(at % 2)) for at, text in enumerate(cut) if text)
