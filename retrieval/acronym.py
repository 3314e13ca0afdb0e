"""An acronym and what it stands for, as a line of a glossary gives them.

    MDPH : maison départementale des personnes handicapées
    SAGE (en capitales) : schéma d'aménagement et de gestion des eaux

How to write one is told in `docs/thesaurus.md`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.words import fold, stems
from ingest.errors import SelonError
from retrieval.thesaurus import Expansion, Stems, Strength

_LINE = re.compile(
    r"(?P<short>[^\W\d_]{2,10})\s*(?P<capitals>\(en capitales\))?\s*:\s*(?P<meanings>[^:()]+)"
)
_SEVERAL = 2
# « rd » or « bp » in small letters may be anything.
_SHORTEST_IN_SMALL = 3
# Stems this short are those of others: « vae » has that of « va », « codis » that of « code ».
_TAKEN = 3
# « Ehpad » and « Insee » are written as names are, « Ars » is a place.
_SHORTEST_AS_A_NAME = 4


class GlossaryUnsound(SelonError):
    """Line `line` of the glossary `file` can't be read: `text`."""

    code = "glossary_unsound"


@dataclass(frozen=True, slots=True)
class Acronym:
    """What `short` stands for; with `capitals` it is an ordinary word unless written in them."""

    short: str
    meanings: tuple[str, ...]
    capitals: bool = False

    def asked_as(self, word: str) -> bool:
        """Whether `word`, the same letters in a question, is the acronym."""
        if self.capitals or len(self.short) < _SHORTEST_IN_SMALL:
            return word == self.short or word.isupper()
        return True

    def printed_as(self, word: str) -> bool:
        """Whether `word`, the same letters in a report, is the acronym."""
        named = len(word) >= _SHORTEST_AS_A_NAME and word.istitle() and not self.capitals
        return word == self.short or word.isupper() or named

    @property
    def is_taken(self) -> bool:
        """Whether an index, which knows stems and no capitals, has it for an ordinary word's."""
        changed = [stem for stem in stems(self.short) if stem != fold(self.short)]
        return self.capitals or any(len(stem) <= _TAKEN for stem in changed)

    @property
    def strength(self) -> Strength:
        """How surely a report means the same by it."""
        return Strength.FORT if len(self.meanings) == 1 else Strength.MOYEN

    def expansions(self) -> Iterator[Expansion]:
        """Each meaning, looked up for the acronym; its words together weigh less than that."""
        for meaning in self.meanings:
            said = tuple(dict.fromkeys(stems(meaning)))
            weight = self.strength.value / max(1, len(said))
            yield Expansion(tuple(stems(self.short)), said, weight, self.short)

    def looked_up_in(self, words: Sequence[str]) -> Iterator[Expansion]:
        """The acronym, looked up for those of its meanings that stand in the stems `words`."""
        for form in self.spelt_in(words):
            if not self.is_taken:
                yield Expansion(form, tuple(stems(self.short)), self.strength.value, self.short)

    def spelt_in(self, words: Sequence[str]) -> list[Stems]:
        """Its full forms, as stems, that stand in the stems `words`, whole and in order."""
        return [form for form in _forms(self) if form[0] in words and _stands(form, words)]


def read_acronyms(text: str, file: str) -> Iterator[Acronym]:
    """The acronyms of one file. Raises `GlossaryUnsound`, which names the line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        meanings = [each.strip() for each in match["meanings"].split(";")] if match else []
        if match is None or not all(len(each.split()) >= _SEVERAL for each in meanings):
            raise GlossaryUnsound(file=file, line=number, text=line.strip())
        yield Acronym(match["short"], tuple(meanings), bool(match["capitals"]))


@lru_cache(maxsize=4096)
def _forms(acronym: Acronym) -> tuple[Stems, ...]:
    """The stems of each meaning as it is written, and as it is typed without accents."""
    typed = (*acronym.meanings, *map(fold, acronym.meanings))
    return tuple(dict.fromkeys(form for each in typed if (form := tuple(stems(each)))))


def _stands(form: Stems, words: Sequence[str]) -> bool:
    return any(form == tuple(words[at : at + len(form)]) for at in range(len(words)))
