"""What the text of an edition's pages is made of: tables, odd characters, other languages."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from ingest.headings import blocks_of
from ingest.report import Page

FRENCH = "fr"
# On 3,460 paragraphs of seventeen reports, these told the five in Breton and no other.
FEWEST_WORDS = 12
SURE = 0.9
_REPLACED = "\ufffd"
_PRIVATE = {"Co", "Cn"}


@dataclass(frozen=True, slots=True)
class OddCharacters:
    """The characters of a page that stand for none that a reader knows, the commonest first."""

    page: int
    count: int
    characters: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The characters as Unicode writes them: "U+F0FE"."""
        return tuple(f"U+{ord(char):04X}" for char in self.characters)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """So many words of a page stand in paragraphs of `language`, an ISO 639 code."""

    page: int
    language: str
    words: int


def table_share(pages: Iterable[Page]) -> float:
    """The share of the letters and figures of `pages` that stand in tables; 0 where none is."""
    counts = Counter[bool]()
    for page in pages:
        for line in page.lines:
            counts[line.cell is not None] += sum(map(str.isalnum, line.text))
    return counts[True] / counts.total() if counts.total() else 0.0


def odd_characters(pages: Iterable[Page]) -> Iterator[OddCharacters]:
    """The pages that have any, in their order."""
    for page in pages:
        found = Counter(filter(_is_odd, page.text))
        if found:
            common = tuple(char for char, _ in found.most_common())
            yield OddCharacters(page.number, found.total(), common)


def odd_share(text: str) -> float:
    """The share of the characters of `text` that stand for none that a reader knows."""
    return sum(map(_is_odd, text)) / len(text) if text else 0.0


def other_languages(pages: Iterable[Page]) -> Iterator[OtherLanguage]:
    """The languages other than French that paragraphs of `pages` are surely written in."""
    for page in pages:
        words = Counter[str]()
        for block in blocks_of(page):
            count = len(block.text.split())
            if count >= FEWEST_WORDS:
                language, sure = _identifier().classify(block.text)
                words[language] += count if sure > SURE else 0
        for language, count in words.most_common():
            if count and language != FRENCH:
                yield OtherLanguage(page.number, language, count)


def _is_odd(char: str) -> bool:
    return char == _REPLACED or unicodedata.category(char) in _PRIVATE


@cache
def _identifier() -> LanguageIdentifier:
    """The identifier of py3langid; loading it takes a second."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
