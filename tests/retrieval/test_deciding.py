"""The words that decide are marked where they stand: what was asked for, and the shared words."""

import weakref

import pytest

from index.words import stems
from retrieval.deciding import MOST_MARKS, deciding
from retrieval.question import YEAR, Question, asking, counted_in, names_of, wants_of

QUOTE = "Il a soutenu 128 services d’aide à domicile, et ouvert 12 accueils de jour."


def asked(text: str, **more: object) -> Question:
    """The question `text`, all its words of equal weight unless told."""
    given: dict[str, object] = {
        "text": text,
        "weights": {stem: 1.0 for stem in stems(text) if stem not in asking()},
        "wants": wants_of(text),
        "names": names_of(text),
        "years": frozenset(YEAR.findall(text)),
        "counted": counted_in(text),
    }
    return Question(**(given | more))  # type: ignore[arg-type]


def marked(question: str, quote: str = QUOTE, **more: object) -> list[str]:
    return [quote[start:end] for start, end in deciding(quote, asked(question, **more))]


def test_a_word_of_the_question_is_marked_in_any_of_its_forms() -> None:
    assert marked("Quel service ?") == ["services"]


def test_a_name_is_not_marked_within_a_longer_one() -> None:
    quote = "La MDPH du Pas-de-Calais reçoit à Calais."
    assert marked("Une MDPH à Calais ?", quote) == ["MDPH", "Calais"]
    assert marked("Et dans le Pas-de-Calais ?", "Le Pas-de-Calais agit.") == ["Calais"]


def test_words_that_carry_no_subject_are_left_alone() -> None:
    assert marked("Que fait-il à la maison de la dame ?") == []


def test_a_figure_of_the_question_is_marked_only_whole() -> None:
    assert marked("Pourquoi 12 ?") == ["12"]


def test_neighbouring_words_are_marked_as_one() -> None:
    assert marked("ouvert 12 accueils") == ["ouvert 12 accueils"]


def test_a_question_that_shares_nothing_marks_nothing() -> None:
    assert marked("Et les collèges ?") == []
    assert marked("") == []
    assert deciding("", asked("Combien de places ?")) == ()


def test_a_word_that_the_report_has_instead_is_marked() -> None:
    alike = {"cantin": frozenset({"restaur"})}
    quote = "La restauration scolaire est ouverte."
    assert marked("La cantine ?", quote, alike=alike) == ["restauration"]


def test_what_the_thesaurus_is_sure_of_is_marked_and_no_more() -> None:
    quote = "Les résidences autonomie et les foyers ouvrent."
    found = marked("Les maisons ?", quote, beside={"resident": 0.8, "foyer": 0.25})
    assert found == ["résidences"]


@pytest.mark.parametrize(
    ("question", "quote", "decides"),
    [
        ("Combien de berceaux ?", "On compte 48 places et 31 berceaux.", "31 berceaux"),
        ("Combien d'enfants ?", "Vingt-deux enfants sont reçus en 2024.", "Vingt-deux enfants"),
        ("Combien de places ?", "En 2023, 48 places pour 620 000 €.", "48 places"),
        (
            "Quel est le coût du pont ?",
            "Le pont de 12 mètres a coûté 1,2 million d'euros.",
            "coûté 1,2 million d'euros",
        ),
        ("Combien coûte le repas ?", "Les 300 repas sont à 3,60 € l'un.", "3,60 €"),
        ("Quel pourcentage de familles ?", "Sur 300 aidées, 12,5 % ont un enfant.", "12,5 %"),
        (
            "Quand le pont a-t-il été reconstruit ?",
            "Après la crue de janvier 2023, le pont est reconstruit le 12 mars 2024.",
            "12 mars 2024",
        ),
        ("Combien de temps dure le stage ?", "Le stage compte 9 lieux en six mois.", "six mois"),
        ("À quelle heure ouvre le musée ?", "Le musée ouvre le mardi à 14 h 30.", "14 h 30"),
        (
            "Où est la crèche ?",
            "Le Département a construit la crèche à Boulogne-sur-Mer.",
            "Boulogne-sur-Mer",
        ),
        ("Qui préside ?", "La commission est présidée par Mme Jeanne Testu.", "Mme Jeanne Testu"),
        ("Quel est le numéro de téléphone ?", "Appelez le 03 21 00 00 00.", "03 21 00 00 00"),
    ],
)
def test_what_was_asked_for_is_marked(question: str, quote: str, decides: str) -> None:
    assert decides in marked(question, quote)


def test_only_the_figure_that_answers_is_marked() -> None:
    quote = "On compte 48 places et 31 berceaux, pour 620 000 €."
    assert marked("Combien de berceaux ?", quote) == ["31 berceaux"]


def test_the_noun_that_is_counted_says_most_of_which_figure_is_meant() -> None:
    quote = "En 2024 à Calais l'hôpital a 12 salles et 48 grands lits."
    found = marked("Combien de lits a l'hôpital de Calais en 2024 ?", quote)
    assert "48" in found
    assert "12" not in found


def test_a_figure_counts_what_follows_it() -> None:
    assert "31 lits" in marked("Combien de lits ?", "Avec ces lits 48 salles et 31 lits.")


def test_what_a_comma_parts_stands_further() -> None:
    quote = "Après janvier 2023, le pont ouvre le 12 mars 2024."
    assert marked("Quand le pont ?", quote) == ["pont", "12 mars 2024"]


def test_a_year_or_a_road_is_no_figure_that_answers() -> None:
    assert marked("Combien de ponts ?", "En 2024, des ponts de la RD 943.") == ["ponts"]


def test_what_the_question_says_itself_does_not_answer_it() -> None:
    quote = "À Calais, la crèche est installée à Marck."
    assert "Marck" in marked("Où est installée la crèche de Calais ?", quote)


def test_a_been_is_no_summer() -> None:
    quote = "Le pont a été repeint, et ouvre en été."
    assert "été" not in marked("Le pont a-t-il été repeint ?", quote)
    assert "été" in marked("Et en été ?", quote)


def test_few_words_are_marked_and_what_decides_first() -> None:
    words = "un arbre, un banc, un chat, un drap, un euro, un four, un gant, un hibou, un iris"
    question = f"Combien de tables avec {words} ?"
    found = marked(question, f"Avec {words}, 48 tables.")
    assert len(found) == MOST_MARKS
    assert "48 tables" in found


def test_the_rarest_words_are_marked_first() -> None:
    quote = "x aa x bb x cc x dd x ee x ff x gg x hh x ii x"
    words = ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"]
    weights = {stem: float(n) for n, word in enumerate(words) for stem in stems(word)}
    assert marked(" ".join(words), quote, weights=weights) == words[1:]


def test_marks_stand_in_order_and_apart() -> None:
    question = asked("Combien de services d’aide à domicile ont ouvert des accueils de jour ?")
    edges = [edge for mark in deciding(QUOTE, question) for edge in mark]
    assert edges == sorted(set(edges))


class Typed(str):
    """What somebody typed, told apart from every other text."""


def test_nothing_of_a_question_is_remembered_once_it_is_answered() -> None:
    typed = Typed("Combien d'accueils pour Zoé Test ?")
    assert marked(typed) == ["12 accueils"]
    gone = weakref.ref(typed)
    del typed
    assert gone() is None
