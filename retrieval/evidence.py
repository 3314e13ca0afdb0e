"""Weighs stretches of one to three sentences of the passages found, for how well they answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest

from index.hit import Hit
from index.words import stems
from ingest.report import Passage, Row
from ingest.sentences import split_sentences
from retrieval.counting import counts, counts_things
from retrieval.kinds import held_kinds, holds_kind, is_open
from retrieval.numbers import MONTH
from retrieval.question import YEAR, Question, Wants
from retrieval.rows import written
from retrieval.thresholds import shipped_thresholds

# Passages whose stems are kept: stemming is most of the work, and reports are asked again.
_KEPT = 4096
# Stretches of a passage that are kept beside its best: as many as are read (`reading.READ`).
OTHERS = 2
_LONGEST_STRETCH = 3
_WANTED_WORDS = 35
_LONGEST_TITLE = 5
_MARKS_BEFORE = re.compile(r"(?:\[\d+(?:, ?\d+)*\]\s*)+")
_REFERENCE = re.compile(r"https?://|www\.|^\[\d+\]")
# « place du 8 mai 1945 »
_NAMED_FOR_A_DAY = re.compile(
    r"\b(?:rue|place|avenue|boulevard|quai|cours|allée|impasse|square|esplanade|rond-point|stade"
    rf"|salle|école|collège) (?:du )?\d{{1,2}}(?:er)?[ -]{MONTH}[ -]\d{{4}}\b",
    re.IGNORECASE,
)
_REFERENCES = frozenset(
    stems("sources bibliographie références sommaire index annuaire sigles abréviations")
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is quoted whole: a sentence, a list item or a table row of a passage."""

    start: int
    end: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch `passage.text[start:end]`, the signs that it answers, and what they sum up to.

    Each sign is a share of 0..1 (see `_Around.signs`); `inside` are the stems of the stretch.
    `others` are the next best of the same passage, which may turn out better once they are read.
    """

    hit: Hit
    start: int
    end: int
    inside: frozenset[str]
    signs: Mapping[str, float]
    score: float
    others: tuple["Evidence", ...] = ()

    @property
    def text(self) -> str:
        """The stretch as it is quoted: verbatim, table rows with their heads."""
        return written(self.hit.passage, self.start, self.end)


def weigh(question: Question, hits: Sequence[Hit]) -> list[Evidence]:
    """The best stretch of every hit, best first; ties stand as the hits do."""
    found = [nlargest(1 + OTHERS, stretches(question, hit), key=lambda e: e.score) for hit in hits]
    best = [replace(first, others=tuple(others)) for first, *others in found]
    return sorted(best, key=lambda evidence: -evidence.score)


def units(passage: Passage) -> list[Unit]:
    """The sentences, list items and table rows of `passage`, in order.

    Marks of notes before a sentence (« [12] ») belong to the one before and are left out.
    """
    return list(_units(passage.text, passage.sentences, passage.rows))


@lru_cache(maxsize=_KEPT)
def _units(
    text: str, sentences: tuple[tuple[int, int], ...], rows: tuple[Row, ...]
) -> tuple[Unit, ...]:
    """Units, table rows with the stems of their heads too."""
    found: list[Unit] = []
    of_rows = {(row.start, row.end): row for row in rows}
    for start, end in sentences or split_sentences(text):
        row = of_rows.get((start, end))
        if row is not None:
            heads = (head for cell in row.cells for head in cell.heads)
            whole = " ".join((*row.above, *heads, text[start:end], row.counted_in))
            found.append(Unit(start, end, frozenset(stems(whole))))
            continue
        marks = _MARKS_BEFORE.match(text, start, end)
        begin = marks.end() if marks and marks.end() < end else start
        found.append(Unit(begin, end, frozenset(stems(text[begin:end]))))
    return tuple(found)


@lru_cache(maxsize=_KEPT)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def stretches(question: Question, hit: Hit) -> Iterator[Evidence]:
    """Every run of one to three units of the hit's passage, weighed."""
    around = _Around.of(question, hit)
    parts = _quotable(hit.passage)
    weighed = [_WeighedUnit.of(question, unit, hit.passage) for unit in parts]
    tables = {row.start: (row.page, row.table) for row in hit.passage.rows}
    for first in range(len(weighed)):
        for last in range(first, min(first + _LONGEST_STRETCH, len(weighed))):
            run = weighed[first : last + 1]
            if first == last or not _mixes(run, tables):
                yield around.evidence(run)


def _mixes(run: "Sequence[_WeighedUnit]", tables: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a run holds rows of a table and something else; `tables` is by where a row starts."""
    return len({tables.get(each.unit.start) for each in run}) > 1


def _quotable(passage: Passage) -> list[Unit]:
    """The units of `passage` without the rows that are heads alone, if any others are left."""
    heads = {row.start for row in passage.rows if row.head or not any(c.heads for c in row.cells)}
    heads &= {row.start for row in passage.rows if row.head or len(row.cells) == 1}
    parts = units(passage)
    return [unit for unit in parts if unit.start not in heads] or parts


@dataclass(frozen=True, slots=True)
class _WeighedUnit:
    """What a unit holds of what the question asks for."""

    unit: Unit
    words: int
    kinds: frozenset[Wants]
    counted: bool
    years: frozenset[str]
    reference: bool
    sentence: bool

    @classmethod
    def of(cls, question: Question, unit: Unit, passage: Passage) -> "_WeighedUnit":
        text = written(passage, unit.start, unit.end)
        # The heads of a row make it clear, not long.
        words = len(passage.text[unit.start : unit.end].split())
        return cls(
            unit=unit,
            words=words,
            kinds=_held(text, question),
            counted=counts(text, question.counted),
            years=_years_in(text) if question.years else frozenset(),
            reference=Wants.CONTACT not in question.wants and bool(_REFERENCE.search(text)),
            sentence=words > _LONGEST_TITLE and text[-1] in ".!?»)]",
        )


def _without_asked(text: str, question: Question) -> str:
    asked = _stems_of(question.text)
    return " ".join(word for word in text.split() if not asked & set(stems(word)))


def _years_in(text: str) -> frozenset[str]:
    """The years in `text`, without those that streets are named for."""
    return frozenset(YEAR.findall(_NAMED_FOR_A_DAY.sub(" ", text)))


def _held(text: str, question: Question) -> frozenset[Wants]:
    """The kinds wanted that `text` holds; what is counted needs a figure that may count it.

    « Les Maisons de l'Autonomie » say nothing of where they are to who asks where they are.
    """
    held = held_kinds(text, question.wants)
    if Wants.PLACE in held and not holds_kind(_without_asked(text, question), Wants.PLACE):
        held -= {Wants.PLACE}
    return held if not question.counted or counts_things(text) else held - {Wants.FIGURE}


@dataclass(frozen=True, slots=True)
class _Around:
    """What the passage and the headings around a stretch tell of it."""

    question: Question
    hit: Hit
    context: float
    names: float
    years: frozenset[str]
    years_above: frozenset[str]
    references: bool
    heading: float

    @classmethod
    def of(cls, question: Question, hit: Hit) -> "_Around":
        above = " ".join(hit.passage.headings)
        heads = " ".join(hit.passage.heads_elsewhere)
        whole = f"{above} {heads} {hit.passage.text}"
        around = _stems_of(whole)
        heading = _stems_of(hit.passage.headings[-1] if hit.passage.headings else "")
        return cls(
            question=question,
            hit=hit,
            context=question.share(around),
            names=question.names_in(whole, around),
            years=_years_in(whole),
            years_above=_years_in(above),
            heading=question.share(heading),
            references=bool(heading & _REFERENCES) and len(heading) <= _LONGEST_TITLE,
        )

    def evidence(self, run: Sequence[_WeighedUnit]) -> Evidence:
        """The stretch of the units `run`, weighed."""
        start, end = run[0].unit.start, run[-1].unit.end
        inside = frozenset[str]().union(*(each.unit.stems for each in run))
        signs = self.signs(run, inside, written(self.hit.passage, start, end))
        weights = shipped_thresholds().stretch
        score = sum(weights.get(name, 0.0) * value for name, value in signs.items())
        return Evidence(self.hit, start, end, inside, signs, round(score, 4))

    def signs(
        self, run: Sequence[_WeighedUnit], inside: frozenset[str], text: str
    ) -> dict[str, float]:
        """The signs of a stretch, each 0..1, in a fixed order."""
        question = self.question
        kinds = frozenset[Wants]().union(*(each.kinds for each in run))
        years = frozenset[str]().union(*(each.years for each in run))
        coverage = question.share(inside)
        words = sum(each.words for each in run)
        return {
            "coverage": coverage,
            "context": self.context - coverage,
            "heading": self.heading,
            "found": self.hit.score,
            "likeness": self.hit.likeness or 0.0,
            "names_around": self.names,
            "kind": len(kinds) / len(question.wants) if question.wants else 1.0,
            "counted": float(any(each.counted for each in run)) if question.counted else 0.5,
            "open": float(is_open(text)),
            "other_year": float(bool(years) and not (years | self.years_above) & question.years),
            "no_year": float(bool(question.years) and not self.years & question.years),
            "reference": float(self.references or any(each.reference for each in run)),
            "announces": float(text.endswith(":")),
            "sentence": sum(each.sentence for each in run) / len(run),
            "length": max(0.0, words / _WANTED_WORDS - 0.5),
        }
