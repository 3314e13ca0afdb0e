from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from ingest.report import Box, Line, Page, Passage
from retrieval.answer import Answer, Citation, HelpLine, Outcome
from retrieval.journal import Desk, Entry, entry_of, months_before
from retrieval.keeping import Withheld

NOW = datetime(2026, 3, 31, 14, 59, 59)


def answer(question: str, outcome: Outcome = Outcome.NOT_IN_REPORT, **more: Any) -> Answer:
    return Answer(question, question, outcome, editions=("0123456789abcdef",), **more)


def test_a_question_is_noted_with_its_day_and_hour_and_nothing_finer() -> None:
    given = answer("Et les crèches ?", confidence=0.25, timings_ms={"total": 41.6})

    entry = entry_of(given, NOW, Desk.RESIDENTS, 7)

    assert entry == Entry(
        day=date(2026, 3, 31),
        hour=14,
        desk=Desk.RESIDENTS,
        outcome=Outcome.NOT_IN_REPORT,
        text="Et les crèches ?",
        confidence=0.25,
        edition="0123456789abcdef",
        duration_ms=42,
        id=7,
    )


def test_a_question_that_was_never_screened_is_screened_here() -> None:
    given = answer("Je m'appelle Zoé Test, et les crèches ?", Outcome.FAILED)

    assert entry_of(given, NOW, Desk.AGENTS).text == "Je m'appelle […], et les crèches ?"


def test_a_question_that_was_answered_with_help_lines_is_counted_without_its_text() -> None:
    entry = entry_of(answer("et les coups ?", help=(HelpLine("17", "police"),)), NOW, Desk.PAGES)

    assert (entry.text, entry.withheld) == (None, Withheld.SENSITIVE)


def test_who_is_named_in_the_quotes_shown_may_be_named(
    make_passage: Callable[..., Passage],
) -> None:
    quote = "Jean-Claude Test préside le Département."
    page = Page(3, "3", (Line(quote, Box(0, 0, 1, 1), 10),), 600, 800)
    cited = Citation(make_passage(3, (), quote), quote, page, "ed", "bilan", 0, len(quote))
    given = answer("Que fait Jean-Claude Test ?", Outcome.ANSWERED, citations=(cited, cited))

    entry = entry_of(given, NOW, Desk.PAGES)

    assert (entry.text, entry.pages) == ("Que fait Jean-Claude Test ?", (3,))
    assert entry_of(answer("Que fait Jean-Claude Test ?"), NOW, Desk.PAGES).text is None


def test_of_several_reports_the_one_that_answered_is_noted_with_its_pages(
    make_passage: Callable[..., Passage],
) -> None:
    cited = tuple(
        Citation(
            make_passage(number, (), "Douze crèches."),
            "Douze crèches.",
            Page(number, "", (Line("Douze crèches.", Box(0, 0, 1, 1), 10),), 600, 800),
            edition,
            "bilan",
            0,
            14,
        )
        for number, edition in ((3, "b" * 16), (5, "a" * 16), (9, "b" * 16))
    )
    asked = replace(answer("Les crèches ?"), editions=("a" * 16, "b" * 16))

    entry = entry_of(replace(asked, outcome=Outcome.ANSWERED, citations=cited), NOW, Desk.AGENTS)

    assert (entry.edition, entry.pages) == ("b" * 16, (3, 9))
    assert entry_of(asked, NOW, Desk.AGENTS).edition == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hour": 24}, "there is no hour 24"),
        ({"text": None}, "a text is kept, or withheld for a reason"),
        ({"confidence": 1.5}, "confidence is a share, not 1.5"),
    ],
)
def test_an_entry_that_makes_no_sense_cannot_be_built(wrong: dict[str, Any], said: str) -> None:
    right = Entry(date(2026, 1, 1), 9, Desk.PAGES, Outcome.ANSWERED, "Et ?")

    with pytest.raises(ValueError, match=said):
        replace(right, **wrong)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 6, 30), 7, date(2025, 11, 30)),
    ],
)
def test_months_go_back_to_the_same_day_or_the_last_of_the_month(
    day: date, months: int, earlier: date
) -> None:
    assert months_before(day, months) == earlier
