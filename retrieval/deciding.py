"""Finds in a quote the words that decide: what was asked for, and the words of the question."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.words import fold, stems
from retrieval.kinds import COUNT, DAY, NO_FIGURE
from retrieval.numbers import MONTH
from retrieval.question import Question, Wants

Mark = tuple[int, int]

_WORDS_KEPT = 16384

# More of them, and nothing stands out.
MOST_MARKS = 8
_SURE_ENOUGH = 0.5  # weight of what the thesaurus has reports say for a word
_UNKNOWN = 0.1
_COUNTED = 3.0  # the noun that is counted says most of which figure is meant
_BEHIND = 2  # words before a figure tell half as much of what it counts as those after it
_PAUSE = 3  # words that a comma between two others counts for

# Letters and figures with the marks that hold a word or a number together.
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_BEEN = re.compile(r"\b(?:a|ont|avai(?:en)?t|aura(?:it)?|ils?|elles?|on|pas|jamais) été\b")
_IN_ONE = re.compile(r"\s*|[.'’-]")
_STOPS = re.compile(r"[,;:.!?()](?=\s|$)")

_NUMBER = (
    r"(?:(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
    rf"|\b(?i:{COUNT}\b(?:[\s-]{COUNT}\b)*))"
)
_TIMES = r"(?:\s(?:mille|millions?|milliards?|milliers?|dizaines?|centaines?)\b)?"
_UNIT = (
    r"(?:\s?(?:%|€|[kM]€|Md€|km²?|m²|m3|ha|tonnes?|litres?|hectares?|kilomètres?|mètres"
    r"|(?:d['’]\s?)?euros)(?!\w))?"
)
_YEAR = r"(?:19|20)\d\d"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[\w’'-]*\w)?"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|du|des|la|le|les|sur)\s)*{_CAPITAL})*"

# What is marked is the group where there is one.
_DECIDES: Mapping[Wants, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        Wants.MONEY: rf"{_NUMBER}{_TIMES}\s?(?:d['’]\s?)?(?:€|[kM]€|Md€|euros?\b)|\b[Gg]ratuit\w*",
        Wants.SHARE: rf"{_NUMBER}\s?(?:%|pour\s?cent\b)|\bla moitié\b|\b(?:un|deux) tiers\b"
        r"|\b(?:un|trois) quarts?\b|\b\w+ sur (?:deux|trois|quatre|cinq|dix|\d+)\b",
        Wants.DURATION: rf"(?:{_NUMBER}|\bune?)\s(?:heures?|jours?|semaines?|mois|ans?|années?)\b",
        Wants.HOUR: r"\b\d{1,2}\s?(?:h\s?\d\d|h|heures?)\b",
        Wants.DATE: rf"(?:\b{DAY} )?\b(?:\d{{1,2}}(?:er)? )?{MONTH}(?: {_YEAR})?\b"
        rf"|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|\b{_YEAR}(?:\s?[-–/]\s?|\s(?:à|et)\s){_YEAR}\b"
        rf"|\b{_YEAR}\b|\b{DAY}\b",
        Wants.CONTACT: r"\b0\d(?:[ .]?\d\d){4}\b|\b3\d ?\d\d\b|\S+@\S+\w|\b(?:www\.|https?:)\S+\w",
        Wants.PLACE: rf"\b(?:[àÀ]|[Aa]ux?|[Ee]n|[Dd]ans|[Ss]ur|(?:rue|avenue|place|quartier) de)"
        rf"(?: l[ae]s?)? ({_NAME})",
        Wants.PERSON: rf"(?:\b(?:M\.|MM\.|Mmes?|Monsieur|Madame) )?{_CAPITAL}(?: {_CAPITAL})+"
        rf"|\b(?:M\.|Mme) {_CAPITAL}|\b(?:[Ll]e Département|[Ll]a Région|[Ll]['’]État)\b",
        Wants.FIGURE: rf"{_NUMBER}{_TIMES}{_UNIT}",
    }.items()
}


@dataclass(frozen=True, slots=True)
class _Shared:
    """A word of a quote that the question holds too: where it stands, and what it weighs."""

    place: Mark
    stems: frozenset[str]
    weight: float


def deciding(quote: str, question: Question) -> tuple[Mark, ...]:
    """Start and end of the words of `quote` that decide, in order, at most `MOST_MARKS`.

    What the question wants comes first (the amount, the date, the name that stands nearest to
    what is asked), then the words that it shares, the rarest first. Neighbours become one.
    """
    shared = list(_shared(quote, question))
    wanted = [_nearest(quote, kind, question, shared) for kind in sorted(question.wants)]
    words = [each.place for each in sorted(shared, key=lambda each: -each.weight)]
    kept: list[Mark] = []
    for mark in [*(mark for mark in wanted if mark), *words]:
        joined = _joined(quote, [*kept, mark])
        if len(joined) <= MOST_MARKS:
            kept = joined
    return tuple(kept)


def _shared(quote: str, question: Question) -> Iterator[_Shared]:
    """The words of `quote` that the question holds, in its own words or in the report's."""
    weights = _weights(question)
    other_names = list(_other_names(quote, question))
    for match in _WORD.finditer(quote):
        if any(start <= match.start() < end for start, end in other_names):
            continue
        held = frozenset(stem for stem in _stems_of_word(match[0]) if stem in weights)
        if held:
            yield _Shared(match.span(), held, max(weights[stem] for stem in held))


def _other_names(quote: str, question: Question) -> Iterator[Mark]:
    """Where longer names stand that hold one which is asked: « Pas-de-Calais » is not Calais."""
    for match in _COMPOUND.finditer(quote):
        whole = fold(match[0])
        if whole not in question.names and not set(whole.split("-")).isdisjoint(question.names):
            yield match.span()


# Words of the report, which come again and again; of questions nothing is remembered.
@lru_cache(maxsize=_WORDS_KEPT)
def _stems_of_word(word: str) -> tuple[str, ...]:
    return tuple(stems(word))


def _weights(question: Question) -> Mapping[str, float]:
    """What each stem that the question has, or stands for, weighs."""
    weights = {stem: w for stem, w in question.beside.items() if w >= _SURE_ENOUGH}
    for stem, alike in question.alike.items():
        weights |= dict.fromkeys(alike, question.weights.get(stem, _UNKNOWN))
    return weights | {
        s: question.weights.get(s, _UNKNOWN) for s in stems(_BEEN.sub("", question.text))
    }


def _nearest(quote: str, kind: Wants, question: Question, shared: Sequence[_Shared]) -> Mark | None:
    """Where what is wanted stands nearest to the words `shared`; None where there is none."""
    if kind not in _DECIDES:
        return None
    said = set(stems(question.text))
    places = [p for p in _places(quote, kind) if not set(stems(quote[slice(*p)])) <= said]
    return max(places, key=lambda place: _nearness(quote, place, question, shared), default=None)


def _places(quote: str, kind: Wants) -> Iterator[Mark]:
    """Where something of the `kind` stands in `quote`."""
    text = quote
    if kind is Wants.FIGURE:  # neither years nor the numbers of roads and notes
        text = NO_FIGURE.sub(lambda match: " " * len(match[0]), quote)
    for match in _DECIDES[kind].finditer(text):
        yield match.span(match.lastindex or 0)


def _nearness(quote: str, place: Mark, question: Question, shared: Iterable[_Shared]) -> float:
    """How near the words `shared` stand to `place`, each stem once, the weightiest most."""
    best: dict[str, float] = {}
    for word in shared:
        before = word.place[1] <= place[0]
        if not before and word.place[0] < place[1]:
            continue
        gap = _gap(quote[word.place[1] : place[0]] if before else quote[place[1] : word.place[0]])
        for stem in word.stems:
            counted = stem in question.counted
            near = (_COUNTED if counted else 1.0) * word.weight / gap
            best[stem] = max(best.get(stem, 0.0), near / _BEHIND if before and counted else near)
    return sum(best.values())


def _gap(between: str) -> int:
    """How many words apart two stand that have `between` between them; a pause is some words."""
    return 1 + len(between.split()) + _PAUSE * len(_STOPS.findall(between))


def _joined(quote: str, marks: Iterable[Mark]) -> list[Mark]:
    """`marks` in order, those that overlap or have a space or hyphen between them made one."""
    joined: list[Mark] = []
    for start, end in sorted(marks):
        if joined and _IN_ONE.fullmatch(quote[joined[-1][1] : start]):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
