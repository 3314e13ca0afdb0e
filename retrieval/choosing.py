"""Chooses which evidence is shown: the best stretch, or one for each part of a double question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.words import fold, stems
from retrieval.evidence import Evidence
from retrieval.folding import said_in
from retrieval.question import Question, counted_in, names_of, wants_of, years_of

_NEXT_PART = re.compile(
    r"(?:,\s*(?:et\s+)?|\s+et\s+)(?=(?:à |de |pour |en |depuis |jusqu['’]à |à partir de )?"
    r"(?:combien|quand|où|quels?|quelles?|qui|comment|pourquoi)\b)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_EITHER = (
    re.compile(r"[,:]\s*([^,:]+?)\s+ou\s+([^,:]+?)\s*\?*$"),
    re.compile(r"\b[Ee]ntre\s+([^,:]+?)\s+et\s+([^,:]+?),"),
    re.compile(rf"({_CAPITAL})\s+(?:ou|et)\s+(?:à\s+|de\s+|d['’])?({_CAPITAL})"),
)
_COMPARES = re.compile(r"\b(?:plus|moins|mieux|entre|meilleure?s?)\b", re.IGNORECASE)
_OTHER_PART = 0.2
_HOLDS_ENOUGH = 0.4


def choose(best: Evidence, parts: Sequence[Evidence]) -> list[Evidence]:
    """The stretches to quote: the best of each part of a question, in order; at least `best`."""
    chosen: list[Evidence] = []
    for found in parts:
        if found.signs["coverage"] >= _HOLDS_ENOUGH and not _shown(found, chosen):
            chosen.append(found)
    return chosen or [best]


def parts_of(question: Question) -> list[Question]:
    """The questions that one question asks at once; none where it asks a single thing.

    « Combien à Arras, et qui décide ? » asks two things; « Qui paie le plus, Arras ou Lens ? » is
    asked of each of the two.
    """
    text = question.text
    either = next((m for pattern in _EITHER if (m := pattern.search(text))), None)
    if either and _COMPARES.search(text):
        first, second = either.groups()
        return [_without(question, second, first), _without(question, first, second)]
    pieces = _NEXT_PART.split(text)
    return [_part(question, piece) for piece in pieces] if len(pieces) > 1 else []


def _part(question: Question, text: str) -> Question:
    """`question` with what it asks outside of `text` taken lightly."""
    own = set(stems(text))
    return replace(
        question,
        text=text,
        weights={s: w * (1 if s in own else _OTHER_PART) for s, w in question.weights.items()},
        wants=wants_of(text) or question.wants,
        names=names_of(text) or question.names,
        years=years_of(text) or question.years,
        counted=counted_in(text),
    )


def _without(question: Question, left: str, kept: str) -> Question:
    """`question` as if only `kept` were compared, and not `left`."""
    gone = set(stems(left)) - set(stems(kept))
    named = fold(left)
    return replace(
        question,
        weights={s: w for s, w in question.weights.items() if s not in gone},
        names=tuple(name for name in question.names if name not in named),
    )


def _shown(found: Evidence, chosen: Sequence[Evidence]) -> bool:
    return any(
        said_in(found, other)
        or (
            found.hit.passage.id == other.hit.passage.id
            and found.start < other.end
            and other.start < found.end
        )
        for other in chosen
    )
