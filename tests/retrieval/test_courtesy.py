import pytest

from retrieval.courtesy import without_courtesies


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Bonjour, combien de crèches ?", "combien de crèches ?"),
        ("bonjour madame monsieur combien de crèches", "combien de crèches"),
        ("Bonjour, j’aurais une petite question : où est le musée ?", "où est le musée ?"),
        ("Bonsoir, excusez-moi de vous déranger. Où est le musée ?", "Où est le musée ?"),
        ("Combien de crèches, s'il vous plaît ?", "Combien de crèches, ?"),
        ("Pouvez-vous me dire combien de collèges il y a ?", "combien de collèges il y a ?"),
        ("Combien ? Merci beaucoup pour votre aide. Bonne journée", "Combien ?"),
    ],
)
def test_what_is_only_polite_goes(question: str, kept: str) -> None:
    assert without_courtesies(question) == kept


@pytest.mark.parametrize(
    "question",
    [
        "Bonjour",
        "merci beaucoup !",
        "La question du handicap",
        "Une question de budget ?",
        "Le salut par le sport, qu'est-ce que c'est ?",
        "Qui remercie les bénévoles ?",
        "Les bonnes journées de la culture",
        "Madame la présidente a dit quoi ?",
        "",
    ],
)
def test_a_question_stays_whole(question: str) -> None:
    assert without_courtesies(question) == question
