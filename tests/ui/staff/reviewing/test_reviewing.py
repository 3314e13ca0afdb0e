"""What a reviewer does with an answer: reads it on its page, marks it, takes the mark back."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from retrieval.gold import read_gold
from retrieval.journal import Entry
from retrieval.reviews import Mark

EDITION = "0123456789abcdef"
TODAY = date(2026, 11, 30)
BRIDGE = "Le pont de Wizernes a été reconstruit en mars 2024 après les inondations."
ASKED = "Combien de kilomètres de voies cyclables prévoit le plan vélo ?"
Words = Callable[[str], str]


def test_an_answer_is_shown_with_its_page_and_the_box(noted: Any, words: Words) -> None:
    page = noted.page("/1")
    assert ASKED in words(page)
    assert "Le plan vélo prévoit 120 kilomètres" in words(page)
    assert f'<image href="/page/{EDITION}/1.webp?width=1200"' in page
    assert page.count('<rect class="boxed"') == 1
    assert "<b>de la ville" not in page


def test_the_closest_passages_can_be_pointed_at_and_others_searched(
    noted: Any, words: Words
) -> None:
    assert 'value="p1"' in noted.page("/1")
    found = noted.send("/1/chercher", terme="pont inondations", marque="wrong_page", cles="x")
    assert found.status_code == 200
    assert 'name="passage" value="p2"' in found.text
    assert 'value="wrong_page" required checked' in found.text
    assert 'value="x"' in found.text
    by_page = noted.send("/1/chercher", terme="2").text
    assert re.findall(r'name="passage" value="(\w+)"', by_page) == ["p2"]
    assert "Rien n’a été trouvé" in words(noted.send("/1/chercher", terme="999").text)


def test_a_right_answer_becomes_a_gold_question_and_waits_no_more(noted: Any, words: Words) -> None:
    done = noted.mark("1", "right", cles="120 ; vélo", verifie="1")
    assert (done.status_code, done.headers["location"]) == (303, "/pilotage/relecture?fait=1")
    (gold,) = read_gold(noted.gold)
    assert (gold.pdf, gold.pages, gold.keys, gold.question) == (
        "bilan.pdf", (1,), ("120", "vélo"), ASKED,
    )  # fmt: skip
    (kept,) = noted.store.reviews()
    assert (kept.by, kept.day, kept.mark, kept.told) == ("paul", TODAY, Mark.RIGHT, True)
    assert "paul" not in noted.gold.read_text("utf-8")
    said = words(noted.page("?fait=1"))
    assert "C’est enregistré" in said
    assert said.count(ASKED) == 1
    assert "paul, le 30 novembre 2026" in said


def test_a_wrong_page_is_marked_by_pointing_at_the_right_passage(noted: Any) -> None:
    noted.mark("1", "wrong_page", passage="p2", terme="2")
    (gold,) = read_gold(noted.gold)
    assert (gold.pages, gold.evidence) == ((2,), (BRIDGE,))


def test_what_the_report_does_say_is_marked_as_missed(noted: Any) -> None:
    noted.mark("2", "missed", passage="p2", terme="pont")
    (gold,) = read_gold(noted.gold)
    assert (gold.question, gold.pages) == ("Combien de piscines ?", (2,))


def test_a_right_refusal_says_who_found_it_so_and_has_no_page(noted: Any) -> None:
    noted.mark("2", "right")
    line = json.loads(noted.gold.read_text("utf-8"))
    assert (line["kind"], "pages" in line) == ("near_miss", False)
    assert "le refus est juste" in line["why"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mark": "wrong_page"}, "il faut aussi désigner le passage"),
        ({"mark": "wrong_page", "passage": "rien"}, "il faut aussi désigner le passage"),
        ({"mark": "right", "cles": "999"}, "« 999 » ne se trouve pas"),
        ({"mark": "missed"}, "Choisissez l’une des réponses"),
        ({"mark": "rien"}, "Choisissez l’une des réponses"),
    ],
)
def test_a_mark_that_cannot_be_is_said_and_nothing_typed_is_lost(
    given: dict[str, str], said: str, noted: Any, words: Words
) -> None:
    response = noted.mark("1", given.pop("mark"), terme="pont", **given)
    assert response.status_code == 422
    assert said in words(response.text)
    assert 'name="terme" type="text" value="pont"' in response.text
    assert noted.store.reviews() == ()


def test_an_answer_that_changed_meanwhile_is_to_be_read_again(noted: Any, words: Words) -> None:
    response = noted.send("/1", marque="right", vu="0")
    assert response.status_code == 409
    assert "La réponse a changé" in words(response.text)
    assert noted.store.reviews() == ()


def test_what_is_undone_waits_again_and_leaves_the_gold_file(noted: Any, words: Words) -> None:
    noted.mark("1", "right")
    noted.mark("2", "right")
    (first,) = (each for each in noted.store.reviews() if each.entry == 1)
    assert noted.send("/annuler", relecture=first.id).status_code == 303
    assert [each.question for each in read_gold(noted.gold)] == ["Combien de piscines ?"]
    assert "Prises au hasard (1)" in words(noted.page())


def test_a_form_without_the_session_s_token_changes_nothing(noted: Any) -> None:
    for path in ("/1", "/annuler", "/fichier", "/1/chercher"):
        refused = noted.client.post(f"/pilotage/relecture{path}", data={"csrf": "x"})
        assert refused.status_code == 403
    assert not noted.gold.exists()


def test_a_broken_gold_file_is_named_and_no_mark_is_lost(noted: Any, words: Words) -> None:
    broken = '{"id": "a", "pdf" "bilan.pdf"}\n'
    noted.gold.write_text(broken, encoding="utf-8")
    assert noted.mark("1", "right").status_code == 303
    said = words(noted.page())
    assert "Le fichier « gold.jsonl », ligne 1, colonne 19" in said
    assert "1 relecture attend d’y être écrite" in said
    assert noted.gold.read_text("utf-8") == broken
    noted.gold.unlink()
    noted.send("/fichier")
    assert [each.question for each in read_gold(noted.gold)] == [ASKED]
    assert "attend" not in words(noted.page())


def test_the_gold_file_can_be_saved(noted: Any) -> None:
    assert noted.client.get("/pilotage/relecture.jsonl").content == b""
    noted.mark("1", "right")
    saved = noted.client.get("/pilotage/relecture.jsonl")
    assert saved.headers["content-disposition"] == 'attachment; filename="gold.jsonl"'
    assert saved.content == noted.gold.read_bytes()


def test_an_edition_that_is_gone_is_said_and_the_live_one_is_reviewed(
    review: Any, asked: Callable[..., Entry], words: Words
) -> None:
    review.note(replace(asked(ASKED, pages=(9,)), edition="e" * 16))
    assert "L’édition qui avait répondu n’est plus là" in words(review.page("/1"))
    review.mark("1", "right")
    assert [each.edition for each in review.store.reviews()] == [EDITION]
    assert "Prises au hasard (0)" in words(review.page())


def test_other_pages_than_those_cited_then_are_said(
    review: Any, asked: Callable[..., Entry], words: Words
) -> None:
    review.note(asked(ASKED, pages=(2,)))
    assert "Selon citait alors d’autres pages (2)" in words(review.page("/1"))


def test_who_marked_and_who_took_it_back_is_in_the_history_without_the_question(
    noted: Any, words: Words
) -> None:
    noted.mark("1", "right")
    (kept,) = noted.store.reviews()
    noted.send("/annuler", relecture=kept.id)
    page = noted.client.get("/pilotage/historique").text
    said = words(page)
    assert re.search(
        rf"\d\d:\d\d paul relecture retirée : « C’est juste » bilan {EDITION} {kept.id} .*"
        rf"\d\d:\d\d paul réponse relue : « C’est juste » bilan {EDITION} {kept.id}",
        said,
    )
    table = noted.client.get("/pilotage/historique.csv").content.decode("utf-8-sig")
    table = table.replace("\u00a0", " ")
    assert [line.split(";")[1:6] for line in table.splitlines()[1:]] == [
        ["paul", "réponse relue : « C’est juste »", "bilan", EDITION, kept.id],
        ["paul", "relecture retirée : « C’est juste »", "bilan", EDITION, kept.id],
    ]
    assert "kilomètres" not in (noted.home / "audit.jsonl").read_text("utf-8")


def test_what_was_not_there_to_be_undone_is_not_in_the_history(noted: Any) -> None:
    noted.send("/annuler", relecture="relu-0123456789ab")
    assert not (noted.home / "audit.jsonl").exists()


def test_a_mark_that_cannot_be_noted_in_the_history_is_kept_and_told(
    noted: Any, words: Words
) -> None:
    (noted.home / "audit.jsonl").mkdir()
    response = noted.mark("1", "right")
    assert response.status_code == 503
    assert "C’est fait, mais l’historique n’a pas pu le noter" in words(response.text)
    assert [each.mark for each in noted.store.reviews()] == [Mark.RIGHT]
