"""The words marked in a quote are emphasised; not a character changes."""

import pytest

from ui.emphasis import Span, emphasise

QUOTE = "Il a soutenu 128 services d’aide à domicile, et ouvert 12 accueils de jour."


def test_what_is_marked_is_emphasised() -> None:
    spans = emphasise("Il a 12 lits.", ((5, 7),))
    assert spans == (Span("Il a ", False), Span("12", True), Span(" lits.", False))


def test_marks_may_touch_the_ends() -> None:
    assert emphasise("12 lits", ((0, 2), (3, 7))) == (
        Span("12", True),
        Span(" ", False),
        Span("lits", True),
    )


@pytest.mark.parametrize("marks", [(), ((0, 2),), ((13, 25), (53, 70)), ((0, len(QUOTE)),)])
def test_the_spans_joined_are_the_quote(marks: tuple[tuple[int, int], ...]) -> None:
    assert "".join(span.text for span in emphasise(QUOTE, marks)) == QUOTE


def test_without_marks_nothing_is_emphasised() -> None:
    assert emphasise(QUOTE, ()) == (Span(QUOTE, False),)
    assert emphasise("", ()) == ()
