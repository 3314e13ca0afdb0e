"""Understands a question: its subject words, names and years, the kind of answer it wants."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from index.lexical import Rarity, counted
from index.search import Query
from index.words import fold, stems
from retrieval.followup import Completed
from retrieval.glossary import Glossary, shipped_glossary
from retrieval.numbers import number_expansions, with_whole_years
from retrieval.patterns import MEASURE, any_of, load_data, plain
from retrieval.thesaurus import Expansion, Thesaurus, beside, shipped_thesaurus

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_CARRIED = 0.35
_REPLACED = 0.1
_LIGHT = 0.35
_ALIKE = 0.7
_NAME = re.compile(r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w’'-]*\w")
_AFTER_END = re.compile(r"(?:^|[.!?:–]\s*|[«\"(]\s*)$")
_COUNTED = re.compile(
    r"\b(?:combien|nombre|pourcentage|part|proportion|taux) (?:de |d')"
    rf"(?P<measure>{MEASURE} (?:de |d'|du |des ))?(?P<counted>.*)"
)

_NOT_COUNTED = frozenset(stems("temps fois"))  # « combien de temps » asks how long


class Wants(StrEnum):
    """What must stand in an answer, as the question words tell."""

    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    FIGURE = "figure"
    HOUR = "hour"
    DATE = "date"
    CONTACT = "contact"
    PLACE = "place"
    PERSON = "person"
    LIST = "list"
    MEANING = "meaning"
    REASON = "reason"


_FIGURES = {Wants.MONEY, Wants.SHARE, Wants.DURATION, Wants.HOUR}


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be held against passages.

    `weights` gives each subject stem that the editions know its importance (rarity times a share
    for light and carried words), `unknown` is the importance of all others; `alike` gives the
    stems that a report may have instead of one, `beside` what is looked up besides, by weight.
    `forms` are acronyms, full forms and numbers with what stands for them whole, known to the
    editions.
    `names` are proper names, folded; `years` those asked about; `counted` the stems of what is
    asked to be counted, `measured` whether in kilometres, hectares and their like.
    """

    text: str
    weights: Mapping[str, float]
    unknown: float = 0.0
    wants: frozenset[Wants] = frozenset()
    names: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    measured: bool = False
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: Mapping[str, float] = field(default_factory=dict)
    forms: Sequence[Expansion] = ()

    @property
    def total(self) -> float:
        """The sum of all weights; 0 for a question without any word that the editions know."""
        return sum(self.weights.values())

    @property
    def known(self) -> float:
        """The share of the question's importance whose words stand anywhere in the editions."""
        return self.total / (self.total + self.unknown) if self.total else 0.0

    def share(self, found: frozenset[str]) -> float:
        """How much of the question's weight the stems `found` carry, 0..1."""
        total = self.total
        if not total:
            return 0.0
        return sum(w * self.holds(stem, found) for stem, w in self.weights.items()) / total

    def names_in(self, text: str, around: frozenset[str] = frozenset()) -> float:
        """The share of the proper names that stand in `text` by themselves; 1 if there are none.

        « Calais » doesn't stand in « Pas-de-Calais »; an acronym may stand spelt out `around`.
        """
        if not self.names:
            return 1.0
        folded = fold(text)
        found = [bool(re.search(rf"(?<![\w-]){re.escape(n)}", folded)) for n in self.names]
        spelt = [self._spelt(stems(n), around) for n in self.names] if self.forms else found
        return sum(map(max, found, spelt)) / len(self.names)

    def holds(self, stem: str, found: frozenset[str]) -> float:
        """How far `found` holds the subject's `stem`, or what a report has for it, 0..1."""
        if stem in found:
            return 1.0
        alike = self.alike.get(stem, frozenset()) & found
        return _ALIKE if alike or self._spelt([stem], found) else 0.0

    def _spelt(self, asked: Sequence[str], found: frozenset[str]) -> bool:
        """Whether the other form of `asked`, or of what it belongs to, is among `found` whole."""
        forms = [form for form in self.forms if asked and set(asked) <= set(form.asked)]
        return any(found.issuperset(form.said) for form in forms)


def understand(
    completed: Completed,
    rarity: Rarity,
    thesaurus: Thesaurus | None = None,
    glossary: Glossary | None = None,
) -> Question:
    """What `completed` asks for, its words weighed by how rare the editions make them."""
    text, own = completed.text, completed.own
    subject = [stem for stem in dict.fromkeys(stems(text)) if stem not in asking()]
    expansions = list((thesaurus or shipped_thesaurus()).expansions(subject))
    others = [*(glossary or shipped_glossary()).expansions(text), *number_expansions(text)]
    forms = [each for each in others if each.said and all(map(rarity.knows, each.said))]
    alike = {stem: _alike(stem, rarity, expansions) for stem in subject}
    held = {stem: alike[stem] or _rarest(stem, forms, rarity) for stem in subject}
    known = [stem for stem in subject if rarity.knows(stem) or held[stem]]
    weights = {stem: _importance(stem, held[stem], completed, rarity) for stem in subject}
    return Question(
        text=text,
        weights={stem: weights[stem] for stem in known},
        unknown=sum(weights[stem] for stem in subject if stem not in known),
        wants=wants_of(own) or wants_of(text),
        names=names_of(own) or names_of(text),
        years=years_of(own) or years_of(text),
        counted=counted_in(text),
        measured=is_measured(text),
        alike=alike,
        beside=beside([*expansions, *others]),
        forms=forms,
    )


def query_of(completed: Completed, understood: Question) -> Query:
    """What is looked up for `completed`.

    By meaning the question itself, as it is completed. By words its stems, those of a follow-up
    twice, and beside them lightly what reports say for everyday words.
    """
    text, own = understood.text, [completed.own] if completed.leaned else []
    words = counted(stem for each in (text, *own) for stem in stems(each))
    for stem, weight in understood.beside.items():
        words.setdefault(stem, weight)
    return Query(text, words)


def _alike(stem: str, rarity: Rarity, expansions: Sequence[Expansion]) -> frozenset[str]:
    """The stems that the editions have for `stem`: everyday words in their terms."""
    said = {each for some in expansions if some.asked == (stem,) for each in some.said}
    return frozenset(filter(rarity.knows, said))


def _rarest(stem: str, forms: Sequence[Expansion], rarity: Rarity) -> frozenset[str]:
    """The rarest stem of the other forms of `stem`: it is as important as that."""
    said = [each for form in forms if stem in form.asked for each in form.said]
    return frozenset(sorted(said, key=rarity.of)[-1:])


def _importance(stem: str, alike: frozenset[str], completed: Completed, rarity: Rarity) -> float:
    rare = rarity.of(stem)
    if not rarity.knows(stem) and alike:
        rare = min(rarity.of(each) for each in alike)
    rare *= _LIGHT if stem in light() else 1.0
    return rare * _carried(stem, completed)


def _carried(stem: str, completed: Completed) -> float:
    """What is left of a carried word's importance: least of a name where another one is named."""
    if stem not in completed.carried:
        return 1.0
    named = {each for name in names_of(completed.text) for each in stems(name)}
    return _REPLACED if stem in named and names_of(completed.own) else _CARRIED


def wants_of(text: str) -> frozenset[Wants]:
    """The kinds of thing that an answer to `text` must hold, the narrowest only.

    >>> sorted(wants_of("Combien coûte le repas, et où ?"))
    [<Wants.MONEY: 'money'>, <Wants.PLACE: 'place'>]
    """
    expressions: Mapping[str, list[str]] = load_data("question_words.yaml")["wants"]
    asked = plain(text)
    found = {Wants(kind) for kind, some in expressions.items() if any_of(tuple(some)).search(asked)}
    return frozenset(found - {Wants.FIGURE} if found & _FIGURES else found)


def names_of(text: str) -> tuple[str, ...]:
    """The proper names in `text`, folded: words with a capital that begin no sentence.

    >>> names_of("Combien de places à Calais ?")
    ('calais',)
    """
    found = (m for m in _NAME.finditer(text) if not _AFTER_END.search(text[: m.start()]))
    names = (re.sub(r"^(?:[ldjnscmt]|qu)'", "", fold(match.group())) for match in found)
    return tuple(dict.fromkeys(name for name in names if name not in light() | asking()))


def years_of(text: str) -> frozenset[str]:
    """The years that `text` names, « en 2 023 » and « en deux mille vingt-trois » too.

    >>> years_of("Depuis 2 021 ?")
    frozenset({'2021'})
    """
    return frozenset(YEAR.findall(with_whole_years(text)))


def counted_in(text: str) -> frozenset[str]:
    """Stems of the noun after « combien de » and its like, a measure passed over.

    >>> counted_in("Combien de kilomètres de pistes cyclables ?"), counted_in("Combien de km ?")
    (frozenset({'pist'}), frozenset({'km'}))
    """
    match = _COUNTED.search(plain(text))
    return frozenset(stems(match["counted"])[:1]) - _NOT_COUNTED if match else frozenset()


def is_measured(text: str) -> bool:
    """Whether `text` asks for a measure of something.

    >>> is_measured("Combien de kilomètres de pistes ?"), is_measured("Combien de pistes ?")
    (True, False)
    """
    match = _COUNTED.search(plain(text))
    return bool(match and match["measure"])


@cache
def asking() -> frozenset[str]:
    """Stems of words that ask without naming a subject."""
    return _stems_of("asking")


@cache
def light() -> frozenset[str]:
    """Stems that a report may well replace by others, so that missing them says little."""
    return _stems_of("light")


def _stems_of(key: str) -> frozenset[str]:
    words = load_data("question_words.yaml")[key]
    return frozenset(stems(" ".join(words))) | frozenset(fold(word) for word in words)
