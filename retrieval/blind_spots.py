"""What an edition hides: pages that were read badly or not at all, and pages that nobody is shown.

The thresholds are meant to point at pages worth a look, not to judge them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.edition import Edition
from ingest.report import Missing, Page, Passage, PassageKind, ReadBy
from retrieval.chapters import chapters_of
from retrieval.page_text import odd_share

# A page of text has hundreds of words; a map or a poster has a caption.
FEW_WORDS = 30
# One such character in fifty is more than a stray sign: a font told a wrong alphabet.
GARBLED = 0.02


class Doubt(StrEnum):
    """Why the text of a page may be missing or wrong, the gravest first."""

    UNREAD = "unread"
    GARBLED = "garbled"
    OCR = "ocr"
    NO_PASSAGE = "no_passage"
    FEW_WORDS = "few_words"


@dataclass(frozen=True, slots=True)
class DoubtfulPage:
    """A page, what is printed on it as its number, the words that were had, and why to look.

    `missing` says why reading had nothing, or not all; `confidence` is that of a recognised text.
    """

    number: int
    label: str
    words: int
    doubt: Doubt
    missing: Missing | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class UncitedChapter:
    """A chapter of `pages` pages, "" for what stands under none, and those that no answer cited."""

    name: str
    pages: int
    uncited: tuple[int, ...]


def doubtful_pages(edition: Edition) -> Iterator[DoubtfulPage]:
    """The pages to look at, in their order."""
    quoted = {page for passage in _substance(edition) for page in _pages_of(passage)}
    for page in edition.pages:
        words = len(page.text.split())
        doubt = _doubt(page, words, page.number in quoted)
        if doubt:
            why = page.missing, page.confidence
            yield DoubtfulPage(page.number, page.label, words, doubt, *why)


def uncited_chapters(edition: Edition, cited: Collection[int]) -> list[UncitedChapter]:
    """Each chapter with pages of substance that are not among those `cited`, in reading order."""
    chapters: dict[str, set[int]] = {}
    for passage, chapter in zip(edition.passages, chapters_of(edition.passages), strict=True):
        if passage.kind is PassageKind.BODY:
            chapters.setdefault(chapter, set()).update(_pages_of(passage))
    told = (
        UncitedChapter(name, len(pages), tuple(sorted(pages.difference(cited))))
        for name, pages in chapters.items()
    )
    return [each for each in told if each.uncited]


def _doubt(page: Page, words: int, quoted: bool) -> Doubt | None:
    reasons = {
        Doubt.UNREAD: not page.read,
        Doubt.GARBLED: odd_share(page.text) > GARBLED,
        Doubt.OCR: page.read_by is ReadBy.OCR,
        Doubt.NO_PASSAGE: not quoted and not page.contents,
        Doubt.FEW_WORDS: words < FEW_WORDS and not page.contents,
    }
    return next((doubt for doubt, holds in reasons.items() if holds), None)


def _substance(edition: Edition) -> Iterator[Passage]:
    return (each for each in edition.passages if each.kind is PassageKind.BODY)


def _pages_of(passage: Passage) -> set[int]:
    return {placement.page for placement in passage.placements}
