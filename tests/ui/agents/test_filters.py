"""Filters: what there is to choose, what they leave, what is said of it, what is refused."""

from typing import Any

import pytest
from starlette.testclient import TestClient

OTHER = "b" * 16


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def send(agent: TestClient, path: str, q: str = "", **within: str) -> Any:
    response = agent.post(f"/agents/{path}", json={"q": q, "within": within})
    assert response.status_code == 200, response.text
    return response.json()


def refused(agent: TestClient, **within: str) -> tuple[int, str, str]:
    """What each of the endpoints says, which is the same."""
    said = set()
    for path in ("chercher", "demander", "filtres"):
        response = agent.post(f"/agents/{path}", json={"q": "repas", "within": within})
        told = response.json()
        said.add((response.status_code, told["code"], plain(told["error"])))
    (only,) = said
    return only


def values(told: Any) -> list[str]:
    return [option["value"] for option in told["options"]]


def labels(told: Any) -> list[str]:
    return [plain(option["said"]) for option in told["options"]]


def pages(found: Any) -> list[str]:
    return sorted(plain(hit["page"]) for hit in found["hits"])


def test_all_that_there_is_to_choose_is_offered_with_its_passages(reader: TestClient) -> None:
    told = send(reader, "filtres")
    assert values(told["report"]) == ["", "projet", "*"]
    assert labels(told["report"]) == ["Rapport bilan", "Rapport projet", "Tous les rapports (2)"]
    assert told["chapter"]["label"] == "Pacte ou orientation"
    assert labels(told["chapter"]) == ["Tous", "Premier pacte (2)", "Deuxième pacte (2)"]
    assert labels(told["place"]) == ["Toutes", "Arras (2)", "Lens (1)"]
    assert told["pages"]["last"] == 4
    assert plain(told["tables"]) == "Tableaux seulement (1)"
    assert (told["chips"], told["left"]) == ([], "")


def test_a_filter_with_nothing_to_choose_is_not_offered(agent: TestClient) -> None:
    told = send(agent, "filtres")
    assert [name for name, offered in told.items() if offered] == ["pages"]


def test_in_all_reports_there_are_no_chapters_and_no_pages(reader: TestClient) -> None:
    told = send(reader, "filtres", report="*")
    assert (told["chapter"], told["pages"]) == (None, None)
    assert labels(told["place"]) == ["Toutes", "Arras (4)", "Lens (2)"]


@pytest.mark.parametrize(
    ("within", "left"),
    [
        ({"chapter": "Deuxième pacte"}, ["p. 3", "p. 4"]),
        ({"place": "Arras"}, ["p. 2", "p. 3"]),
        ({"first": "2", "last": "3"}, ["p. 2", "p. 3"]),
        ({"first": "3"}, ["p. 3", "p. 4"]),
        ({"last": "1"}, ["p. 1"]),
        ({"tables": "1"}, ["p. 4"]),
        ({"chapter": "Premier pacte", "place": "Arras", "first": "1", "last": "4"}, ["p. 2"]),
        ({"chapter": "Premier pacte", "tables": "1"}, []),
    ],
)
def test_hits_are_those_that_the_filters_leave(
    within: dict[str, str], left: list[str], reader: TestClient
) -> None:
    found = send(reader, "chercher", "repas écoles bibliothèque cuisine 412 455 000", **within)
    assert pages(found) == left
    told = send(reader, "filtres", **within)
    many = "passages retenus" if len(left) > 1 else "passage retenu"
    assert plain(told["left"]) == f"{len(left)} {many}"
    assert plain(found["count"]).endswith("avec ces filtres" if left else "avec ces filtres.")


def test_filters_that_are_set_are_told_by_the_names_of_their_fields(reader: TestClient) -> None:
    within = {"chapter": "Premier pacte", "place": "Arras", "first": "1", "last": "2"}
    chips = send(reader, "filtres", report="projet", tables="1", **within)["chips"]
    assert [(chip["name"], plain(chip["said"])) for chip in chips] == [
        ("report", "Rapport projet"),
        ("chapter", "Premier pacte"),
        ("place", "passages qui citent Arras"),
        ("pages", "pages 1 à 2"),
        ("tables", "tableaux"),
    ]
    assert plain(chips[1]["remove"]) == "Retirer le filtre : Premier pacte"


def test_an_answer_from_a_part_says_where_alone_it_was_looked_for(reader: TestClient) -> None:
    question = "Combien de repas ont été servis par la cuisine centrale ?"
    told = send(reader, "demander", question, chapter="Premier pacte", place="Arras")
    assert told["outcome"] == "answered"
    said = "Cherché seulement dans : Premier pacte · passages qui citent Arras."
    assert plain(told["within"]) == said
    assert plain(told["announced"]).startswith(f"{said} Selon le rapport, page 2")


def test_what_a_part_does_not_say_is_not_said_to_be_missing_in_the_report(
    reader: TestClient,
) -> None:
    question = "Combien de repas ont été servis par la cuisine centrale ?"
    told = send(reader, "demander", question, first="3", last="3")
    assert told["outcome"] in {"mentioned", "not_in_report"}
    assert "rapport" not in (told["label"] + told["sentence"]).lower()
    assert "filtres" in told["sentence"]


def test_without_a_filter_nothing_is_said_of_where(reader: TestClient) -> None:
    told = send(reader, "demander", "Combien de repas ont été servis ?")
    assert told["within"] == ""
    assert send(reader, "demander", "Combien de repas ?", report="bilan")["within"] == ""


def test_another_report_is_searched_opened_and_copied_under_its_own_title(
    reader: TestClient,
) -> None:
    found = send(reader, "chercher", "repas servis cuisine", report="projet")
    assert {hit["edition"] for hit in found["hits"]} == {OTHER}
    first = next(hit for hit in found["hits"] if hit["page"].endswith("2"))
    body = {"q": "repas servis", "edition": OTHER, "passage": first["passage"]}
    passage = reader.post("/agents/passage", json=body).json()
    assert passage["copy"]["title"] == "Rapport projet"
    assert "455 000 repas" in plain(passage["copy"]["quote"])
    assert plain(passage["copy"]["where"]).startswith("p. 2, édition du ")
    answer = send(reader, "demander", "Combien de repas servis à Arras ?", report="projet")
    assert plain(answer["within"]) == "Cherché dans : Rapport projet."
    assert answer["quotes"][0]["copy"]["title"] == "Rapport projet"


def test_all_reports_are_searched_together(reader: TestClient) -> None:
    found = send(reader, "chercher", "repas servis cuisine centrale Arras", report="*")
    assert {hit["among"] for hit in found["hits"]} == {"Rapport bilan", "Rapport projet"}


@pytest.mark.usefixtures("with_another_model")
def test_reports_of_two_encoders_are_not_searched_together(reader: TestClient) -> None:
    assert values(send(reader, "filtres")["report"]) == ["", "projet"]
    status, code, said = refused(reader, report="*")
    assert (status, code) == (422, "reports_apart")
    assert "un seul à la fois" in said


@pytest.mark.parametrize(
    ("within", "code", "said"),
    [
        ({"report": "inconnu"}, "report_gone", "Choisissez-en un autre"),
        ({"report": "../bilan"}, "report_gone", "Choisissez-en un autre"),
        ({"chapter": "Quatrième pacte"}, "chapter_gone", "n’a plus ce chapitre"),
        ({"place": "Calais"}, "place_gone", "Aucun passage ne cite Calais."),
        ({"first": "0"}, "wrong_pages", "entre 1 et 4"),
        ({"first": "3", "last": "2"}, "wrong_pages", "le plus petit d’abord"),
        ({"last": "5"}, "wrong_pages", "entre 1 et 4"),
        ({"first": "-1"}, "wrong_pages", "entre 1 et 4"),
        ({"first": "deux"}, "wrong_pages", "entre 1 et 4"),
        ({"last": "٣"}, "wrong_pages", "entre 1 et 4"),
        ({"report": "*", "first": "1"}, "pages_of_several", "un seul rapport"),
        ({"report": "*", "chapter": "Premier pacte"}, "chapter_gone", "n’a plus ce chapitre"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_in_words(
    within: dict[str, str], code: str, said: str, reader: TestClient
) -> None:
    status, given, sentence = refused(reader, **within)
    assert (status, given) == (422, code)
    assert said in sentence


def test_a_report_that_cannot_be_opened_is_told_and_the_default_still_answers(
    shelf: Any, reader: TestClient
) -> None:
    shelf.others["projet"] = None
    assert refused(reader, report="projet")[:2] == (422, "report_gone")
    assert send(reader, "chercher", "repas")["hits"]


@pytest.mark.parametrize(
    "within",
    [b"7", b"[]", b'"a"', b'{"place": 7}', b'{"other": ""}', b'{"place": "%s"}' % (b"a" * 1001)],
)
def test_filters_that_make_no_sense_are_told(within: bytes, reader: TestClient) -> None:
    body = b'{"q": "repas", "within": ' + within + b"}"
    response = reader.post("/agents/chercher", content=body)
    assert (response.status_code, response.json()["code"]) == (400, "unreadable")


def test_markup_in_a_chapter_travels_as_text(shelf: Any, reader: TestClient) -> None:
    said = refused(reader, place="<img src=x>")[2]
    assert said.startswith("Aucun passage ne cite <img src=x>.")
    assert reader.post("/agents/filtres", json={"q": ""}).headers["content-type"] == (
        "application/json"
    )
