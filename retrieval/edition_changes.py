"""What the same questions get from two editions: those whose outcome or quotes differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answer import Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and those that it leans on, oldest first."""

    question: str
    previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question that two editions answer differently."""

    asked: Asked
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class AnswerChanges:
    """Those of `asked` questions whose answers changed; `partial` if some came from words alone."""

    changed: tuple[AnswerChange, ...]
    asked: int
    partial: bool = False


Answers = Callable[[Asked], Answer]
Progress = Callable[[int, int], None]


def answer_changes(
    questions: Sequence[Asked], before: Answers, after: Answers, progress: Progress
) -> AnswerChanges:
    """What changes from the answers `before` to those `after`, each question asked once.

    `progress` hears how many were asked, and of how many. Raises what answering raises.
    """
    wanted, changed, partial = tuple(dict.fromkeys(questions)), list[AnswerChange](), False
    for done, asked in enumerate(wanted, start=1):
        pair = AnswerChange(asked, before(asked), after(asked))
        partial = partial or pair.before.partial or pair.after.partial
        if differ(pair.before, pair.after):
            changed.append(pair)
        progress(done, len(wanted))
    return AnswerChanges(tuple(changed), len(wanted), partial)


def differ(one: Answer, other: Answer) -> bool:
    """Whether a reader gets something else: another outcome, or other quotes.

    The same quote on another page is the same answer.
    """
    return (one.outcome, _quotes(one)) != (other.outcome, _quotes(other))


def _quotes(answer: Answer) -> tuple[str, ...]:
    return tuple(citation.quote for citation in answer.citations)
