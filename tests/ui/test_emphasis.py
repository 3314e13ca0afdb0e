"""The words marked in a quote are emphasised; not a character changes."""

import pytest

from retrieval.definitions import Definition
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


RSA = Definition("RSA", "revenu de solidarité active")


def test_an_acronym_is_explained_at_every_place_where_it_is_a_word() -> None:
    spans = emphasise("Le RSA : PRSA, RSA.", (), (RSA,))
    assert spans == (
        Span("Le ", False),
        Span("RSA", False, RSA.full),
        Span(" : PRSA, ", False),
        Span("RSA", False, RSA.full),
        Span(".", False),
    )


def test_an_acronym_inside_what_is_marked_is_both() -> None:
    assert emphasise("Au RSA en 2024", ((3, 14),), (RSA,)) == (
        Span("Au ", False),
        Span("RSA", True, RSA.full),
        Span(" en 2024", True),
    )


def test_an_acronym_that_a_mark_cuts_is_left_to_the_list() -> None:
    assert emphasise("Le RSA", ((3, 5),), (RSA,)) == (
        Span("Le ", False),
        Span("RS", True),
        Span("A", False),
    )


def test_letters_that_mean_something_to_a_pattern_are_only_letters() -> None:
    assert emphasise("a.b axb", (), (Definition("a.b", "x"),))[0] == Span("a.b", False, "x")
