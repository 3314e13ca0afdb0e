"""What acronyms stand for: those of a data file, of the operator, and of the report itself.

They are read from `retrieval/data/glossary.txt`, from a file of the operator's and from passages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from index.read_once import ReadOnce
from index.words import fold, stems
from ingest.errors import SelonError
from ingest.report import Passage
from retrieval.acronym import Acronym, read_acronyms
from retrieval.definitions import Definition, definitions
from retrieval.thesaurus import Expansion

if TYPE_CHECKING:
    from index.search import Searchable

EXPLAINED = 4

_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 3
_BEGINNING = 4

# Sets of editions whose own acronyms are kept.
_KEPT = 16


class GlossaryMissing(SelonError):
    """No text in UTF-8 stands at `path`."""

    code = "glossary_missing"


class Glossary:
    """Acronyms, looked up in questions both ways and in quotes; `own` ones win over the others."""

    def __init__(self, acronyms: Iterable[Acronym], own: Iterable[Acronym] = ()) -> None:
        self._own = tuple(own)
        self._by_letters = {fold(each.short): each for each in (*acronyms, *self._own)}
        self._by_beginning: dict[str, list[Acronym]] = {}
        for each in self._by_letters.values():
            for beginning in {_beginning(meaning) for meaning in each.meanings}:
                self._by_beginning.setdefault(beginning, []).append(each)
        self._told: dict[tuple[ReadOnce, ...], Glossary] = {}

    def told_by(self, editions: Sequence["Searchable"]) -> "Glossary":
        """These acronyms with those that `editions` define themselves, which win over shipped ones.

        The passages are read once for each set of editions.
        """
        key = tuple(ReadOnce(each.passages) for each in editions)
        if key not in self._told:
            while len(self._told) >= _KEPT:
                self._told.pop(next(iter(self._told)), None)
            told = [*_defined([p for each in editions for p in each.passages], self._by_letters)]
            acronyms = [*self._by_letters.values(), *told]
            self._told[key] = Glossary(acronyms, self._own) if told else self
        return self._told.get(key, self)

    def knows(self, word: str) -> bool:
        """Whether `word` is the letters of an acronym."""
        return fold(word) in self._by_letters

    def expansions(self, text: str) -> Iterator[Expansion]:
        """What is looked up beside the acronyms and the full forms of the question `text`."""
        words = stems(text)
        for each in self._spelt_out(text):
            yield from each.looked_up_in(words)
        for each in self._asked(text):
            yield from each.expansions()

    def explained(self, quotes: Iterable[str]) -> dict[str, tuple[Definition, ...]]:
        """For each quote the acronyms to explain under it: `EXPLAINED` at most, each only once.

        None that has several meanings, nor one that the same quote spells out.
        """
        by_quote: dict[str, tuple[Definition, ...]] = {}
        done: set[str] = set()
        for quote in dict.fromkeys(quotes):
            found = [each for each in self._printed(quote) if each.short not in done]
            by_quote[quote] = tuple(found[: EXPLAINED - len(done)])
            done |= {each.short for each in by_quote[quote]}
        return {quote: found for quote, found in by_quote.items() if found}

    def _spelt_out(self, text: str) -> Iterator[Acronym]:
        """The acronyms of which a full form may stand in `text`, as its words begin."""
        for beginning in dict.fromkeys(map(_beginning, _WORD.findall(text))):
            yield from self._by_beginning.get(beginning, ())

    def _asked(self, text: str) -> Iterator[Acronym]:
        """The acronyms in a question; where all is in capitals, no ordinary word is one."""
        for word in dict.fromkeys(_WORD.findall(text)):
            each = self._by_letters.get(fold(word))
            if each and each.asked_as(word) and not (each.capitals and _is_shouted(text)):
                yield each

    def _printed(self, quote: str) -> Iterator[Definition]:
        """The acronyms in a quote that have one meaning, which the quote doesn't spell out."""
        if _is_shouted(quote):
            return
        capitals = (word for word in _WORD.findall(quote) if not word.islower())
        for word in dict.fromkeys(capitals):
            each = self._by_letters.get(fold(word))
            if each is None or not each.printed_as(word) or len(each.meanings) > 1:
                continue
            if not each.spelt_in(stems(quote)):
                yield Definition(word, each.meanings[0])


@cache
def shipped_glossary() -> Glossary:
    """The glossary of the package."""
    return Glossary(shipped_acronyms())


@cache
def shipped_acronyms() -> tuple[Acronym, ...]:
    """The acronyms of the package, in the order of the file."""
    file = resources.files("retrieval") / "data" / "glossary.txt"
    return tuple(read_acronyms(file.read_text(encoding="utf-8"), file.name))


def load_glossary(own: Path | None) -> Glossary:
    """The glossary of the package, with the acronyms of a file of one's `own` before it.

    Raises `GlossaryMissing` and `GlossaryUnsound`.
    """
    if own is None:
        return shipped_glossary()
    try:
        text = own.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise GlossaryMissing(path=str(own)) from exc
    return Glossary(shipped_acronyms(), read_acronyms(text, own.name))


def _beginning(text: str) -> str:
    """What the first word of `text` keeps whatever its ending."""
    return fold(text.split(maxsplit=1)[0])[:_BEGINNING]


def _is_shouted(text: str) -> bool:
    """Whether all of `text` is in capitals, which then tell nothing; « LE SAGE » isn't enough."""
    return text.isupper() and len(_WORD.findall(text)) >= _SHOUTED


def _defined(passages: Sequence[Passage], known: Mapping[str, Acronym]) -> Iterator[Acronym]:
    """The acronyms that `passages` define, with every meaning that they give."""
    found: dict[str, dict[tuple[str, ...], Definition]] = {}
    for passage in passages:
        for each in definitions(passage.text):
            found.setdefault(fold(each.short), {}).setdefault(_same(each.full), each)
    for letters, told in found.items():
        short = next(iter(told.values())).short
        small = f" {short.lower()} "
        word = known[letters].capitals if letters in known else _holds(small, passages)
        yield Acronym(short, tuple(each.full for each in told.values()), word)


def _same(full: str) -> tuple[str, ...]:
    """What all spellings of a full form have in common, hyphens left out."""
    return tuple(stems(full.replace("-", " ")))


def _holds(text: str, passages: Sequence[Passage]) -> bool:
    return any(text in passage.text for passage in passages)
