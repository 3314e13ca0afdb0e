"""Filters leave what they say, in the order of the whole ranking."""

from collections.abc import Callable
from typing import Any

import pytest

from index.search import search
from ingest.report import Passage
from retrieval.answer import Outcome
from retrieval.ask import ask
from retrieval.evidence import weigh
from retrieval.filtering import EVERYTHING, Filter, Theme, choices_in
from retrieval.followup import complete
from retrieval.gazetteer import shipped_gazetteer
from retrieval.lookup import look_up
from retrieval.question import query_of
from retrieval.rank import ranked
from retrieval.tools import Tools
from retrieval.traits import Traits

PLACES = shipped_gazetteer()
CHAPTERS = ("Premier pacte", "Deuxième pacte", "Troisième pacte")
BIKES = Theme("velo", "Vélo", "Routes", frozenset({3, 40, 41}))
SPANS = ((1, 2), (2, 3), (39, 44), (42, 44))
COMMUNES = ("Arras", "Calais", "Lens", "Béthune", "Outreau")
KEPT: tuple[tuple[Filter, Callable[[Passage], bool]], ...] = (
    (Filter(chapter="Deuxième pacte"), lambda p: p.headings[0] == "Deuxième pacte"),
    (Filter(place="Lens"), lambda p: "Lens" in p.text),
    (Filter(pages=(20, 24)), lambda p: 20 <= p.first_page <= 24),
    (Filter(theme=BIKES), lambda p: p.first_page in {3, 40, 41}),
    (
        Filter(theme=BIKES, chapter="Deuxième pacte"),
        lambda p: p.first_page in {3, 40, 41} and p.headings[0] == "Deuxième pacte",
    ),
    (
        Filter(chapter="Premier pacte", place="Arras", pages=(1, 60)),
        lambda p: p.headings[0] == "Premier pacte" and "Arras" in p.text and p.first_page <= 60,
    ),
)


@pytest.fixture
def large(make_edition: Callable[..., Any]) -> Any:
    """A report of 100 pages and 300 passages, each with a chapter, a commune and a figure."""
    return make_edition(
        [
            (
                n // 3 + 1,
                (CHAPTERS[n % 3], f"Partie {n % 8}"),
                f"En 2024, {n + 1} crèches {'et écoles ' * (n % 4)}ont ouvert à {COMMUNES[n % 5]}.",
            )
            for n in range(300)
        ]
    )


@pytest.mark.parametrize(("chosen", "counts"), KEPT)
def test_hits_are_those_of_the_whole_ranking_that_the_filter_keeps(
    chosen: Filter, counts: Callable[[Passage], bool], large: Any
) -> None:
    """The reference ranks all 300 passages and goes through them by hand."""
    question = "Combien de crèches ont ouvert ?"
    found = ranked(question, [large], tools=Tools(), kept=chosen.kept([large], PLACES), k=20)
    query = query_of(complete(question, []), found.question)
    whole = search([large], query, encoder=None, k=300)
    wanted = [hit for hit in whole if counts(hit.passage)][:20]
    assert len(whole) == 300
    assert [each.hit.passage.id for each in found.evidence] == [
        each.hit.passage.id for each in weigh(found.question, wanted)
    ]


@pytest.mark.parametrize(("chosen", "counts"), KEPT)
def test_up_to_as_many_hits_as_without_a_filter_are_left(
    chosen: Filter, counts: Callable[[Passage], bool], large: Any
) -> None:
    there = sum(map(counts, large.passages))
    found = look_up("crèches ouvertes", [large], tools=Tools(), k=12, within=chosen)
    assert len(found) == min(12, there)
    assert all(counts(each.hit.passage) for each in found)


def test_nothing_but_what_the_filter_keeps_is_quoted_or_set_aside(bilan: Any) -> None:
    question = "Combien de places de crèche à Calais ?"
    everywhere = ask(question, [bilan], tools=Tools())
    roads = ask(question, [bilan], tools=Tools(), within=Filter(chapter="Routes"))
    assert everywhere.outcome is Outcome.ANSWERED
    assert roads.outcome is not Outcome.ANSWERED
    shown = [*roads.citations, *roads.nearest]
    assert {each.passage.headings[0] for each in shown} <= {"Routes"}
    assert {each.page for each in roads.set_aside} <= {2}


def test_an_answer_within_its_own_chapter_is_the_same(bilan: Any) -> None:
    question = "Combien de places de crèche à Calais ?"
    everywhere = ask(question, [bilan], tools=Tools())
    within = ask(question, [bilan], tools=Tools(), within=Filter(chapter="Solidarités"))
    assert [each.quote for each in within.citations] == [
        each.quote for each in everywhere.citations
    ]


def test_a_vague_question_is_offered_headings_of_what_the_filter_keeps(large: Any) -> None:
    answer = ask("crèches", [large], tools=Tools(), within=Filter(pages=(1, 1)))
    assert answer.outcome is Outcome.TOO_VAGUE
    assert answer.choices == ("Partie 0", "Partie 1", "Partie 2")


def test_several_editions_are_filtered_each_by_its_own_passages(make_edition: Any) -> None:
    first = make_edition([(1, ("A",), "Une crèche à Arras."), (1, ("A",), "Une à Lens.")])
    second = make_edition([(1, ("B",), "Un pont à Lens."), (2, ("C",), "Rien.")], name="ponts")
    kept = Filter(place="Lens").kept([first, second], PLACES)
    assert kept is not None
    assert kept.tolist() == [False, True, True, False]


def test_without_a_filter_nothing_is_looked_at(bilan: Any) -> None:
    assert EVERYTHING.kept([bilan], PLACES) is None


@pytest.mark.parametrize("pages", [(0, 3), (4, 3), (-1, 2)])
def test_pages_that_are_none_make_no_filter(pages: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="pages count from 1"):
        Filter(pages=pages)


def test_a_passage_counts_on_every_page_that_it_touches() -> None:
    across = Traits("", frozenset(), 4, 5, table=False)
    kept = [Filter(pages=pages).keeps(across) for pages in ((1, 3), (1, 4), (5, 9), (6, 9))]
    assert kept == [False, True, True, False]


def test_a_theme_keeps_a_passage_that_touches_one_of_its_pages() -> None:
    passages = [Traits("", frozenset(), first, last, table=False) for first, last in SPANS]
    assert [Filter(theme=BIKES).keeps(each) for each in passages] == [False, True, True, False]


def test_choices_are_counted_by_passages(large: Any) -> None:
    choices = choices_in([large], PLACES, [BIKES])
    assert choices.themes == {BIKES: 9}
    assert choices.chapters == dict.fromkeys(CHAPTERS, 100)
    assert list(choices.places) == ["Arras", "Béthune", "Calais", "Lens", "Outreau"]
    assert set(choices.places.values()) == {60}
    assert (choices.tables, choices.last_page, choices.pacts) == (0, 100, True)


def test_there_is_nothing_to_choose_in_one_chapter_or_in_the_pages_of_several_reports(
    make_edition: Any,
) -> None:
    single = make_edition([(1, ("Routes",), "Un pont."), (2, ("Routes",), "Un autre.")])
    assert choices_in([single], PLACES).chapters == {}
    other = make_edition([(3, ("Écoles",), "Une classe.")], name="écoles")
    both = choices_in([single, other], PLACES, [BIKES])
    assert (both.chapters, both.themes, both.last_page) == ({}, {}, 1)


def test_an_ordinary_word_that_is_a_name_too_is_no_place(make_edition: Any) -> None:
    report = make_edition([(1, ("Routes",), "Une marquise abrite l'entrée.")])
    assert choices_in([report], PLACES).places == {}
