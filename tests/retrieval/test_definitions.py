"""What a text says its acronyms mean: found where it says so, and nowhere else."""

import pytest

from retrieval.definitions import Definition, definitions, fits

DEFINED = [
    ("La maison départementale des personnes handicapées (MDPH) reçoit.", "MDPH"),
    ("La Maison départementale des personnes handicapées (MDPH 62) reçoit.", "MDPH"),
    ("Elle verse l'allocation personnalisée d'autonomie (APA) chaque mois.", "APA"),
    ("Le service départemental d’incendie et de secours (SDIS62) intervient.", "SDIS"),
    ("Une aide de la direction départementale des territoires et de la mer (DDTM).", "DDTM"),
    ("La gestion des milieux aquatiques et prévention des inondations (GEMAPI)", "GEMAPI"),
    ("Le plan local d'urbanisme intercommunal (PLUi) est approuvé.", "PLUi"),
    ("Un schéma de cohérence territoriale (SCoT) est voté.", "SCoT"),
    ("Un établissement d'hébergement pour personnes âgées dépendantes (Ehpad)", "Ehpad"),
    ("Le fonds européen de développement régional (FEDER, 2021) finance.", "FEDER"),
    ("Le quartier prioritaire de la politique de la ville (QPV) change.", "QPV"),
    ("La taxe sur la valeur ajoutée (TVA ; taux réduit) baisse.", "TVA"),
    ("Un conseil d'architecture, d'urbanisme et de l'environnement (CAUE) conseille.", "CAUE"),
    ("Des services d'aide et d'accompagnement à domicile (SAAD) ferment.", "SAAD"),
    ("Le centre médico-psycho-pédagogique (CMPP) ouvre.", "CMPP"),
    ("Des entrepreneur·e·s d'intérêt général (EIG) arrivent.", "EIG"),
    ("Les « espaces naturels sensibles » (ENS) sont ouverts.", "ENS"),
    ("La MDPH (maison départementale des personnes handicapées) reçoit.", "MDPH"),
    ("Le SDIS 62 (service départemental d'incendie et de secours) forme.", "SDIS"),
    ("L'ASE (aide sociale à l'enfance, compétence obligatoire) suit.", "ASE"),
    ("FARDA : Fonds d'aménagement rural et de développement agricole.", "FARDA"),
    ("Voici les sigles. PMI : Protection maternelle et infantile. Fin.", "PMI"),
    ("RSA = revenu de solidarité active", "RSA"),
    ("CCAS – centre communal d'action sociale", "CCAS"),
]

UNDEFINED = [
    "Le Département (APA comprise) paie 12 millions d'euros.",
    "La commune de Lens (Pas-de-Calais) rénove son école.",
    "Une hausse importante (2024) a été constatée.",
    "Le président (Jean Dupont) a ouvert la séance.",
    "Un total de douze euros (HT) est dû.",
    "Une dépense de 770 contrats d'insertion (CDDI) est prévue.",
    "Le collège (CDI) rouvre lundi.",
    "La politique agricole commune représente beaucoup (PAC).",
    "Les maisons. Départementales, des personnes. Handicapées (MDPH)",
    "Nos routes ouvrent régulièrement demain (Nord).",
    "La maison départementale des personnes handicapées MDPH reçoit.",
    "Autonomie (APA) : l'essentiel.",
    "La population active (pa) augmente.",
    "RSA : 1 200 bénéficiaires en 2024.",
    "Horaires : de neuf heures à midi.",
    "Le pont (voir la carte des ouvrages) est fermé.",
    "Dépenses (en millions d'euros) et recettes (idem).",
    "Une réunion avec le (MDPH) prestataire.",
]


@pytest.mark.parametrize(("text", "short"), DEFINED)
def test_an_acronym_is_found_where_the_text_spells_it_out(text: str, short: str) -> None:
    assert [each.short for each in definitions(text)] == [short]


@pytest.mark.parametrize("text", UNDEFINED)
def test_nothing_is_found_where_the_text_defines_nothing(text: str) -> None:
    assert list(definitions(text)) == []


def test_the_long_form_begins_where_its_letters_do() -> None:
    text = "Une aide de la direction départementale des territoires et de la mer (DDTM)."

    assert list(definitions(text)) == [
        Definition("DDTM", "direction départementale des territoires et de la mer")
    ]


def test_the_long_form_ends_where_its_letters_do() -> None:
    text = "FARDA : Fonds d'aménagement rural\u00a0et de développement agricole du Pas-de-Calais"

    assert list(definitions(text)) == [
        Definition("FARDA", "Fonds d'aménagement rural et de développement agricole")
    ]


def test_letters_come_from_initials_in_order() -> None:
    assert fits("FSL", ["Fonds", "de", "solidarité", "pour", "le", "logement"])
    assert not fits("FSL", ["Fonds", "de", "logement", "pour", "la", "solidarité"])
    assert not fits("FSL", ["Fonds"])


def test_a_word_with_one_capital_needs_all_its_letters() -> None:
    words = ["agence", "nationale", "d", "amélioration", "de", "l", "habitat"]

    assert fits("Anah", words)
    assert not fits("Anbh", words)
    assert fits("ANBH", words)
