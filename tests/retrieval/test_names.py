import pytest

from retrieval.names import Sure, is_first_name, name_end, names_somebody


@pytest.mark.parametrize(
    ("text", "start", "sure", "name"),
    [
        ("je m'appelle zbig kowalski et je", 13, Sure.TOLD, "zbig kowalski"),
        ("je m'appelle Solène Le Goff, bonjour", 13, Sure.TOLD, "Solène Le Goff"),
        ("je m'appelle karim el amrani comment", 13, Sure.TOLD, "karim el amrani"),
        ("je m'appelle comment ?", 13, Sure.TOLD, ""),
        ("je suis sophie delattre, voilà", 8, Sure.PERHAPS, "sophie delattre"),
        ("je suis Sophie Le Goff, bonjour", 8, Sure.PERHAPS, "Sophie Le Goff"),
        ("je suis BENALI Théo où", 8, Sure.PERHAPS, "BENALI Théo"),
        ("je suis retraité et", 8, Sure.PERHAPS, ""),
        ("je suis de Lumbres, quelles aides", 8, Sure.PERHAPS, ""),
        ("mon fils Zbigniew va au collège", 9, Sure.LIKELY, "Zbigniew"),
        ("mon fils travaille à Lens", 9, Sure.LIKELY, ""),
        ("mon fils SDF dort dehors", 9, Sure.LIKELY, ""),
    ],
)
def test_a_name_ends_where_other_words_begin(text: str, start: int, sure: Sure, name: str) -> None:
    assert text[start : name_end(text, start, sure)] == name


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("Océane", True),
        ("jean-luc", True),
        ("crèche", False),
        ("rose", False),
        ("Rose", True),
        ("collège-jean", False),
    ],
)
def test_first_names_are_told_from_ordinary_words(word: str, is_one: bool) -> None:
    assert is_first_name(word) is is_one


@pytest.mark.parametrize(
    "question",
    [
        "Mme Delattre a-t-elle droit au RSA ?",
        "m. le goff a-t-il une aide ?",
        "le dr Vasseur dit que oui",
        "Ingrid Lefebvre a-t-elle une place en crèche ?",
        "ingrid a-t-elle droit au RSA ?",
        "Une place en crèche ? -- Bilal Szymanski",
        "Marine Dubois peut-elle venir ?",
    ],
)
def test_somebody_is_named(question: str) -> None:
    assert names_somebody(question)


@pytest.mark.parametrize(
    "question",
    [
        "Où en est le collège Jean Moulin à Arras ?",
        "La rue Émile Basly est-elle en travaux ?",
        "Qui était Jean Jaurès ?",
        "Monsieur le Président, combien de collèges ?",
        "Bonjour madame, combien de collèges ?",
        "Le docteur libéral est-il payé ?",
        "Combien pour la marine marchande ?",
        "La commune de Saint Martin Boulogne est-elle aidée ?",
        "Combien de M€ pour les routes ?",
    ],
)
def test_nobody_private_is_named(question: str) -> None:
    assert not names_somebody(question)
