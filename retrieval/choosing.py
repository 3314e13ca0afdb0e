"""Chooses which evidence is shown: the best stretch, or one for each part of a double question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.search import Query
from index.words import fold, stems
from retrieval.evidence import Evidence
from retrieval.folding import said_in
from retrieval.followup import Completed
from retrieval.kinds import held_kinds
from retrieval.question import (
    Question,
    Wants,
    asking,
    counted_in,
    is_measured,
    names_of,
    query_of,
    wants_of,
    years_of,
)

_ASKING = r"combien|quand|où|quels?|quelles?|qui|comment|pourquoi"
_NEXT_PART = re.compile(
    r"(?:,\s*(?:et\s+)?|\s+et\s+)(?=(?:à |de |pour |en |depuis |jusqu['’]à |à partir de )?"
    rf"(?:{_ASKING})\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:{_ASKING}|que|qu['’]\w+|quoi|est-ce)\b|-(?:t-)?(?:il|elle|on)s?\b", re.IGNORECASE
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_NAMED = rf"{_CAPITAL}(?:\s{_CAPITAL})*"
# The two that are compared, and what both fill in the question; names are tried first.
_EITHER = (
    re.compile(
        rf"(?:\b[Ee]ntre\s+)?(?P<first>{_NAMED})\s+(?:ou|et)\s+(?:à\s+|de\s+|d['’])?(?P<second>{_NAMED})"
    ),
    re.compile(r"\b[Ee]ntre\s+(?P<first>[^,:]+?)\s+et\s+(?P<second>[^,:]+?)(?=,)"),
    re.compile(r"(?<=[,:]\s)(?P<first>[^,:]+?)\s+ou\s+(?P<second>[^,:]+?)(?=\s*\?*$)"),
)
_COMPARES = re.compile(r"\b(?:plus|moins|mieux|entre|meilleure?s?)\b", re.IGNORECASE)
_OTHER_PART = 0.2
_HOLDS_ENOUGH = 0.4


def choose(best: Evidence, parts: Sequence[Evidence]) -> list[Evidence]:
    """The stretches to quote: the best of each part of a question, in order; at least `best`."""
    chosen: list[Evidence] = []
    for found in parts:
        if _holds_enough(found) and not _shown(found, chosen):
            chosen.append(found)
    return chosen or [best]


def left_unanswered(
    parts: Sequence[tuple[Question, Sequence[Evidence]]], chosen: Sequence[Evidence]
) -> list[str]:
    """The parts of a question, in its words, that none of the `chosen` stretches is for.

    A stretch is for a part if it holds a word that this part alone asks; or, of a part that asks
    with one word or none (« et quel budget ? »), if its best is shown and may be the kind of thing
    that it wants. None where all parts are so: then the stretch is for the whole question.
    """
    missing = []
    headings = [heading for each in chosen for heading in each.hit.passage.headings]
    said = {*stems(" ".join(headings))}.union(*(each.inside for each in chosen))
    shown = " ".join(each.text for each in chosen)
    for part, found in parts:
        others = {s for other, _ in parts if other is not part for s in stems(other.text)}
        own = set(stems(part.text)) - asking() - others
        plain = len(own) <= 1 and bool(found) and _shown(found[0], chosen)
        if own and not own & said and not (plain and _may_hold(shown, part.wants)):
            missing.append(re.sub(r"^\W+|[^\w»)]+$", "", part.text))
    return missing if len(missing) < len(parts) else []


def _may_hold(text: str, wants: frozenset[Wants]) -> bool:
    """Whether `text` may hold the kind of thing wanted; a reason has too many forms to be sure."""
    return not wants or Wants.REASON in wants or bool(held_kinds(text, wants))


def parts_of(question: Question) -> list[Question]:
    """The questions that one question asks at once; none where it asks a single thing.

    « Combien à Arras, et qui décide ? » asks two things; « Qui paie le plus, Arras ou Lens ? » is
    asked of each of the two. What stands before the first of them (« À Arras, … ») is of each.
    """
    text = question.text
    either = next((m for pattern in _EITHER if (m := pattern.search(text))), None)
    if either and _COMPARES.search(text):
        first, second = either["first"], either["second"]
        return [_of_one(question, either, *kept) for kept in ((first, second), (second, first))]
    lead, *pieces = _NEXT_PART.split(text)
    if wants_of(lead) or _ASKS.search(lead):
        pieces, lead = [lead, *pieces], ""
    if len(pieces) < 2:  # noqa: PLR2004 - a single thing
        return []
    return [_part(question, piece, lead) for piece in pieces]


def query_of_part(part: Question) -> Query:
    """What is looked up for `part`: its own words, and lightly those of the whole question."""
    own = query_of(Completed(part.text, part.text), part)
    return Query(own.text, {**dict.fromkeys(part.weights, _OTHER_PART), **own.words})


def _part(question: Question, piece: str, lead: str) -> Question:
    """`question` with what it asks outside of `piece` and `lead` taken lightly.

    A piece without a subject (« et à quelle heure ? ») keeps the words of the whole question.
    """
    has_subject = set(stems(piece)) - asking()
    text = (f"{lead}, {piece}" if lead else piece) if has_subject else question.text
    own = set(stems(text))
    return replace(
        question,
        text=text,
        weights={s: w * (1 if s in own else _OTHER_PART) for s, w in question.weights.items()},
        wants=wants_of(piece) or question.wants,
        names=names_of(text) or question.names,
        years=years_of(text) or question.years,
        counted=counted_in(piece),
        measured=is_measured(piece),
    )


def _of_one(question: Question, either: re.Match[str], kept: str, left: str) -> Question:
    """`question` as if only `kept` of `either` were compared, and not `left`."""
    gone = set(stems(left)) - set(stems(kept))
    named = fold(left)
    start, end = either.span()
    return replace(
        question,
        text=f"{question.text[:start]}{kept}{question.text[end:]}",
        weights={s: w for s, w in question.weights.items() if s not in gone},
        names=tuple(name for name in question.names if name not in named),
    )


def _holds_enough(found: Evidence) -> bool:
    """Whether a stretch holds enough of what a part asks to be shown for it."""
    return max(found.signs["coverage"], found.signs["heading"]) >= _HOLDS_ENOUGH


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
