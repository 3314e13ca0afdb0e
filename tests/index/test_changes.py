"""Two editions compared: what is new, gone, reworded, and what only moved."""

from index.changes import alike, changes
from ingest.report import Box, Passage, Placement


def passages(*texts: str) -> list[Passage]:
    box = Box(0, 0, 1, 1)
    return [
        Passage(f"p{number}", text, (), (Placement(0, len(text), number, box),), str(number))
        for number, text in enumerate(texts, start=1)
    ]


A = "Le Département a ouvert douze accueils de jour en 2023."
B = "Les routes départementales sont salées dès la première neige."
C = "Le budget de la culture atteint deux millions d'euros."


def test_the_same_passages_change_nothing() -> None:
    found = changes(passages(A, B), passages(A, B))
    assert (found.new, found.gone, found.changed, found.same) == ((), (), (), 2)


def test_a_passage_that_comes_in_is_new_and_one_that_goes_is_gone() -> None:
    found = changes(passages(A, B), passages(B, C))
    assert [p.text for p in found.new] == [C]
    assert [p.text for p in found.gone] == [A]
    assert found.same == 1


def test_a_passage_with_most_of_its_words_in_the_same_place_is_reworded() -> None:
    later = A.replace("douze", "quinze").replace("2023", "2024")
    found = changes(passages(B, A, C), passages(B, later, C))
    (pair,) = found.changed
    assert (pair.before.text, pair.after.text) == (A, later)
    assert found.new == ()
    assert found.gone == ()
    assert found.same == 2


def test_a_passage_that_only_moved_is_neither_new_nor_gone() -> None:
    found = changes(passages(A, B, C), passages(C, A, B))
    assert (found.new, found.gone, found.changed, found.same) == ((), (), (), 3)
    pages = {
        pair.after.text: (pair.before.first_page, pair.after.first_page) for pair in found.moved
    }
    assert pages == {A: (1, 2), B: (2, 3), C: (3, 1)}


def test_of_several_that_say_the_same_each_is_compared_with_its_own() -> None:
    assert changes(passages(A, B, A), passages(A, B, A)).moved == ()
    (moved,) = changes(passages(A, B, A), passages(A, B, C, A)).moved
    assert (moved.before.first_page, moved.after.first_page) == (3, 4)


def test_other_figures_come_before_other_words() -> None:
    words, figures = B.replace("première", "moindre"), A.replace("2023", "2024")
    found = changes(passages(B, C, A), passages(words, C, figures))
    assert [(pair.after.text, pair.figures) for pair in found.changed] == [
        (figures, True),
        (words, False),
    ]


def test_against_nothing_everything_is_new() -> None:
    assert [p.text for p in changes([], passages(A, B)).new] == [A, B]
    assert [p.text for p in changes(passages(A, B), []).gone] == [A, B]


def test_likeness_is_the_share_of_words_in_common() -> None:
    assert alike("la route du nord", "la route du sud") == 0.75
    assert alike("un", "deux") == 0.0
