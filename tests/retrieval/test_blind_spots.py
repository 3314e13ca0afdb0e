"""Which pages are worth a look, and which no answer cited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from ingest.report import Box, Line, Missing, Page, Passage, PassageKind, Placement, ReadBy
from retrieval.blind_spots import (
    Doubt,
    DoubtfulPage,
    UncitedChapter,
    doubtful_pages,
    uncited_chapters,
)

WHOLE = Box(0, 0, 1, 1)
PROSE = "La ville entretient quatorze écoles et trente kilomètres de routes communales. " * 5


@dataclass(frozen=True)
class Small:
    """What is looked at of an edition."""

    pages: Sequence[Page]
    passages: Sequence[Passage]


def page(number: int, text: str = PROSE, read_by: ReadBy = ReadBy.TEXT) -> Page:
    lines = (Line(text, WHOLE, 10),) if text else ()
    return Page(number, str(number), lines, 600, 800, read_by=read_by)


def passage(
    number: int, chapter: str = "Écoles", kind: PassageKind = PassageKind.BODY, last: int = 0
) -> Passage:
    half = len(PROSE) // 2
    placed = (Placement(0, half, number, WHOLE), Placement(half, len(PROSE), last or number, WHOLE))
    headings = (chapter,) if chapter else ()
    return Passage(f"p{number}{chapter}", PROSE, headings, placed, str(number), kind)


@pytest.mark.parametrize(
    ("seen", "doubt"),
    [
        (page(1, ""), Doubt.UNREAD),
        (page(1, "\ufffd" * 9 + PROSE), Doubt.GARBLED),
        (page(1, "\ue001" * 9 + PROSE), Doubt.GARBLED),
        (page(1, PROSE, ReadBy.OCR), Doubt.OCR),
        (page(1, "Carte du canton"), Doubt.FEW_WORDS),
    ],
)
def test_a_page_that_is_worth_a_look_says_why(seen: Page, doubt: Doubt) -> None:
    (found,) = doubtful_pages(Small([seen], [passage(1)]))  # type: ignore[arg-type]
    assert found == DoubtfulPage(1, "1", len(seen.text.split()), doubt)


def test_a_recognised_page_says_how_sure_it_is_and_what_it_misses() -> None:
    whole = page(1, PROSE, ReadBy.OCR)
    seen = replace(whole, confidence=0.87, missing=Missing.DOUBTFUL)
    (found,) = doubtful_pages(Small([seen], [passage(1)]))  # type: ignore[arg-type]
    assert (found.confidence, found.missing) == (0.87, Missing.DOUBTFUL)


def test_a_page_of_which_nothing_can_be_quoted_is_told() -> None:
    edition = Small([page(1), page(2)], [passage(1), passage(2, kind=PassageKind.SLOGAN)])
    found = list(doubtful_pages(edition))  # type: ignore[arg-type]
    assert [(each.number, each.doubt) for each in found] == [(2, Doubt.NO_PASSAGE)]


def test_a_page_of_prose_is_no_doubt() -> None:
    assert not list(doubtful_pages(Small([page(1)], [passage(1)])))  # type: ignore[arg-type]


def test_pages_that_were_never_cited_stand_under_their_chapter() -> None:
    passages = [passage(1, last=2), passage(3), passage(4, "Routes"), passage(5, "Eau")]
    found = uncited_chapters(Small((), passages), {2, 4, 99})  # type: ignore[arg-type]
    assert found == [UncitedChapter("Écoles", 3, (1, 3)), UncitedChapter("Eau", 1, (5,))]


def test_what_can_not_be_quoted_is_not_missed() -> None:
    edition = Small((), [passage(1, kind=PassageKind.CONTENTS)])
    assert uncited_chapters(edition, ()) == []  # type: ignore[arg-type]
