"""Chapters are the outermost headings that tell passages apart."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ingest.report import Passage, PassageKind
from retrieval.chapters import are_pacts, chapters_of

Headings = tuple[str, ...]


@pytest.fixture
def chapters(make_passage: Callable[..., Passage]) -> Callable[..., Sequence[str]]:
    """The chapters of passages that are given as their headings."""

    def _chapters(*headings: Headings, bare: Sequence[int] = ()) -> Sequence[str]:
        passages = [make_passage(1, each, "Un texte.") for each in headings]
        for n in bare:
            passages[n] = replace(passages[n], kind=PassageKind.HEADING)
        return chapters_of(passages)

    return _chapters


def test_the_outermost_heading_is_the_chapter(chapters: Callable[..., Sequence[str]]) -> None:
    found = chapters(("Routes", "Vélo"), ("Routes",), ("Collèges",), ())
    assert found == ("Routes", "Routes", "Collèges", "")


def test_below_a_title_that_stands_above_nearly_all_chapters_begin(
    chapters: Callable[..., Sequence[str]],
) -> None:
    below = [("Bilan", "Routes", "Vélo"), ("Bilan", "Collèges"), ("Bilan", "Crèches")] * 3
    found = chapters(*below, ("Bilan",), ("Annexe", "Sources"))
    assert found == (*("Routes", "Collèges", "Crèches") * 3, "", "Annexe")


def test_a_title_with_nearly_all_right_below_it_is_the_chapter(
    chapters: Callable[..., Sequence[str]],
) -> None:
    assert set(chapters(*[("Bilan",)] * 9, ("Bilan", "Vélo"))) == {"Bilan"}


def test_a_heading_with_no_text_below_it_is_no_chapter(
    chapters: Callable[..., Sequence[str]],
) -> None:
    found = chapters(("Couverture",), ("Routes",), ("Routes",), ("Ponts",), bare=(0, 1))
    assert found == ("", "Routes", "Routes", "Ponts")


def test_no_passages_have_no_chapters() -> None:
    assert chapters_of([]) == ()


@pytest.mark.parametrize(
    ("chapter", "pact"),
    [
        ("Premier pacte Le pacte des solidarités", True),
        ("ORIENTATIONS 2022-2027", True),
        ("Orientation n° 2", True),
        ("L'impact des travaux", False),
        ("Routes", False),
    ],
)
def test_chapters_that_are_pacts_or_orientations_are_known_as_such(
    chapter: str, pact: bool
) -> None:
    assert are_pacts(["Introduction", chapter]) is pact
