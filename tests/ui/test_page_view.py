"""The picture beside a quote shows its lines, boxed, or is left out."""

from collections.abc import Callable
from typing import Any

import pytest

from ingest.report import Box
from retrieval.answer import Citation
from ui.page_view import merged, page_view, window_around

Cite = Callable[..., Citation]


def test_the_lines_that_the_quote_touches_are_boxed_together(cite: Cite) -> None:
    view = page_view(cite())
    assert view is not None
    (box,) = view.boxes
    # The quote runs from the end of the second line into the third.
    assert (box.top, box.bottom) == pytest.approx((0.422 - 0.004, 0.462 + 0.004))
    assert (box.left, box.right) == pytest.approx((0.12 - 0.004, 0.88 + 0.004))


def test_the_window_shows_the_whole_box_with_a_margin(cite: Cite) -> None:
    view = page_view(cite())
    assert view is not None
    assert view.window.top < view.boxes[0].top
    assert view.window.bottom > view.boxes[0].bottom
    assert view.window.left < view.boxes[0].left
    assert view.window.right > view.boxes[0].right


def test_a_wide_quote_is_shown_with_the_whole_line() -> None:
    assert window_around([Box(0.08, 0.5, 0.92, 0.52)]).left == 0.0


def test_a_column_is_shown_without_its_neighbour() -> None:
    window = window_around([Box(0.55, 0.5, 0.9, 0.6)])
    assert window.right == pytest.approx(0.975)
    assert window.left == pytest.approx(0.475)


def test_a_window_at_the_foot_of_the_page_stays_on_it() -> None:
    window = window_around([Box(0.1, 0.98, 0.9, 0.995)])
    assert window.bottom == 1.0
    assert window.top == pytest.approx(0.84)


def test_a_quote_of_which_less_than_half_was_located_has_no_picture(cite: Cite) -> None:
    quote = "Il a soutenu 128 services d’aide à domicile et ouvert 12 accueils de jour."
    # All but the 24 characters on the second line are on a page that isn't the cited one.
    assert page_view(cite(quote, elsewhere_from=2)) is None


def test_a_quote_of_which_at_least_half_was_located_has_one(cite: Cite) -> None:
    quote = "En 2024, le Département a versé l’allocation personnalisée d’autonomie à 34 210"
    view = page_view(cite(quote, elsewhere_from=1))
    assert view is not None
    assert len(view.boxes) == 1


@pytest.mark.parametrize(
    ("lines", "shown"), [(("mots", "autre"), True), (("mot", "autres"), False)]
)
def test_half_of_a_quote_located_is_enough_and_less_is_not(
    lines: tuple[str, str], shown: bool, cite: Cite
) -> None:
    # The space after a line belongs to it: 5 characters of 10, then 4 of 10.
    view = page_view(cite(" ".join(lines), texts=lines, elsewhere_from=1))
    assert (view is not None) is shown


def test_lines_of_two_columns_get_a_box_each() -> None:
    left = [Box(0.1, 0.90, 0.45, 0.92), Box(0.1, 0.925, 0.45, 0.945)]
    right = [Box(0.55, 0.1, 0.9, 0.12)]
    assert len(merged([*left, *right])) == 2


def test_lines_far_apart_in_one_column_get_a_box_each() -> None:
    assert len(merged([Box(0.1, 0.1, 0.9, 0.12), Box(0.1, 0.5, 0.9, 0.52)])) == 2


@pytest.fixture
def cite(make_citation: Any) -> Cite:
    return make_citation  # type: ignore[no-any-return]
