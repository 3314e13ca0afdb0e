"""A figure counts what stands right beside it, and money counts neither things nor people."""

from collections.abc import Callable

import pytest

from index.words import stems
from retrieval.counting import counts, counts_things
from retrieval.evidence import Evidence, stretches
from retrieval.question import Question, Wants


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Il y a 48 places à Calais.", "places"),
        ("Il y a vingt-huit agents.", "agents"),
        ("2 300 sapeurs-pompiers volontaires", "pompiers"),
        ("un millier d'élèves", "élèves"),
        ("12 millions de repas", "repas"),
        ("300 des 890 communes", "communes"),
        ("5 000 enfants et adultes", "adultes"),
        ("60 km de pistes cyclables", "pistes"),
        ("1 200 hectares de forêt", "forêts"),
        ("12 km² de forêt", "forêts"),
        ("12 tonnes de déchets et 30 kg d'ordures", "ordures"),
        ("9 TWh d'électricité", "électricité"),
        ("Places ouvertes : 48", "places"),
        ("Le nombre de collèges est de 125.", "collèges"),
        ("Budget 2023 12 M€ Nb. de produits 49", "produits"),
        ("Pompiers\n4 500", "pompiers"),
        ("Collèges publics | 2023 : 124 | 2024 : 125", "collèges"),
        ("Arras | Collèges : 12 | Élèves : 900", "élèves"),
    ],
)
def test_a_figure_counts_what_stands_right_beside_it(text: str, noun: str) -> None:
    assert counts(text, frozenset(stems(noun)))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("98 millions d'euros pour les pompiers", "pompiers"),
        ("Le budget des pompiers (98 M€)", "pompiers"),
        ("80 % des communes", "communes"),
        ("Les pompiers ont fait 3 500 interventions.", "pompiers"),
        ("25 places de crèche", "crèches"),
        ("6 200 km de routes, et des pistes cyclables", "pistes"),
        ("La piscine est à 3 km de la mairie.", "mairies"),
        ("À 5 km de communes rurales", "communes"),
        ("500 mètres d'une école", "écoles"),
        ("Les places sont rares. Depuis lors, le Département a ouvert 48 lits.", "places"),
        ("Les places de 2024 [12]", "places"),
        ("Collèges publics | 2023 : ND", "collèges"),
        ("Arras | Budget : 12 € | Élèves : ND", "élèves"),
    ],
)
def test_a_figure_next_door_counts_something_else(text: str, noun: str) -> None:
    assert not counts(text, frozenset(stems(noun)))


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("98 millions d'euros pour 2 300 pompiers", True),
        ("trois centres", True),
        ("98 millions d'euros en 2024", False),
        ("620 000 €, soit 35 %", False),
        ("dès 18 ans, une personne sur trois", False),
        ("le 3 mars, article 12", False),
        ("85 millions d'euros aux pompiers (SDIS 62)", False),
        ("un accord du CDG 62 et de l'agence (ADEME 59)", False),
        ("LES 12 COLLÈGES (dont 3 REP)", True),
    ],
)
def test_money_shares_ages_and_dates_count_no_things(text: str, things: bool) -> None:
    assert counts_things(text) is things


def test_nothing_is_counted_where_nothing_is_asked_to_be() -> None:
    assert not counts("48 places", frozenset())


def test_an_amount_is_no_answer_to_how_many_people(
    make_evidence: Callable[..., Evidence],
) -> None:
    question = Question(
        "Combien de pompiers ?",
        {"pompi": 1.0},
        wants=frozenset({Wants.FIGURE}),
        counted=frozenset({"pompi"}),
    )
    money, people = "Les pompiers coûtent 98 millions d'euros.", "Il y a 2 300 pompiers."
    signs = [
        next(stretches(question, make_evidence(text, text).hit)).signs for text in (money, people)
    ]

    assert [(each["kind"], each["counted"]) for each in signs] == [(0.0, 0.0), (1.0, 1.0)]
