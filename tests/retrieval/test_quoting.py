from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from index.hit import FoundBy, Hit
from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.evidence import Evidence
from retrieval.quoting import Pages, quote, with_antecedent, with_items

WHOLE = Box(0, 0, 1, 1)


@pytest.fixture
def make_evidence(make_passage: Callable[..., Passage]) -> Callable[..., Evidence]:
    """Evidence for the stretch `quoted` of a passage `text` on page 1."""

    def _make(text: str, quoted: str, passage: Passage | None = None) -> Evidence:
        passage = passage or make_passage(1, (), text)
        hit = Hit(passage, "e1", "bilan", 1.0, FoundBy.WORDS)
        start = text.index(quoted)
        return Evidence(hit, start, start + len(quoted), frozenset(), {}, 1.0)

    return _make


class Book:
    """Pages by number, each holding one text."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def page(self, number: int) -> Page:
        line = Line(self.texts[number - 1], WHOLE, 10)
        return Page(number, str(number), (line,), 600, 800)


def pages(*texts: str) -> Mapping[str, Pages]:
    return {"e1": Book(*texts)}


TWO = "Le plan aide les villages. Il est doté de 12 millions d'euros."


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_before(make_evidence: Any) -> None:
    evidence = make_evidence(TWO, "Il est doté de 12 millions d'euros.")

    assert with_antecedent(evidence).text == TWO


def test_a_long_sentence_before_is_not_brought(make_evidence: Any) -> None:
    long = "Le plan " + "très " * 40 + "long aide les villages."
    evidence = make_evidence(f"{long} Il est doté de fonds.", "Il est doté de fonds.")

    assert with_antecedent(evidence).text == "Il est doté de fonds."


def test_a_sentence_that_stands_by_itself_is_quoted_alone(make_evidence: Any) -> None:
    quoted = quote([make_evidence(TWO, "Le plan aide les villages.")], pages(TWO))

    assert [c.quote for c in quoted.citations] == ["Le plan aide les villages."]
    assert (quoted.citations[0].start, quoted.citations[0].end) == (0, 26)


def test_what_is_not_found_on_its_page_is_set_aside(make_evidence: Any) -> None:
    quoted = quote([make_evidence(TWO, "Le plan aide les villages.")], pages("Une autre page."))

    assert quoted.citations == ()
    assert [(s.reason, s.page, s.quote) for s in quoted.refused] == [
        ("not_on_page", 1, "Le plan aide les villages.")
    ]


def test_a_sentence_over_two_pages_becomes_two_citations(make_evidence: Any) -> None:
    text = "Le plan aide les villages du littoral."
    placements = (Placement(0, 12, 1, WHOLE), Placement(12, len(text), 2, WHOLE))
    passage = Passage("p", text, (), placements, "1")

    quoted = quote(
        [make_evidence(text, text, passage)], pages("Le plan aide", "les villages du littoral.")
    )

    assert [(c.page.number, c.quote) for c in quoted.citations] == [
        (1, "Le plan aide"),
        (2, "les villages du littoral."),
    ]


def test_the_same_quote_is_shown_once(make_evidence: Any) -> None:
    evidence = make_evidence(TWO, "Le plan aide les villages.")

    assert len(quote([evidence, evidence], pages(TWO)).citations) == 1


LIST = "Le plan vise : • les haies • les mares • les talus Il dure six ans."


@pytest.mark.parametrize("quoted", ["Le plan vise :", "• les mares"])
def test_a_list_that_is_wanted_is_quoted_whole_with_its_first_line(
    make_evidence: Any, make_passage: Any, quoted: str
) -> None:
    cut = ["Le plan vise :", "• les haies", "• les mares", "• les talus", "Il dure six ans."]
    sentences = tuple((LIST.index(s), LIST.index(s) + len(s)) for s in cut)
    passage = replace(make_passage(1, (), LIST), sentences=sentences)
    evidence = make_evidence(LIST, quoted, passage)

    assert with_items(evidence, True).text == "Le plan vise : • les haies • les mares • les talus"
    assert with_items(evidence, False).text == quoted
