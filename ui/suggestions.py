"""Questions to offer on the first screen: each was asked of the loaded edition and answered."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from retrieval.answer import Answer, Outcome
from ui.wording import say

WANTED = 6
# Asking takes time at start-up: no more candidates are tried than this.
MOST_TRIED = 40
LONGEST = 90
LONGEST_HEADING = 60

Ask = Callable[[str], Answer]


def checked(candidates: Iterable[str], ask: Ask, *, wanted: int = WANTED) -> tuple[str, ...]:
    """The first `wanted` candidates that are answered, each under another theme.

    A theme is the outermost heading above the first citation. Where there are too few themes,
    the remaining places go to the answered ones left over, in their order.
    """
    kept: list[str] = []
    spare: list[str] = []
    themes: set[str] = set()
    for question, answer in _answered(candidates, ask):
        theme = theme_of(answer)
        (spare if theme in themes else kept).append(question)
        themes.add(theme)
        if len(kept) == wanted:
            break
    return tuple((kept + spare)[:wanted])


def theme_of(answer: Answer) -> str:
    """The outermost heading above the first citation, or its page where there is none."""
    first = answer.citations[0]
    return first.passage.headings[0] if first.passage.headings else str(first.page.number)


def from_headings(headings: Iterable[Sequence[str]]) -> Iterator[str]:
    """A question about each innermost heading that is short enough to be one's subject."""
    seen: set[str] = set()
    for chain in headings:
        heading = chain[-1].strip(" .:") if chain else ""
        if heading in seen or not heading[:1].isalpha() or len(heading) > LONGEST_HEADING:
            continue
        seen.add(heading)
        yield say("web.suggested", subject=heading)


def spread(items: Sequence[str], most: int = MOST_TRIED) -> list[str]:
    """At most `most` of `items`, taken evenly from beginning to end."""
    step = max(1, -(-len(items) // most))
    return list(items[::step])


def _answered(candidates: Iterable[str], ask: Ask) -> Iterator[tuple[str, Answer]]:
    for question in candidates:
        if len(question) <= LONGEST:
            answer = ask(question)
            if answer.outcome is Outcome.ANSWERED:
                yield question, answer
