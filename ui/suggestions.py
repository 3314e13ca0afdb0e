"""Questions to offer on the first screen: each was asked of the loaded edition and answered."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.answer import Answer, Outcome
from retrieval.judge import shows
from ui.wording import say

WANTED = 6
# Asking takes time at start-up: no more candidates are tried than this.
MOST_TRIED = 40
LONGEST = 72
THEME_DEPTH = 2
LONGEST_HEADING = 60

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be suggested, with what a right answer must show where that is known."""

    question: str
    keys: tuple[str, ...] = ()


def checked(
    groups: Iterable[Iterable[Candidate]], ask: Ask, *, wanted: int = WANTED
) -> tuple[str, ...]:
    """The first `wanted` candidates that are answered; a group only fills up those before it."""
    kept: tuple[str, ...] = ()
    for group in groups:
        if len(kept) < wanted:
            kept += answered(group, ask, wanted=wanted - len(kept))
    return kept


def answered(candidates: Iterable[Candidate], ask: Ask, *, wanted: int) -> tuple[str, ...]:
    """The first `wanted` candidates that are answered, each under another theme.

    Where there are too few themes, the remaining places go to the answered ones left over, in
    their order.
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
    """The two outermost headings above the first citation, or its page where there are none."""
    first = answer.citations[0]
    return " ".join(first.passage.headings[:THEME_DEPTH]) or str(first.page.number)


def from_headings(headings: Iterable[Sequence[str]]) -> Iterator[Candidate]:
    """A question about each innermost heading that is short enough to be one's subject."""
    seen: set[str] = set()
    for chain in headings:
        heading = chain[-1].strip(" .:") if chain else ""
        if heading in seen or not heading[:1].isalpha() or len(heading) > LONGEST_HEADING:
            continue
        seen.add(heading)
        yield Candidate(say("web.suggested", subject=heading))


def spread(items: Sequence[Candidate], most: int = MOST_TRIED) -> list[Candidate]:
    """At most `most` of `items`, taken evenly from beginning to end."""
    step = max(1, -(-len(items) // most))
    return list(items[::step])


def _answered(candidates: Iterable[Candidate], ask: Ask) -> Iterator[tuple[str, Answer]]:
    for candidate in candidates:
        if len(candidate.question) <= LONGEST:
            answer = ask(candidate.question)
            if answer.outcome is Outcome.ANSWERED and shows(answer, candidate.keys):
                yield candidate.question, answer
