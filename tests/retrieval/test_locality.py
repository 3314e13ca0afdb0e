"""Communes in questions: written as the report has them, or told to be cited nowhere in it."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from index.hit import FoundBy, Hit
from retrieval.answer import Answer, Outcome
from retrieval.ask import ask
from retrieval.citings import citings_of
from retrieval.followup import Completed
from retrieval.gazetteer import Gazetteer, shipped_gazetteer
from retrieval.locality import Locality
from retrieval.places import Place
from retrieval.rank import rank
from retrieval.tools import Tools

PARAGRAPHS = (
    (
        1,
        ("Enfance", "Crèches"),
        "En 2023, 48 places de crèche ont été ouvertes à Saint-Omer pour un coût de 620 000 €.",
    ),
    (
        1,
        ("Enfance", "Crèches"),
        "Dans le Boulonnais, 12 places de crèche ont été ouvertes en 2024 près de la gare.",
    ),
    (
        2,
        ("Collèges", "Restauration"),
        "Depuis septembre 2025, le repas au collège coûte 3,60 € aux familles du Pas-de-Calais.",
    ),
    (
        2,
        ("Routes",),
        "La route du littoral a été refaite en 2022 entre le Pays de Saint-Omer et Marck.",
    ),
)


@pytest.fixture
def rapport(make_edition: Any) -> Any:
    return make_edition(PARAGRAPHS)


@pytest.fixture
def put(rapport: Any) -> Callable[..., Answer]:
    return lambda question, *before: ask(question, [rapport], tools=Tools(), previous=before)


@pytest.fixture
def local(rapport: Any) -> Locality:
    return Locality(shipped_gazetteer(), [rapport])


def missing(local: Locality, question: str) -> list[str]:
    return [place.name for place in local.uncited(Completed(question, question)).places]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("des crèches à st omer ?", "des crèches à Saint-Omer ?"),
        ("des crèches à SAINT OMER ?", "des crèches à Saint-Omer ?"),
        ("au touquet et à wimereux", "au Touquet et à Wimereux"),
        ("à Boulogne", "à Boulogne"),
        ("dans le pas de calais", "dans le pas de calais"),
        ("à marseille", "à marseille"),
        ("à Boulogne-Billancourt", "à Boulogne-Billancourt"),
    ],
)
def test_communes_are_written_as_the_report_has_them_else_as_they_are_named(
    local: Locality, typed: str, written: str
) -> None:
    assert local.respelt(typed) == written


def test_the_spelling_that_the_report_uses_most_is_taken_but_capitals(make_edition: Any) -> None:
    texts = ("ST-OMER ET ST-OMER", "St-Omer est belle, et SAINT OMER aussi.", "ST-OMER")
    report = make_edition([(1, (), text) for text in texts])

    assert Locality(shipped_gazetteer(), [report]).respelt("saint omer") == "St-Omer"


def test_a_report_in_capitals_keeps_its_own_spelling(make_edition: Any) -> None:
    report = make_edition([(1, (), "BILAN DE ST-OMER")], title="")

    assert Locality(shipped_gazetteer(), [report]).respelt("saint omer") == "ST-OMER"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("à Saint-Omer", []),
        ("à marck", []),
        ("à Wimereux", ["Wimereux"]),
        ("à Calais", ["Calais"]),
        ("à Saint-Omer et à Wimereux", ["Wimereux"]),
        ("à Wimereux et au Portel", ["Wimereux", "Le Portel"]),
        ("à Marseille", []),
        ("dans le Pas-de-Calais", []),
    ],
)
def test_a_commune_is_cited_where_its_whole_name_stands(
    local: Locality, question: str, names: list[str]
) -> None:
    assert missing(local, question) == names


def test_a_commune_in_a_heading_or_in_the_title_is_cited(make_edition: Any) -> None:
    report = make_edition([(1, ("Ville de Lens",), "Le budget.")], title="Bilan du Touquet")

    assert missing(Locality(shipped_gazetteer(), [report]), "Lens, Le Touquet, Vimy") == ["Vimy"]


def test_a_commune_within_a_longer_name_is_cited_for_all_we_know(make_edition: Any) -> None:
    report = make_edition([(1, (), "La ligne Lens-Ostricourt est ouverte.")])

    assert missing(Locality(shipped_gazetteer(), [report]), "à Lens") == []


def test_an_ordinary_word_of_the_report_cites_no_commune(make_edition: Any) -> None:
    report = make_edition([(1, (), "Le bus longe la rivière. Un avion passe.")])
    local = Locality(shipped_gazetteer(), [report])

    assert missing(local, "à Bus, à Avion, à Rivière") == ["Bus", "Avion", "Rivière"]


def test_a_commune_cited_in_any_of_the_reports_asked_is_cited(
    rapport: Any, make_edition: Any
) -> None:
    other = make_edition([(1, (), "Une crèche à Wimereux.")], name="autre")

    assert missing(Locality(shipped_gazetteer(), [rapport, other]), "à Wimereux") == []


@pytest.mark.parametrize(
    ("question", "title", "shown", "elsewhere"),
    [
        ("Une crèche à Calais ?", "Bilan", 1, True),
        ("Une crèche à Calais ?", "Bilan", 0, False),
        ("Une crèche à Calais ou à Lens ?", "Bilan", 0, False),
        ("Une crèche à Calais ?", "Bilan de Calais", 1, False),
        ("Une crèche dans le Pas-de-Calais ?", "Bilan", 1, False),
        ("Une crèche ?", "Bilan", 1, False),
    ],
)
def test_a_passage_that_names_none_of_the_communes_stands_elsewhere(
    make_edition: Any, question: str, title: str, shown: int, *, elsewhere: bool
) -> None:
    others = [(1, (), f"La crèche numéro {n} ouvre.") for n in range(2, 14)]
    report = make_edition([(1, ("Calais",), "La crèche ouvre."), *others], title=title)
    hit = Hit(report.passages[shown], report.id, "bilan", 0.5, FoundBy.WORDS)
    local = Locality(shipped_gazetteer(), [report])
    assert local.stands_elsewhere(question, [hit]) is elsewhere
    assert not local.stands_elsewhere(question, [])


def test_a_report_is_about_a_commune_that_many_passages_name(make_edition: Any) -> None:
    report = make_edition([(1, (), "La mairie de Calais."), (1, (), "La crèche ouvre.")])
    hit = Hit(report.passages[1], report.id, "bilan", 0.5, FoundBy.WORDS)
    local = Locality(shipped_gazetteer(), [report])
    assert not local.stands_elsewhere("Une crèche à Calais ?", [hit])


def test_an_answer_is_not_given_of_another_commune(put: Callable[..., Answer]) -> None:
    answer = put("Combien de places de crèche ont été ouvertes à Wimereux ?")

    assert answer.outcome is Outcome.MENTIONED
    assert [c.quote for c in answer.nearest] == [PARAGRAPHS[1][2]]
    assert answer.confidence == 0.0
    assert answer.notices == {
        "place_not_cited": "Wimereux",
        "near_place": "communauté d'agglomération du Boulonnais",
    }


def test_what_holds_for_everyone_is_shown_as_near(put: Callable[..., Answer]) -> None:
    answer = put("J'habite à Wimereux, combien coûte le repas au collège ?")

    assert answer.outcome is Outcome.MENTIONED
    assert answer.nearest[0].quote == PARAGRAPHS[2][2]
    assert answer.notices["place_not_cited"] == "Wimereux"


def test_nothing_near_a_place_is_said_to_be_where_it_names_none(put: Callable[..., Answer]) -> None:
    answer = put("Combien coûte le repas au collège à Arras ?")

    assert [c.quote for c in answer.nearest] == [PARAGRAPHS[2][2]]
    assert answer.notices == {"place_not_cited": "Arras", "near_place": "whole"}


def test_a_subject_that_the_report_is_silent_about_is_not_near(put: Callable[..., Answer]) -> None:
    answer = put("Combien de trottinettes à Wimereux ?")

    assert (answer.outcome, answer.nearest) == (Outcome.NOT_IN_REPORT, ())
    assert answer.notices == {"place_not_cited": "Wimereux"}


def test_a_commune_by_itself_brings_what_is_said_of_its_territory(
    put: Callable[..., Answer],
) -> None:
    assert [c.quote for c in put("Wimereux ?").nearest] == [PARAGRAPHS[1][2]]
    assert put("Lumbres ?").outcome is Outcome.NOT_IN_REPORT
    assert put("Lumbres ?").notices == {"place_not_cited": "Lumbres"}


def test_a_cited_commune_is_answered_as_ever(put: Callable[..., Answer]) -> None:
    answer = put("Combien de places de crèche ont été ouvertes à Saint-Omer ?")

    assert (answer.outcome, answer.text) == (Outcome.ANSWERED, PARAGRAPHS[0][2])
    assert answer.notices == {}
    assert answer.searched == answer.question


def test_a_cited_commune_typed_otherwise_is_answered_alike(put: Callable[..., Answer]) -> None:
    asked = put("Combien de places de crèche ont été ouvertes à Saint-Omer ?")
    answer = put("Combien de places de crèche ont été ouvertes à st omer ?")

    assert (answer.text, answer.confidence) == (asked.text, asked.confidence)
    assert answer.question == "Combien de places de crèche ont été ouvertes à st omer ?"
    assert answer.searched == asked.question


def test_one_commune_cited_of_two_is_answered_and_the_other_told(
    put: Callable[..., Answer],
) -> None:
    answer = put("Combien de places de crèche ont été ouvertes à Saint-Omer et à Wimereux ?")

    assert (answer.outcome, answer.text) == (Outcome.ANSWERED, PARAGRAPHS[0][2])
    assert answer.notices == {"place_not_cited": "Wimereux"}


def test_a_follow_up_to_a_commune_typed_in_lower_case_is_completed(
    put: Callable[..., Answer],
) -> None:
    before = "Combien de places de crèche ont été ouvertes à Saint-Omer ?"
    answer = put("et à wimereux ?", before)

    assert answer.searched == "Combien de places de crèche ont été ouvertes à Wimereux ?"
    assert answer.outcome is Outcome.MENTIONED
    assert answer.notices["place_not_cited"] == "Wimereux"


def test_a_commune_that_no_list_holds_changes_nothing(rapport: Any) -> None:
    question = "Combien de places de crèche à Marseille ?"
    with_list = ask(question, [rapport], tools=Tools())
    without = ask(question, [rapport], tools=Tools(gazetteer=Gazetteer(())))

    assert (with_list.outcome, with_list.confidence, with_list.notices) == (
        without.outcome,
        without.confidence,
        without.notices,
    )


def test_the_gazetteer_given_is_the_one_that_counts(rapport: Any) -> None:
    own = Gazetteer([Place("Zinzinville", "99999")])
    answer = ask(
        "Combien de places de crèche à zinzinville ?", [rapport], tools=Tools(gazetteer=own)
    )

    assert answer.notices["place_not_cited"] == "Zinzinville"


def test_another_bodys_business_stays_its_own(put: Callable[..., Answer]) -> None:
    answer = put("Comment refaire mon passeport à Wimereux ?")

    assert answer.outcome is Outcome.OUT_OF_SCOPE
    assert answer.notices["body"] == "mairie"


def test_ranking_puts_first_what_holds_for_the_commune(rapport: Any) -> None:
    hits = rank("Combien de places de crèche à Wimereux ?", [rapport], tools=Tools())

    assert [hit.passage.text for hit in hits][:2] == [PARAGRAPHS[1][2], PARAGRAPHS[0][2]]
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_nothing_is_said_of_communes_where_no_text_could_be_read() -> None:
    answer = ask("Combien de crèches à Wimereux ?", [], tools=Tools())

    assert (answer.outcome, answer.notices) == (Outcome.NOT_IN_REPORT, {})


def test_two_editions_of_one_name_are_told_apart(make_edition: Any) -> None:
    first = make_edition([(1, (), "Une crèche à Vimy.")])
    second = make_edition([(1, (), "Une crèche à Lens.")])

    assert set(citings_of(first, shipped_gazetteer()).spellings) == {"Vimy"}
    assert set(citings_of(second, shipped_gazetteer()).spellings) == {"Lens"}


def test_an_edition_is_read_through_once(rapport: Any) -> None:
    first = citings_of(rapport, shipped_gazetteer())

    assert citings_of(rapport, shipped_gazetteer()) is first


def test_a_question_costs_less_than_a_millisecond_once_the_report_is_read(
    local: Locality,
) -> None:
    question = "Combien de places de crèche ont été ouvertes à wimereux par le Département ?"
    local.uncited(Completed(question, question))
    times = []
    for _ in range(20):
        start = time.perf_counter()
        text = local.respelt(question)
        local.uncited(Completed(text, text))
        times.append(time.perf_counter() - start)

    assert min(times) < 0.001
