from typing import Any

import pytest

from index.lexical import Rarity
from index.search import Query
from retrieval.followup import Completed, complete
from retrieval.question import (
    Question,
    Wants,
    counted_in,
    names_of,
    query_of,
    understand,
    wants_of,
)
from retrieval.thesaurus import Thesaurus, read_groups


def understood(text: str, edition: Any) -> Question:
    return understand(Completed(text, text), Rarity((edition.words,)))


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Combien de places ?", {Wants.FIGURE}),
        ("Combien coûte le repas ?", {Wants.MONEY}),
        ("Quel est le prix du repas ?", {Wants.MONEY}),
        ("Quelle part des familles ?", {Wants.SHARE}),
        ("Combien de temps dure le chantier ?", {Wants.DURATION}),
        ("À quelle heure ferme la mairie ?", {Wants.HOUR}),
        ("Quand le pont a-t-il rouvert ?", {Wants.DATE}),
        ("C'est où ?", {Wants.PLACE}),
        ("À quel numéro appeler ?", {Wants.CONTACT}),
        ("Qui dirige le service ?", {Wants.PERSON}),
        ("Quelles sont les priorités ?", {Wants.LIST}),
        ("c quoi le plan vélo", {Wants.MEANING}),
        ("Pourquoi le pont a-t-il fermé ?", {Wants.REASON}),
        ("Le pont est-il ouvert ?", set()),
        ("c'est quoi le montant des aides", {Wants.MONEY}),
        ("Quel est le nom du maire ?", {Wants.PERSON}),
        ("le maire c'est qui", {Wants.PERSON}),
        ("Combien coûte le trajet à celui qui conduit ?", {Wants.MONEY}),
        ("Un outil qui trouve des failles existe-t-il ?", set()),
        ("Est-ce que je peux quand même appeler ?", set()),
        ("Y a-t-il des frais quand on s'abonne ?", set()),
        ("Quand on peut s'abonner ?", {Wants.DATE}),
    ],
)
def test_question_words_tell_what_an_answer_must_hold(question: str, wants: set[Wants]) -> None:
    assert wants_of(question) == wants


def test_how_long_counts_no_times() -> None:
    assert counted_in("Signé pour combien de temps ?") == frozenset()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Combien de places à Calais ?", ("calais",)),
        ("Un outil de l'État ?", ()),
        ("Et dans le Pas-de-Calais ?", ("pas-de-calais",)),
        ("Calais a-t-elle des crèches ?", ()),
        ("L'eau d'Attichy et celle d'Arras ?", ("attichy", "arras")),
    ],
)
def test_names_are_words_with_a_capital_that_begin_no_sentence(
    question: str, names: tuple[str, ...]
) -> None:
    assert names_of(question) == names


def test_a_name_stands_by_itself_or_not_at_all() -> None:
    question = Question("Des crèches à Calais ?", {"crech": 1.0}, names=("calais",))

    assert question.names_in("La ville de Calais agit.") == 1.0
    assert question.names_in("Le Pas-de-Calais agit.") == 0.0


def test_rare_words_weigh_more_and_light_words_less(bilan: Any) -> None:
    weights = understood("Quel nombre de places en crèche à Calais ?", bilan).weights

    assert weights["calais"] > weights["crech"] == weights["plac"]
    assert "nombr" not in weights


def test_a_word_that_no_report_holds_counts_against_the_question(bilan: Any) -> None:
    assert understood("Des crèches à Calais ?", bilan).known == 1.0
    assert understood("Des trottinettes à Calais ?", bilan).known < 0.6
    assert understood("Des trottinettes ?", bilan).known == 0.0


def test_an_everyday_word_is_held_by_what_reports_say_instead(bilan: Any) -> None:
    groups = read_groups("bécane => vélo, cyclable (fort)", "essai")
    rarity = Rarity((bilan.words,))
    question = understand(complete("Et en bécane ?", []), rarity, Thesaurus(list(groups)))

    assert question.alike["becan"] == {"velo", "cyclabl"}
    assert question.share(frozenset({"velo"})) == pytest.approx(0.7)
    assert question.beside == {"velo": 0.8, "cyclabl": 0.8}


def test_carried_words_weigh_less_than_those_of_the_question_itself(bilan: Any) -> None:
    completed = complete("et le pont ?", ["Combien de crèches en handicap ?"])
    weights = understand(completed, Rarity((bilan.words,))).weights

    assert weights["crech"] < 0.5 * weights["pont"]


def test_the_words_of_a_follow_up_are_looked_up_twice(bilan: Any) -> None:
    completed = complete("et le pont ?", ["Combien de crèches ?"])
    query = query_of(completed, understand(completed, Rarity((bilan.words,))))

    assert query.text == completed.text
    assert (query.words["pont"], query.words["crech"]) == (2, 1)


def test_what_reports_say_instead_is_looked_up_more_lightly_than_what_was_asked(bilan: Any) -> None:
    groups = read_groups("bécane => vélo (moyen)", "essai")
    completed = complete("une bécane", [])
    asked = understand(completed, Rarity((bilan.words,)), Thesaurus(list(groups)))

    assert query_of(completed, asked) == Query("une bécane", {"becan": 1, "velo": 0.5})
