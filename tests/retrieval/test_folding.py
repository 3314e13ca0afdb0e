"""What a report says twice is shown once; what only looks alike is not taken for the same."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from index.hit import FoundBy, Hit
from ingest.report import Box, Line, Page, Passage
from retrieval.answer import Citation
from retrieval.choosing import choose
from retrieval.evidence import Evidence, units
from retrieval.folding import apart, left_over, other_pages, said_in, say_the_same
from retrieval.quoting import Pages, quote

WHOLE = Box(0, 0, 1, 1)
PLACES = "En 2023, 48 places de crèche ont été ouvertes à Calais."
Find = Callable[..., Evidence]


@pytest.fixture
def find(make_passage: Callable[..., Passage]) -> Find:
    """Evidence for `quoted` (all of it unless told) of a passage `text` on a page."""

    def _find(
        page: int,
        text: str,
        quoted: str = "",
        *,
        headings: tuple[str, ...] = (),
        edition: str = "e1",
        signs: Mapping[str, float] = {},
    ) -> Evidence:
        passage = make_passage(page, headings, text)
        start = text.index(quoted)
        end = start + len(quoted or text)
        touched = (unit.stems for unit in units(passage) if start < unit.end and unit.start < end)
        hit = Hit(passage, edition, "bilan", 1.0, FoundBy.WORDS)
        return Evidence(hit, start, end, frozenset[str]().union(*touched), signs, 1.0)

    return _find


class Book:
    """Pages that hold the text of the evidence on them, or another one."""

    def __init__(self, *evidence: Evidence, instead: str = "") -> None:
        self.evidence = evidence
        self.instead = instead

    def page(self, number: int) -> Page:
        texts = [e.hit.passage.text for e in self.evidence if e.hit.passage.first_page == number]
        lines = tuple(Line(self.instead or text, WHOLE, 10) for text in texts)
        return Page(number, str(number), lines, 600, 800)


def cited(evidence: Evidence, editions: Mapping[str, Pages]) -> Citation:
    (citation,) = quote([evidence], editions).citations
    return citation


def others(first: Evidence, *rest: Evidence) -> tuple[int, ...]:
    editions = {"e1": Book(first, *rest), "e2": Book(*rest)}
    return other_pages(cited(first, editions), [first, *rest], editions)


@pytest.mark.parametrize(
    "other",
    [
        PLACES,
        "48 places de crèche ont été ouvertes à Calais en 2023.",
        "EN 2023, 48 PLACES DE CRÈCHE ONT ÉTÉ OUVERTES À CALAIS",
        "En 2023, 48 places de crèche ont été ouvertes à Calais. [12]",
        "En 2023, 48 nouvelles places de crèche ont été ouvertes à Calais.",
    ],
)
def test_the_same_sentence_in_another_dress_says_the_same(other: str) -> None:
    assert say_the_same(PLACES, other)
    assert say_the_same(other, PLACES)


@pytest.mark.parametrize(
    "other",
    [
        "En 2023, 49 places de crèche ont été ouvertes à Calais.",
        "En 2024, 48 places de crèche ont été ouvertes à Calais.",
        "En 2023, 48 places de crèche ont été ouvertes à Arras.",
        "En 2023, 48 places de crèche ont été ouvertes à Calais et à Arras.",
        "En 2023, 48 places de crèche ont été fermées à Calais.",
        "En 2023, 48 places de crèche n'ont pas été ouvertes à Calais.",
        "En 2023, moins de 48 places de crèche ont été ouvertes à Calais.",
        "En 2023, 48 places de crèche seront ouvertes à Calais.",
        "En 2023, 48 % des places de crèche ont été ouvertes à Calais.",
        "En 2023, deux fois 48 places de crèche ont été ouvertes à Calais.",
        "Calais.",
        "",
    ],
)
def test_a_figure_a_year_a_name_or_a_turn_makes_another_sentence(other: str) -> None:
    assert not say_the_same(PLACES, other)
    assert not say_the_same(other, PLACES)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Le nombre passe de 12 à 15 en un an.", "Le nombre passe de 15 à 12 en un an."),
        (
            "Le fonds reçoit 12 € en 2023 et 15 € en 2024.",
            "Le fonds reçoit 15 € en 2023 et 12 € en 2024.",
        ),
        (
            "Arras a ouvert 48 nouvelles places de crèche municipale en 2023.",
            "Calais et Arras ont ouvert 48 nouvelles places de crèche municipale en 2023.",
        ),
        ("La ville d'Arras aide celle de Lens.", "La ville de Lens aide celle d'Arras."),
        ("Le résultat baisse de -5 points.", "Le résultat baisse de 5 points."),
    ],
)
def test_nearly_the_same_words_may_say_something_else(first: str, second: str) -> None:
    assert not say_the_same(first, second)


def test_a_passage_is_named_whose_page_says_the_same(find: Find) -> None:
    chapter = find(9, f"Les crèches manquent. {PLACES} D'autres suivront.", PLACES)
    editorial = find(3, "48 places de crèche ont été ouvertes à Calais en 2023. Merci à tous.")
    summary = find(31, PLACES)

    assert others(chapter, summary, editorial) == (3, 31)


def test_the_page_of_the_quote_itself_is_not_named_again(find: Find) -> None:
    assert others(find(9, PLACES), find(9, PLACES + " Merci.")) == ()


def test_a_page_on_which_it_is_not_found_again_is_not_named(find: Find) -> None:
    first, copy = find(9, PLACES), find(3, PLACES)
    citation = cited(first, {"e1": Book(first)})

    assert other_pages(citation, [first, copy], {"e1": Book(copy)}) == (3,)
    assert other_pages(citation, [first, copy], {"e1": Book(copy, instead="Autre.")}) == ()


def test_another_report_is_not_folded(find: Find) -> None:
    assert others(find(9, PLACES), find(3, PLACES, edition="e2")) == ()


def test_the_same_words_under_a_shared_heading_of_another_chapter_are_of_another_thing(
    find: Find,
) -> None:
    here = find(9, PLACES, headings=("Eau : Calais", "Tarifs"))

    assert others(here, find(3, PLACES, headings=("Eau : Arras", "Tarifs"))) == ()
    assert others(here, find(3, PLACES, headings=("Éditorial",))) == (3,)
    assert others(here, find(3, PLACES, headings=("Eau : Calais", "Résumé"))) == (3,)


def test_what_stands_by_another_name_than_the_one_asked_for_is_not_the_same(find: Find) -> None:
    here = find(9, PLACES, signs={"names_around": 1.0})

    assert others(here, find(3, PLACES, signs={"names_around": 0.0})) == ()


def test_a_quote_that_leans_on_what_is_not_shown_names_no_other_page(find: Find) -> None:
    doted = "Il est doté de 12 millions d'euros sur six ans."

    assert others(find(9, doted), find(3, doted)) == ()


def test_a_few_words_name_no_other_page(find: Find) -> None:
    assert others(find(9, "Total : 12 €"), find(3, "Total : 12 €")) == ()


def test_a_pronoun_is_compared_with_the_sentence_it_leans_on(find: Find) -> None:
    doted = "Il est doté de 12 millions d'euros sur six ans."
    bikes = find(9, f"Le plan vélo aide les villages. {doted}", doted)
    trees = find(3, f"Le plan haies plante des arbres. {doted}", doted)

    assert not said_in(trees, bikes)
    assert said_in(find(4, f"Le plan vélo aide les villages. {doted}", doted), bikes)


def test_the_nearest_never_say_the_same_sentence_twice(find: Find) -> None:
    first, copy = find(9, PLACES), find(3, PLACES)
    longer = find(4, f"{PLACES} Arras attend.")
    other = find(5, "Les routes sont salées en hiver.")

    assert apart([first, copy, longer, other], 2) == [first, other]
    assert apart([], 2) == []


def test_two_parts_of_a_question_answered_by_the_same_sentence_are_one_quote(find: Find) -> None:
    signs = {"coverage": 1.0, "heading": 0.0}
    first, copy = find(9, PLACES, signs=signs), find(3, PLACES, signs=signs)
    more = find(4, f"{PLACES} Arras attend.", signs=signs)

    assert choose(first, [first, copy]) == [first]
    assert choose(first, [first, more]) == [first, more]


def test_what_is_left_over_does_not_repeat_what_is_shown(find: Find) -> None:
    shown, copy = find(9, PLACES), find(3, PLACES)
    rest = [find(n, f"La route {n} est salée en hiver.") for n in (5, 6, 7)]

    assert left_over([shown, copy, *rest], [shown], 2) == rest[:2]


def test_other_pages_of_a_citation_are_named_once_and_in_order(any_citation: Any) -> None:
    assert any_citation(also=(3, 31)).also == (3, 31)
    for wrong in ((31, 3), (3, 3), (9,)):
        with pytest.raises(ValueError, match="once, in order"):
            any_citation(also=wrong)


@pytest.mark.parametrize("wrong", [((5, 3),), ((0, 3), (2, 5)), ((0, 999),), ((-1, 3),)])
def test_marks_of_a_citation_stand_apart_inside_the_quote(any_citation: Any, wrong: Any) -> None:
    assert any_citation(marks=((0, 2), (3, 7))).marks == ((0, 2), (3, 7))
    with pytest.raises(ValueError, match="apart in the quote"):
        any_citation(marks=wrong)


@pytest.fixture
def any_citation(make_passage: Callable[..., Passage]) -> Callable[..., Citation]:
    """A citation of page 9 with what is given besides."""
    page = Page(9, "9", (Line(PLACES, WHOLE, 10),), 600, 800)
    stands = make_passage(9, (), PLACES)
    return lambda **more: Citation(stands, PLACES, page, "e1", "bilan", 0, len(PLACES), **more)
