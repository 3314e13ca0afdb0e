"""Which words of a quote to emphasise: those that the question holds too."""

import re
from dataclasses import dataclass

from index.words import stems

# Letters and figures with the marks that hold a word or a number together.
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a quote, emphasised or not."""

    text: str
    marked: bool


def emphasise(quote: str, question: str) -> tuple[Span, ...]:
    """`quote` cut into spans, of which those that share a stem with `question` are marked.

    The spans joined are the quote, character for character. Neighbours that are marked and have
    only spaces between them become one span.
    """
    wanted = frozenset(stems(question))
    spans: list[Span] = []
    at = 0
    for match in _WORD.finditer(quote):
        if wanted.isdisjoint(stems(match[0])):
            continue
        _add(spans, quote[at : match.start()], marked=False)
        _add(spans, match[0], marked=True)
        at = match.end()
    _add(spans, quote[at:], marked=False)
    return tuple(spans)


def _add(spans: list[Span], text: str, *, marked: bool) -> None:
    if marked and len(spans) > 1 and not spans[-1].text.strip() and spans[-2].marked:
        gap, before = spans.pop(), spans.pop()
        text = before.text + gap.text + text
    if text:
        spans.append(Span(text, marked))
