"""The words of topics, as they are found in a text."""

import pytest

from retrieval.probing import Sought, parts_of
from retrieval.topic import read_topics

TOPICS = """\
topics:
- id: pompiers
  name: Pompiers
  family: Secours
  about: Les secours.
  probes: {words: [sapeurs-pompiers, SDIS, secours], thesaurus: [caserne de pompiers]}
- id: social
  name: Aide sociale
  family: Solidarités
  about: Aider.
  probes: {words: [aide sociale à l'enfance, secours]}
"""


@pytest.fixture
def sought() -> Sought:
    return Sought(tuple(read_topics(TOPICS, "essai.yaml")))


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Un sapeur-pompier volontaire, trois sapeurs-pompiers.", [1, 0]),
        ("Le SDIS compte 12 agents.", [1, 0]),
        ("L'aide sociale à l'enfance accueille 300 enfants.", [0, 1]),
        ("L'enfance et l'aide sociale.", [0, 0]),
        ("Des secours arrivent.", [0.25, 0.25]),
        ("Le tribunal siège le mardi.", [0, 0]),
    ],
)
def test_an_expression_counts_once_whole_and_in_order(
    sought: Sought, text: str, weights: list[float]
) -> None:
    assert sought.weights(text).tolist() == weights


def test_an_expression_of_the_thesaurus_weighs_less_than_a_topics_own(sought: Sought) -> None:
    assert 0 < sought.weights("Une caserne neuve, un centre de secours.")[0] < 1


def test_a_compound_is_its_parts() -> None:
    assert parts_of("Pas-de-Calais") == ("calais",)
