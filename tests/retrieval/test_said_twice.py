"""What two pages of a report say alike: quoted once, and both pages named."""

from collections.abc import Callable
from typing import Any

from retrieval.answer import Outcome
from retrieval.ask import ask
from retrieval.rank import rank
from retrieval.tools import Tools

SAME = "En 2023, 48 places de crèche ont été ouvertes à Calais par le Département."
TWICE = (
    (1, ("Éditorial",), f"{SAME} Merci à toutes les équipes."),
    (2, ("Routes",), "Le plan vélo prévoit 120 kilomètres de voies cyclables."),
    (3, ("Petite enfance",), f"Les parents attendent. {SAME}"),
    (
        4,
        ("Petite enfance",),
        "En 2024, 31 places de crèche ont été ouvertes à Calais par la ville.",
    ),
)


def test_what_two_pages_say_is_quoted_once_and_both_are_named(
    make_edition: Callable[..., Any],
) -> None:
    answer = ask("Combien de places à Calais en 2023 ?", [make_edition(TWICE)], tools=Tools())

    assert [c.quote for c in answer.citations] == [SAME]
    assert {answer.citations[0].page.number, *answer.citations[0].also} == {1, 3}
    assert SAME not in [aside.quote for aside in answer.set_aside]
    assert any("31 places" in aside.quote for aside in answer.set_aside)


def test_folding_leaves_the_ranking_of_pages_alone(make_edition: Callable[..., Any]) -> None:
    hits = rank("Combien de places à Calais en 2023 ?", [make_edition(TWICE)], tools=Tools())

    assert {1, 3} <= {hit.passage.first_page for hit in hits}


def test_the_nearest_passages_never_say_the_same(make_edition: Callable[..., Any]) -> None:
    question = "Pourquoi toutes les places de crèche sont-elles ouvertes à Calais en 2023 ?"
    answer = ask(question, [make_edition(TWICE)], tools=Tools())

    assert answer.outcome is Outcome.MENTIONED
    assert [SAME in c.quote for c in answer.nearest] == [True, False]
    assert {1, 3} <= {answer.nearest[0].page.number, *answer.nearest[0].also}
