"""Lists of sources are told from what is said."""

import pytest

from ingest.references import is_references

SAID = "Le Département entretient 6 200 km de routes."


@pytest.mark.parametrize(
    "heading", ["Sources", "SOURCES", "5. Bibliographie", "Crédits photos", "Table des figures"]
)
def test_what_stands_under_such_a_heading_is_a_list_of_references(heading: str) -> None:
    assert is_references(SAID, ("Annexes", heading))


@pytest.mark.parametrize("heading", ["Sources d'énergie", "Les ressources", "Indexation"])
def test_a_heading_that_only_resembles_one_is_not(heading: str) -> None:
    assert not is_references(SAID, (heading,))


def test_text_that_is_mostly_addresses_is_a_list_of_references() -> None:
    assert is_references("[3] Plan vélo https://exemple.fr/le-plan-velo-2022 Citée p. 7.", ())


def test_one_address_in_a_sentence_is_not() -> None:
    said = "Les familles s'inscrivent jusqu'au 12 mai sur le site www.exemple.fr ou à l'accueil."
    assert not is_references(said, ())
