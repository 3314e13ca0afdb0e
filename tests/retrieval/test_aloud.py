"""Figures, units, short forms and acronyms as they are read aloud."""

import pytest

from retrieval.aloud import aloud, plural
from retrieval.definitions import Definition

MDPH = Definition("MDPH", "maison départementale des personnes handicapées")
EHPAD = Definition("EHPAD", "établissement d'hébergement pour personnes âgées dépendantes")
CCAS = Definition("CCAS", "centre communal d'action sociale")
AIS = Definition("AIS", "allocations individuelles de solidarité")
HAD = Definition("HAD", "hospitalisation à domicile")

NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 204 places", "1 204 places"),
        (f"1{NNB}204 places", f"1{NNB}204 places"),
        ("3,60 €", "3 euros 60"),
        (f"3,60{NB}€", "3 euros 60"),
        ("3,6 €", "3 euros 60"),
        ("3,05 €", "3 euros 05"),
        ("3,60 euros", "3 euros 60"),
        ("12,00 €", "12 euros"),
        ("0,50 €", "50 centimes"),
        ("1 €", "1 euro"),
        ("1,50 €", "1 euro 50"),
        ("1 640 000 €", "1 640 000 euros"),
        ("12 €/an", "12 euros par an"),
        ("9,5 M€", "9,5 millions d'euros"),
        ("1,2 M€", "1,2 million d'euros"),
        ("2 Md€", "2 milliards d'euros"),
        ("620 k€", "620 milliers d'euros"),
        ("en M€", "en millions d'euros"),
        ("2 millions €", "2 millions d'euros"),
        ("2 millions d'euros", "2 millions d'euros"),
        ("12,5 %", "12,5 pour cent"),
        (f"12,5{NNB}%", "12,5 pour cent"),
        ("12%", "12 pour cent"),
        ("de -5 %", "de moins 5 pour cent"),
        ("2022-2027", "2022-2027"),
    ],
)
def test_figures_are_said_as_people_say_them(written: str, said: str) -> None:
    assert aloud(f"Soit {written}.") == f"Soit {said}."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("120 km", "120 kilomètres"),
        ("1,2 km", "1,2 kilomètre"),
        ("400 m²", "400 mètres carrés"),
        ("400 m2", "400 mètres carrés"),
        ("3 km²", "3 kilomètres carrés"),
        ("3 m³", "3 mètres cubes"),
        ("12 m", "12 mètres"),
        ("12 ha", "12 hectares"),
        ("80 km/h", "80 kilomètres à l'heure"),
        ("9 h", "9 heures"),
        ("8h30", "8 heures 30"),
        ("8 h 30", "8 heures 30"),
        ("20 min", "20 minutes"),
        ("12 m de", "12 mètres de"),
        ("12 mois", "12 mois"),
        ("12 habitants", "12 habitants"),
        ("km", "km"),
    ],
)
def test_units_are_said_whole(written: str, said: str) -> None:
    assert aloud(f"Soit {written}.") == f"Soit {said}."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Le dispositif n° 12", "Le dispositif numéro 12"),
        ("Le dispositif n°12", "Le dispositif numéro 12"),
        ("Le 1er mars", "Le 1er mars"),
        ("Voir p. 12", "Voir page 12"),
        ("Avec M. Durand et Mme Petit", "Avec monsieur Durand et madame Petit"),
        ("Une aide [12] utile. [3, 4]", "Une aide utile."),
        ("• Une aide", "Une aide"),
        ("Le sport & la culture", "Le sport et la culture"),
        ("Le Mans et MM", "Le Mans et MM"),
        ("", ""),
    ],
)
def test_short_forms_are_said_whole_and_marks_left_out(written: str, said: str) -> None:
    assert aloud(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("La MDPH reçoit.", "La Maison départementale des personnes handicapées reçoit."),
        (
            "Les EHPAD ouvrent.",
            "Les Établissements d'hébergement pour personnes âgées dépendantes ouvrent.",
        ),
        ("12 CCAS", "12 Centres communaux d'action sociale"),
        ("1 CCAS", "1 Centre communal d'action sociale"),
        ("deux nouveaux CCAS", "deux nouveaux Centres communaux d'action sociale"),
        ("dans CCAS", "dans Centre communal d'action sociale"),
        ("les AIS", "les Allocations individuelles de solidarité"),
        (
            "à l’EHPAD de Lens",
            "à l’Établissement d'hébergement pour personnes âgées dépendantes de Lens",
        ),
        ("l'HAD", "l'Hospitalisation à domicile"),
        # Where the words before it would not fit the full form, the letters are read.
        ("la HAD", "la HAD"),
        ("l'MDPH", "l'MDPH"),
        ("la MDPH-62 et la SMDPH", "la MDPH-62 et la SMDPH"),
    ],
)
def test_an_acronym_is_spelt_out_where_the_sentence_stays_french(written: str, said: str) -> None:
    assert aloud(written, (MDPH, EHPAD, CCAS, AIS, HAD)) == said


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("contrat local de santé", "contrats locaux de santé"),
        ("lieu d'accueil", "lieux d'accueil"),
        ("projet régional", "projets régionaux"),
        ("accès aux soins", "accès aux soins"),
    ],
)
def test_a_full_form_takes_the_plural_up_to_what_hangs_on_it(one: str, many: str) -> None:
    assert plural(one) == many


def test_nothing_but_figures_signs_and_acronyms_is_changed() -> None:
    text = "Le Département « accompagne » les familles ; il les reçoit (sur rendez-vous) à Lens."
    assert aloud(text, (MDPH,)) == text
