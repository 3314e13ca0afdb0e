import pytest

from retrieval.kinds import holds_kind, is_open
from retrieval.question import Wants


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Wants.FIGURE, "48 places ont été ouvertes"),
        (Wants.FIGURE, "trois centres ont ouvert"),
        (Wants.MONEY, "un coût de 620 000 €"),
        (Wants.MONEY, "près de 10 millions d'euros"),
        (Wants.MONEY, "L'accès est gratuit."),
        (Wants.SHARE, "35 % des membres"),
        (Wants.SHARE, "Une famille sur trois"),
        (Wants.DURATION, "environ 6 mois"),
        (Wants.HOUR, "de 10h30 à 12 h"),
        (Wants.DATE, "en septembre"),
        (Wants.DATE, "le 15/04/2022"),
        (Wants.CONTACT, "03 21 00 00 00"),
        (Wants.PLACE, "ouvertes à Calais"),
        (Wants.PLACE, "huit comptoirs ouverts à tous"),
        (Wants.PERSON, "Mme Test préside"),
        (Wants.LIST, "les plages de Trez et de Penhors"),
        (Wants.LIST, "gardon, tanche et sandre"),
        (Wants.MEANING, "Le FARDA est un fonds pour les villages."),
        (Wants.REASON, "fermé en raison de travaux"),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_that_is_wanted(kind: Wants, text: str) -> None:
    assert holds_kind(text, kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Wants.FIGURE, "Le plan vélo de 2024 [27] suit l'article 12 et la RD 916."),
        (Wants.FIGURE, "Adopté le 3 mars 2022."),
        (Wants.MONEY, "48 places ont été ouvertes."),
        (Wants.SHARE, "48 places ont été ouvertes."),
        (Wants.DATE, "48 places ont été ouvertes."),
        (Wants.CONTACT, "Le service répond le matin."),
        (Wants.REASON, "Le pont est fermé."),
        (Wants.LIST, "Le maire est venu et la fête a commencé."),
    ],
)
def test_a_sentence_without_it_does_not(kind: Wants, text: str) -> None:
    assert not holds_kind(text, kind)


@pytest.mark.parametrize(
    ("text", "left_open"),
    [
        ("Jauge : À préciser à préciser", True),
        ("Branchements restants ND", True),
        ("Les résultats seront communiqués.", True),
        ("Le prix sera de _____€", True),
        ("La NDA du mandat est connue.", False),
    ],
)
def test_what_a_report_leaves_open_is_recognised(text: str, left_open: bool) -> None:
    assert is_open(text) is left_open
