"""Chooses which evidence is shown: the best, and one more for the second part of a question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.hit import Hit
from retrieval.evidence import Evidence, weigh
from retrieval.patterns import plain
from retrieval.question import Question

_TWO_PARTS = re.compile(
    r"\b(?:et|,) (?:a |de |pour |en |depuis |jusqu'a |a partir de )?"
    r"(?:combien|quand|ou|quels?|quelles?|qui|comment|pourquoi)\b"
    r"|\b(?:qui|quel\w*|ou)\b.*\b\S+ ou (?:a |de |d'|le |la |les |l')?\S+"
)
_WORTH_A_SECOND = 0.25
_CARRIES = 0.6


def choose(question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> list[Evidence]:
    """The evidence to quote, one or two stretches, the best first."""
    best = evidence[0]
    second = _second(question, best, hits) if _TWO_PARTS.search(plain(question.text)) else None
    return [best, second] if second else [best]


def _second(question: Question, best: Evidence, hits: Sequence[Hit]) -> Evidence | None:
    """The stretch that best carries what the best one leaves of the question, if much is left."""
    left = {s: w for s, w in question.weights.items() if s not in best.inside}
    if not question.total or sum(left.values()) / question.total < _WORTH_A_SECOND:
        return None
    rest = replace(question, weights=left, names=question.names & frozenset(left))
    found = weigh(rest, hits)[0]
    return found if found.coverage >= _CARRIES else None
