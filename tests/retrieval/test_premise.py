"""A reason asked for all or nothing needs a passage that speaks of all or nothing."""

from typing import Any

import pytest

from retrieval.answer import Outcome
from retrieval.ask import ask
from retrieval.premise import presumes_more
from retrieval.tools import Tools

ONE = "Le collège de Marquise a dû fermer en partie."


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi le Département a-t-il fermé tous les collèges ?",
        "pourkoi... pourquoi ya plus rien au collège",
        "Comment se fait-il qu'aucun collège ne soit ouvert ?",
        "Pour quelle raison fermez-vous l'ensemble des collèges ?",
    ],
)
def test_a_sweeping_claim_isnt_borne_out_by_one_case(question: str) -> None:
    assert presumes_more(question, ONE)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Pourquoi le collège de Marquise a-t-il fermé ?", ONE),
        ("Pourquoi tous les collèges ont-ils fermé ?", "Tous les collèges ont fermé en mars 2020."),
        ("Combien coûtent tous les collèges ?", ONE),
    ],
)
def test_other_questions_are_left_alone(question: str, shown: str) -> None:
    assert not presumes_more(question, shown)


def test_the_report_is_shown_as_speaking_of_it_not_as_answering(bilan: Any) -> None:
    plain = ask("Quand le pont de Wizernes a-t-il été reconstruit ?", [bilan], tools=Tools())
    sweeping = ask(
        "Pourquoi tous les ponts de Wizernes ont-ils été reconstruits après les inondations ?",
        [bilan],
        tools=Tools(),
    )

    assert plain.outcome is Outcome.ANSWERED
    assert sweeping.outcome is Outcome.MENTIONED
    assert sweeping.nearest
