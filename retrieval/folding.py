"""Folds what a report says in several places into one quote."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, takewhile

from index.words import fold, stems
from ingest.report import Passage
from retrieval.answer import Citation
from retrieval.evidence import Evidence, units
from retrieval.kinds import COUNT
from retrieval.patterns import load_data
from retrieval.question import YEAR
from retrieval.quoting import Pages
from retrieval.widening import leans_back, with_antecedent

# Of the stems of the longer of two texts, those that stand in the shorter.
SAME = 0.85
_FEWEST = 4  # stems: « Total : 12 » on another page may count something else
_IN_NOTES = 2  # figures of notes, « [12] », which say nothing
_NOTES = re.compile(r"\[\d[\d,;\s–-]*\]")
_SIGNS = re.compile(r"[%‰€$]|(?<!\w)[+−-]\s?(?=\d)")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?P<start>^|[.!?:•]\s+)?\b(?P<word>[A-ZÀ-ÖØ-Þ][\w’'-]*)")
_NUMBER_WORD = re.compile(COUNT)


@dataclass(frozen=True, slots=True)
class _Said:
    """What must agree where two texts say the same."""

    stems: tuple[str, ...]
    figures: tuple[str, ...]
    years: tuple[str, ...]
    signs: Counter[str]
    turning: Counter[str]
    names: frozenset[str]
    capitals: frozenset[str]


def say_the_same(first: str, second: str) -> bool:
    """Whether two texts differ in hardly more than their wording's order.

    All stems of the one stand in the other and make up `SAME` of its stems; figures, years, names
    and words that turn a sentence (« pas », « sans », « deux ») are equal.

    >>> say_the_same("En 2023, 48 places ont ouvert à Lens.", "48 places ont ouvert à Lens en 2023")
    True
    >>> say_the_same("En 2023, 48 places ont ouvert.", "En 2024, 48 places ont ouvert.")
    False
    """
    a, b = _said(first), _said(second)
    few, many = sorted((frozenset(a.stems), frozenset(b.stems)), key=len)
    if not few <= many or len(few) < SAME * len(many):
        return False
    names = a.names | b.names
    return (
        (a.figures, a.years, a.signs, a.turning) == (b.figures, b.years, b.signs, b.turning)
        and not (many - few) & (a.capitals | b.capitals)
        and _only(a.stems, names) == _only(b.stems, names)
    )


def said_in(first: Evidence, second: Evidence) -> bool:
    """Whether all that the stretch `first` says stands in `second`, said of the same thing.

    Each is taken with the sentence that it leans on.
    """
    if not _of_the_same(first, second) or not _may_say(second.hit.passage, first.inside):
        return False
    whole, around = with_antecedent(first), with_antecedent(second)
    copies = _copies(whole.text, around.hit.passage)
    return any(around.start <= start and end <= around.end for start, end in copies)


def apart(evidence: Iterable[Evidence], most: int) -> list[Evidence]:
    """The first `most` of `evidence`, without any that says again what one before it says."""
    kept: list[Evidence] = []
    for each in evidence:
        if len(kept) < most and not _repeats(each, kept):
            kept.append(each)
    return kept


def left_over(evidence: Sequence[Evidence], shown: Sequence[Evidence], most: int) -> list[Evidence]:
    """The first `most` of `evidence` that neither are `shown` nor say the same."""
    known = set(map(id, shown))
    rest = (each for each in evidence if id(each) not in known and not _repeats(each, shown))
    return list(islice(rest, most))


def other_pages(
    citation: Citation, evidence: Sequence[Evidence], editions: Mapping[str, Pages]
) -> tuple[int, ...]:
    """The other pages of the report of `citation` whose passages in `evidence` say the same.

    What says it is found again on its page, or the page isn't named. A quote that leans on what
    isn't shown names none: « Il est doté de 12 millions » may be said of another plan.
    """
    own = next((each for each in evidence if each.hit.passage.id == citation.passage.id), None)
    wanted = _stems_between(citation.passage, citation.start, citation.end)
    if citation.rows or own is None or leans_back(citation.quote) or len(wanted) < _FEWEST:
        return ()
    found = {
        page
        for each in evidence
        if each is not own and _of_the_same(own, each) and _may_say(each.hit.passage, wanted)
        for page in _pages(citation.quote, each.hit.passage, editions[citation.edition])
    }
    return tuple(sorted(found - {citation.page.number}))


def _of_the_same(first: Evidence, second: Evidence) -> bool:
    """Whether two passages of one report may speak of the same thing.

    Not where the one stands by a name of the question and the other doesn't, nor where both have
    a heading in common under different ones: each commune has its « Tarifs ».
    """
    if first.hit.edition != second.hit.edition:
        return False
    if first.signs.get("names_around") != second.signs.get("names_around"):
        return False
    above, other = first.hit.passage.headings, second.hit.passage.headings
    pairs = zip(above, other, strict=False)
    together = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return set(above[together:]).isdisjoint(other[together:])


def _may_say(passage: Passage, wanted: frozenset[str]) -> bool:
    """Whether nearly all stems of `wanted` stand in `passage`: quick to tell, and seldom so."""
    held = _stems_between(passage, 0, len(passage.text))
    return len(wanted - held) <= (1 - SAME) * len(wanted) + _IN_NOTES


def _stems_between(passage: Passage, start: int, end: int) -> frozenset[str]:
    """The stems of the sentences that `passage.text[start:end]` touches."""
    parts = (unit.stems for unit in units(passage) if unit.start < end and start < unit.end)
    return frozenset[str]().union(*parts)


def _pages(quote: str, passage: Passage, pages: Pages) -> Iterator[int]:
    """The pages that hold what says the same as `quote` in `passage`."""
    for start, end in _copies(quote, passage):
        number = next(passage.placed(start, end)).page
        if pages.page(number).holds(passage.text[start:end]):
            yield number


def _repeats(evidence: Evidence, others: Iterable[Evidence]) -> bool:
    return any(said_in(evidence, other) or said_in(other, evidence) for other in others)


def _copies(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """The places in `passage` of whole sentences that say the same as `text`."""
    wanted = frozenset(_said(text).stems)
    parts = units(passage)
    most = len(wanted) * (1 / SAME - 1) + _IN_NOTES
    for first, opening in enumerate(parts):
        found: frozenset[str] = frozenset()
        for unit in parts[first:]:
            found |= unit.stems
            if len(found - wanted) > most:
                break
            place = opening.start, unit.end
            if len(found & wanted) >= SAME * len(wanted) and say_the_same(
                text, passage.text[slice(*place)]
            ):
                yield place


@cache
def turning() -> frozenset[str]:
    """Folded words that turn what a sentence says (« pas », « sans »)."""
    return frozenset(load_data("turning.yaml")["turning"])


@lru_cache(maxsize=4096)
def _said(text: str) -> _Said:
    text = _NOTES.sub(" ", text)
    found = stems(text)
    figures = [stem for stem in found if stem[0].isdigit()]
    words = [fold(word) for word in _WORD.findall(text)]
    capitals = list(_CAPITAL.finditer(text))
    inside = " ".join(match["word"] for match in capitals if match["start"] is None)
    return _Said(
        stems=tuple(dict.fromkeys(found)),
        figures=tuple(stem for stem in figures if not YEAR.fullmatch(stem)),
        years=tuple(stem for stem in figures if YEAR.fullmatch(stem)),
        signs=Counter(sign.strip() for sign in _SIGNS.findall(text)),
        turning=Counter(w for w in words if w in turning() or _NUMBER_WORD.fullmatch(w)),
        names=frozenset(stems(inside)),
        capitals=frozenset(stems(" ".join(match["word"] for match in capitals))),
    )


def _only(found: Sequence[str], kept: frozenset[str]) -> tuple[str, ...]:
    return tuple(stem for stem in found if stem in kept)
