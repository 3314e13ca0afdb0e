"""Cuts a quote into spans: some are emphasised, some are acronyms to explain where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.definitions import Definition


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a quote, emphasised or not; `full` is what it means, for an acronym."""

    text: str
    marked: bool
    full: str = ""


def emphasise(
    quote: str, marks: Sequence[tuple[int, int]], acronyms: Sequence[Definition] = ()
) -> tuple[Span, ...]:
    """`quote` cut into spans, of which those at `marks` (start and end, in order) are marked.

    Every place of `acronyms` is a span of its own, unless a mark begins or ends inside it. The
    spans joined are the quote, character for character.
    """
    edges = {edge for mark in marks for edge in mark}
    explained = {
        place: each.full
        for each in acronyms
        for place in _places(quote, each.short)
        if not edges & set(range(place[0] + 1, place[1]))
    }
    cuts = sorted({0, len(quote), *edges, *(edge for place in explained for edge in place)})
    marked = {at for start, end in marks for at in range(start, end)}
    return tuple(
        Span(quote[start:end], start in marked, explained.get((start, end), ""))
        for start, end in pairwise(cuts)
    )


def _places(quote: str, short: str) -> Iterator[tuple[int, int]]:
    """Where `short` stands in `quote` as a word: start and end, in order."""
    yield from (match.span() for match in re.finditer(rf"\b{re.escape(short)}\b", quote))
