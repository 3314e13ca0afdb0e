from collections.abc import Mapping
from typing import Any

from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.quoting import Pages, quote

WHOLE = Box(0, 0, 1, 1)


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
