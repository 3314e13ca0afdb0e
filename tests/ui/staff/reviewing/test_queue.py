"""The queue of a reviewer: what waits in it, what comes first, and what can't be opened."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from retrieval.journal import Entry, JournalState

ASKED = "Combien de kilomètres de voies cyclables prévoit le plan vélo ?"
Words = Callable[[str], str]


def test_what_did_not_help_waits_first_with_its_reason(noted: Any, words: Words) -> None:
    said = words(noted.page())
    assert "Jugées pas utiles (1)" in said
    assert "Combien de piscines ? Pas utile : c’est incomplet Pas de réponse trouvée" in said
    assert said.index("Combien de piscines ?") < said.index(ASKED)
    assert "Avis reçus : 0 utile , 1 pas utile" in said


def test_the_figures_of_opinions_lead_to_their_questions(noted: Any) -> None:
    assert "Combien de piscines ?" in noted.page("?avis=not_helpful")
    assert "Aucune question à montrer" in noted.page("?avis=helpful")
    assert noted.client.get("/pilotage/relecture?avis=rien").status_code == 404


def test_no_question_is_in_an_address(noted: Any) -> None:
    page = noted.page() + noted.page("/1")
    assert not any(
        "lo" in each and "v%C3" in each for each in re.findall(r'(?:href|action)="(.*?)"', page)
    )
    assert 'href="/pilotage/relecture/1"' in page


def test_without_a_journal_the_page_says_how_to_keep_one(review: Any, words: Words) -> None:
    review.journal.state = JournalState()
    assert "le journal des questions est éteint" in words(review.page())


def test_without_a_reviewer_the_page_says_how_to_name_one(review: Any) -> None:
    review.feedback.reviewer = ""
    assert "SELON_REVIEWER=" in review.page()


@pytest.mark.parametrize("code", ["3", "zz", "f" * 16, "0" * 17, "1/x"])
def test_a_question_that_is_not_there_is_said_in_french(code: str, noted: Any) -> None:
    response = noted.client.get(f"/pilotage/relecture/{code}")
    assert response.status_code == 404
    assert "Il n’y a rien" in response.text


def test_a_question_whose_text_was_not_kept_cannot_be_opened(
    review: Any, asked: Callable[..., Entry]
) -> None:
    review.note(asked(None))
    assert review.client.get("/pilotage/relecture/1").status_code == 404


def test_opinions_stand_beside_the_questions(noted: Any, words: Words) -> None:
    page = noted.client.get("/pilotage/questions").text
    assert "Combien de piscines ? Pas de réponse trouvée" in words(page)
    assert "<td>Pas utile\u00a0: c’est incomplet</td>" in page


@pytest.mark.parametrize("path", ["", "/1"])
def test_the_pages_hold_no_script_and_no_style_of_their_own(path: str, noted: Any) -> None:
    page = noted.page(path)
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]*display\.js)", page) == []
