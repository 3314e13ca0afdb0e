"""The words that are right: those of the editions asked, and those of French.

French is the word list of pyspellchecker (140,000 forms, with how often films say them).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from index.lexical import WordIndex
from index.read_once import ReadOnce
from index.search import Searchable
from index.words import ADDRESS, WORD, fold
from ingest.report import Passage
from retrieval.thesaurus import shipped_groups

# A word stands in questions as often as in the editions, mixed with how often it is said at all.
_OWN_SHARE = 0.7
_BY_FAR = 20
_FAR_FROM = 8
_SHORTEST = 4
_NEIGHBOURS = 50
_KEPT = 16
# As often as the rarest fifth of the list.
_RARELY_SAID = 50
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_VOWELS = frozenset("aeiouy")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How what is heard alike is written otherwise.
_HEARD = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"j(?=[ei])", "g"),
        (r"g(?=[ei])", "j"),
        (r"f", "ph"),
        (r"ph", "f"),
        (r"k(?=[aou])", "c"),
        (r"k", "qu"),
        (r"qu", "k"),
    )
)


@dataclass(frozen=True, slots=True)
class Near:
    """A word near to one that isn't right: how many `slips` away, and how likely it is at all."""

    word: str
    slips: int
    likely: float


class Words:
    """Forms with how often each stands; found by what is left of them without accents and case."""

    def __init__(self, counts: Counter[str]) -> None:
        self._forms: dict[str, list[str]] = {}
        self._counts = counts
        for form in counts:
            self._forms.setdefault(fold(form), []).append(form)
        self._total = max(1, counts.total())

    def forms(self, folded: str) -> Sequence[str]:
        """How the word is written, the most usual form first; none where it isn't known."""
        return sorted(self._forms.get(folded, ()), key=lambda form: (-self._counts[form], form))

    def count(self, form: str) -> int:
        """How often the word stands, written so."""
        return self._counts[form]

    def share(self, folded: str) -> float:
        """How much of all that is written the word is, 0..1."""
        return sum(self._counts[form] for form in self._forms.get(folded, ())) / self._total

    def near(self, folded: str, slips: int, initial: str) -> Iterator[tuple[str, int]]:
        """Words at most `slips` letters lost, added, changed or swapped away, and how many.

        Only words that begin with `initial`.
        """
        lengths = range(len(folded) - slips, len(folded) + slips + 1)
        choices = chain.from_iterable(self._shelves.get((initial, each), ()) for each in lengths)
        found = process.extract(
            folded, list(choices), scorer=OSA.distance, score_cutoff=slips, limit=_NEIGHBOURS
        )
        return ((word, int(away)) for word, away, _ in found)

    @cached_property
    def _shelves(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The folded words by first letter and length."""
        shelves: dict[tuple[str, int], list[str]] = {}
        for folded in self._forms:
            shelves.setdefault((folded[:1], len(folded)), []).append(folded)
        return shelves

    def begun_otherwise(self, folded: str) -> Iterator[str]:
        """Words that one slip in the first letter turns into `folded`."""
        rest, swapped = folded[1:], folded[1:2] + folded[:1] + folded[2:]
        others = (other + each for other in _LETTERS for each in (rest, folded))
        return (each for each in {rest, swapped, *others} - {folded} if each in self._forms)


class Lexicon:
    """What is right where certain editions are asked."""

    def __init__(self, own: Words, indexes: Sequence[WordIndex] = ()) -> None:
        self.own = own
        self._indexes = indexes

    def has(self, stem: str) -> bool:
        """Whether the editions have a word of that stem."""
        return any(stem in index.vocabulary for index in self._indexes)

    def knows(self, word: str) -> bool:
        """Whether `word` is right as it is written, capitals aside."""
        return any(form.lower() == word.lower() for form in self._forms(word))

    def written(self, word: str) -> str:
        """`word` with the accents it lacks, and the capital of a name that always has one.

        What is hardly ever written without accents lacks them, even if some film does it.
        """
        forms = self._forms(word)
        low = word.lower()
        right = [form for form in forms if form.lower() == low]
        usual = (forms or [word])[0]
        lacking = low.isascii() and usual.lower() != low and self._by_far(usual, forms)
        if right and not lacking:
            return right[0] if word.islower() and not french().forms(fold(low)) else word
        return usual.lower() if french().forms(fold(low)) else usual

    def _forms(self, word: str) -> Sequence[str]:
        """Every way to write the word, those of the editions first.

        A report's heading in capitals or a slip of its own (« COLLEGIENS ») makes no word right
        that French writes with accents alone.
        """
        folded = fold(word)
        right = french().forms(folded)
        accented = bool(right) and not any(map(str.isascii, right))
        own = self.own.forms(folded)
        return [*(form for form in own if not (accented and _bare(form))), *right]

    def _by_far(self, usual: str, forms: Sequence[str]) -> bool:
        """Whether `usual` is by far the most usual of `forms`, anywhere."""
        others = {form.lower() for form in forms} - {usual.lower()}
        return all(
            words.count(usual) >= _BY_FAR * words.count(other)
            for words in (self.own, french())
            for other in others
        )

    def likely(self, word: str) -> float:
        """How likely `word` is to stand in a question, 0..1; 0 for one that isn't right."""
        folded = fold(word)
        return _OWN_SHARE * self.own.share(folded) + (1 - _OWN_SHARE) * french().share(folded)

    def near(self, word: str) -> list[Near]:
        """The right words near to `word`: one slip away, two for a long one of the editions.

        French words share the first letter, a lost « h » apart: people seldom err there (Kukich,
        Techniques for Automatically Correcting Words in Text, 1992).
        """
        folded = fold(word)
        if len(folded) < _SHORTEST:
            return []
        slips = 2 if len(folded) >= _FAR_FROM else 1
        found = dict.fromkeys(self.own.begun_otherwise(folded), 1)
        for written in _as_heard(folded):
            near = (words.near(written, 1, written[0]) for words in (self.own, french()))
            found |= {each: max(1, away) for each, away in chain.from_iterable(near)}
        found |= dict(self.own.near(folded, slips, folded[0]))
        for initial in (folded[0], *("h" if folded[0] in _VOWELS else "")):
            found |= dict(french().near(folded, 1, initial))
        return [Near(each, away, self.likely(each)) for each, away in found.items()]


def _as_heard(folded: str) -> set[str]:
    """`folded` with letters that sound like those it has: « bujet » as « buget »."""
    return {pattern.sub(other, folded) for pattern, other in _HEARD} - {folded}


def _bare(form: str) -> bool:
    """Whether `form` has no accents, nor the capital of a name."""
    return form.isascii() and (form.islower() or form.isupper())


@cache
def french() -> Words:
    """The word list of French, with what reports say beside; reading it takes half a second."""
    said = Counter(SpellChecker(language="fr").word_frequency.dictionary)
    lacking = chain(_lines("right_words.txt"), *(group.said for group in shipped_groups()))
    more = set(chain.from_iterable(map(WORD.findall, lacking))) - said.keys()
    said.update(dict.fromkeys(more, _RARELY_SAID))
    return Words(said)


def _lines(name: str) -> Iterator[str]:
    """The lines of a data file, comments left out."""
    text = (files("retrieval") / "data" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


@cache
def place_words() -> frozenset[str]:
    """The words of the names of French communes, folded."""
    return frozenset(_lines("place_words.txt"))


def words_of(passages: Iterable[Passage]) -> Words:
    """The words of passages and of the headings above them, as they are written there.

    Addresses of pages lack accents: only the words of their hosts that stand nowhere else count.
    """
    texts = chain.from_iterable((each.text, *each.headings[-1:]) for each in passages)
    counts: Counter[str] = Counter()
    in_hosts: set[str] = set()
    for text in texts:
        counts.update(WORD.findall(ADDRESS.sub(" ", text)))
        in_hosts.update(chain.from_iterable(map(WORD.findall, _HOST.findall(text))))
    folded = set(map(fold, counts))
    known = french()
    own = (word for word in in_hosts if fold(word) not in folded and not known.forms(fold(word)))
    counts.update(own)
    return Words(counts)


def lexicon_of(editions: Sequence[Searchable]) -> Lexicon:
    """The lexicon of the editions asked; their words are read once and kept."""
    own = _words_of(tuple(ReadOnce(edition.passages) for edition in editions))
    return Lexicon(own, [edition.words for edition in editions])


@lru_cache(maxsize=_KEPT)
def _words_of(reads: tuple[ReadOnce, ...]) -> Words:
    return words_of(chain.from_iterable(read.passages for read in reads))
