import pytest

from retrieval.followup import complete, leans


@pytest.mark.parametrize(
    ("before", "question", "searched"),
    [
        (
            "Combien de places en crèche à Arras ?",
            "et à Calais ?",
            "Combien de places en crèche à Calais ?",
        ),
        (
            "À Arras, combien de places en 2023 ?",
            "Et l'année d'avant ?",
            "À Arras, combien de places en 2022 ?",
        ),
        ("Quel budget en 2023 ?", "Et en 2025 ?", "Quel budget en 2025 ?"),
        ("Quels horaires le jeudi ?", "et le mardi ?", "Quels horaires le mardi ?"),
        ("Au sondage d'avril, combien ?", "Et à celui de mai ?", "Au sondage de mai, combien ?"),
        ("Les rejets de Lens ?", "Et pour ceux d'Arras ?", "Les rejets d'Arras ?"),
        (
            "La Maison des adolescents, c'est quoi ?",
            "combien ça a coûté ?",
            "La Maison des adolescents, c'est quoi – combien ça a coûté ?",
        ),
        (
            "Combien coûte un trajet pour le passager ?",
            "Et celui qui conduit, il touche combien ?",
            "Combien coûte un trajet pour le passager – et celui qui conduit, il touche combien ?",
        ),
        (
            "À Lens, sous combien de jours ?",
            "Et si j'emménage à Arras ?",
            "À Arras, sous combien de jours – et si j'emménage à Arras ?",
        ),
    ],
)
def test_a_question_that_leans_is_completed(before: str, question: str, searched: str) -> None:
    assert complete(question, [before]).text == searched


def test_a_chain_of_follow_ups_is_completed_from_its_first_question() -> None:
    previous = ["Combien de places en crèche à Arras en 2023 ?", "et à Calais ?"]

    completed = complete("Et en 2024 ?", previous)

    assert completed.text == "Combien de places en crèche à Calais en 2024 ?"


@pytest.mark.parametrize(
    "question",
    [
        "Combien de repas sont servis dans les collèges ?",
        "C'est quoi le plan vélo ?",
        "Le plan nature, il dure jusque quand ?",
        "À quelle date la maire de Lens a-t-elle été élue ?",
        "Vous faites quelque chose pour ceux qui roulent à bicyclette ?",
        "Est-ce que tout y est dans ce document ?",
    ],
)
def test_a_new_subject_is_not_completed(question: str) -> None:
    completed = complete(question, ["Combien de places en crèche à Arras ?"])

    assert completed.text == question
    assert not completed.leaned
    assert completed.carried == frozenset()


def test_nothing_is_completed_without_an_earlier_question() -> None:
    assert complete("et à Calais ?", []).text == "et à Calais ?"


def test_carried_stems_are_those_that_the_new_question_does_not_hold() -> None:
    completed = complete("et à Calais ?", ["Combien de places à Arras ?"])

    assert completed.carried == {"combien", "plac"}


def test_a_question_of_asking_words_alone_leans() -> None:
    assert leans("C'était quand ?")
