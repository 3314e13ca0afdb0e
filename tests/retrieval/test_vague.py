"""What a question that is too vague is offered instead."""

from index.words import stems
from ingest.report import Box, Passage, Placement
from retrieval.question import Question
from retrieval.vague import choices_for


def passage(heading: str, text: str) -> Passage:
    placed = Placement(0, len(text), 1, Box(0.1, 0.1, 0.9, 0.2))
    return Passage(text[:9], text, ("Solidarités", heading), (placed,), "1")


def offered(question: str, *passages: Passage) -> tuple[str, ...]:
    weights = dict.fromkeys(stems(question), 1.0)
    return choices_for(Question(text=question, weights=weights), passages)


def test_headings_that_hold_the_word_come_before_those_that_it_stands_under() -> None:
    avant = passage("Avant de lire", "Les aides sont listées.")
    assert offered("aide", avant, passage("L'aide au logement", "Un fonds la verse.")) == (
        "L'aide au logement",
        "Avant de lire",
    )


def test_the_heading_with_most_passages_comes_first() -> None:
    once = passage("Avant de lire", "Les aides sont listées.")
    often = [passage("Les personnes âgées", f"L'aide numéro {n} est versée.") for n in range(2)]
    assert offered("aide", once, *often) == ("Les personnes âgées", "Avant de lire")


def test_a_heading_as_vague_as_the_question_is_not_offered() -> None:
    assert offered("aide", passage("Les aides", "Elles sont versées.")) == ()


def test_where_the_word_stands_nowhere_nothing_is_offered() -> None:
    assert offered("aide", passage("Les routes", "Elles sont refaites.")) == ()


def test_no_more_than_five_are_offered() -> None:
    many = [passage(f"L'aide numéro {n}", "Un fonds la verse.") for n in range(9)]
    assert offered("aide", *many) == tuple(f"L'aide numéro {n}" for n in range(5))
