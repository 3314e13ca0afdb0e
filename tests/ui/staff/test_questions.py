"""What staff read of the journal: volumes, questions by filter, pages of them, its troubles."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry, JournalState, Trouble, WrapUp
from retrieval.journal_reading import PAGE

EDITION = "0123456789abcdef"
Asked = Callable[..., Entry]


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def listed(page: str) -> list[str]:
    """The texts of the questions that are listed."""
    return [unescape(each) for each in re.findall(r'<td class="text">(.*?)</td>', page)]


def link(page: str, text: str) -> str:
    """The address of the link called `text`."""
    (found,) = re.findall(rf'<a href="([^"#]*)[^>]*>{re.escape(text)}</a>', page)
    return unescape(found)


@pytest.fixture
def noted(desk: Any, asked: Asked) -> None:
    """Five questions: three of today, one of last week, one too old for the volumes."""
    week, old = (asked().day - timedelta(days=days) for days in (7, 30))
    desk.note(
        asked("Combien de pistes ?"),
        asked("Quelle météo ?", outcome=Outcome.NOT_IN_REPORT, pages=(), hour=10),
        asked(None, desk=Desk.PAGES, hour=11),
        asked("et <b>les bus</b> ?", day=week, desk=Desk.AGENTS, wrap_up=WrapUp.PARTLY),
        asked("Vieille question", day=old),
    )


def test_a_journal_that_is_off_is_explained_and_nothing_of_it_shown(
    desk: Any, staff: TestClient, noted: None
) -> None:
    desk.journal.state = JournalState()
    page = staff.get("/pilotage/questions").text
    assert "SELON_JOURNAL_MONTHS=6" in page
    assert "Il reste 5 questions d’un réglage antérieur" in words(page)
    assert "météo" not in page
    assert "<form class" not in page
    assert staff.get("/pilotage/questions.csv").status_code == 404


@pytest.mark.usefixtures("noted")
def test_volumes_are_those_of_the_last_thirty_days(staff: TestClient) -> None:
    said = words(staff.get("/pilotage/questions").text)
    assert "contient 5 questions, dont 1 comptée sans son texte" in said
    assert "4 questions, aujourd’hui compris." in said
    assert "Le rapport répond 3" in said
    assert "habitants 2" in said
    assert "30 novembre 2026 3 23 novembre 2026 1" in said


@pytest.mark.usefixtures("noted")
def test_every_figure_leads_to_its_questions(staff: TestClient) -> None:
    page = staff.get("/pilotage/questions").text
    figures = re.findall(r'<th scope="row"><a href="([^"#]+)#liste">.*?</th><td>(\d+)</td>', page)
    assert len(figures) == 2 + 3 + 2
    for address, count in figures:
        assert len(listed(staff.get(unescape(address)).text)) == int(count)


@pytest.mark.usefixtures("noted")
def test_a_question_is_shown_with_how_it_ended_and_the_pages_to_open(staff: TestClient) -> None:
    page = staff.get("/pilotage/questions").text
    assert listed(page) == [
        "<em>Texte non gardé\u00a0: santé ou détresse</em>",
        "Quelle météo ?",
        "Combien de pistes ?",
        "et <b>les bus</b> ?",
        "Vieille question",
    ]
    assert "<b>les bus" not in page
    assert f'<a href="/pdf/{EDITION}#page=12"' in page
    assert "30 novembre 2026, 9 h Combien de pistes ? Le rapport répond 2 , 12 habitants" in words(
        page
    )
    assert "agents En partie" in words(page)


def test_pages_of_an_edition_that_is_not_served_are_no_links(
    desk: Any, staff: TestClient, asked: Asked
) -> None:
    desk.note(asked(edition="e" * 16))
    page = staff.get("/pilotage/questions").text
    assert "#page=" not in page
    assert "2, 12" in words(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("issue=not_in_report", ["Quelle météo ?"]),
        ("poste=agents", ["et <b>les bus</b> ?"]),
        ("du=2026-11-01&au=2026-11-29", ["et <b>les bus</b> ?"]),
        ("au=2026-10-31&issue=answered&poste=residents", ["Vieille question"]),
        ("issue=blocked", []),
    ],
)
@pytest.mark.usefixtures("noted")
def test_filters_hold_for_the_list_and_for_the_table_to_save(
    query: str, found: list[str], staff: TestClient
) -> None:
    page = staff.get(f"/pilotage/questions?{query}").text
    assert listed(page) == found
    saved = staff.get(f"/pilotage/questions.csv?{query}").content.decode("utf-8-sig")
    assert [line.split(";")[4] for line in saved.splitlines()[1:]] == found


@pytest.mark.parametrize(
    "query",
    ["issue=rien", "poste=rien", "du=hier", "au=2026-13-01", "apres=1", "apres=2026-11-30.99.1"],
)
def test_a_filter_that_cannot_be_is_refused_in_french(query: str, staff: TestClient) -> None:
    response = staff.get(f"/pilotage/questions?{query}")
    assert response.status_code == 404
    assert "Il n’y a rien" in response.text


def test_pages_follow_one_another_and_keep_the_filters(
    desk: Any, staff: TestClient, asked: Asked
) -> None:
    texts = [f"Question {number} ?" for number in range(PAGE + 2)]
    other = asked("Autre ?", outcome=Outcome.BLOCKED)
    desk.note(other, *(asked(text) for text in texts))
    page = staff.get("/pilotage/questions?issue=answered").text
    assert f"{PAGE + 2} questions Télécharger" in words(page)
    older = link(page, "Questions plus anciennes")
    following = staff.get(older).text
    assert listed(page) + listed(following) == texts[::-1]
    assert link(following, "Revenir aux plus récentes").endswith("?issue=answered")
    assert "Questions plus anciennes" not in following


def test_no_question_is_in_an_address(desk: Any, staff: TestClient, asked: Asked) -> None:
    desk.note(*(asked(f"pistes {number}") for number in range(PAGE + 1)))
    page = staff.get("/pilotage/questions").text
    assert not any("pistes" in each for each in re.findall(r'(?:href|action)="([^"]*)"', page))


def test_the_table_to_save_is_the_one_of_the_command_line(
    desk: Any, staff: TestClient, asked: Asked
) -> None:
    desk.note(asked("=1+1 ; « ça »", wrap_up=WrapUp.FOUND, desk=Desk.AGENTS))
    response = staff.get("/pilotage/questions.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="questions.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfjour;heure;poste;")
    assert '"\'=1+1 ; « ça »"' in response.text


@pytest.mark.parametrize("trouble", list(Trouble))
def test_what_is_wrong_with_the_journal_is_said(
    trouble: Trouble, desk: Any, staff: TestClient
) -> None:
    wrong = JournalState(6, trouble, waiting=2, lost=3, set_aside=("journal-damaged.sqlite",))
    desk.journal.state = wrong
    said = words(staff.get("/pilotage/questions").text)
    assert "2 questions attendent" in said
    assert "3 questions n’ont pas pu être notées" in said
    assert "ne sont pas comptées ici : journal-damaged.sqlite" in said
    desk.journal.state = replace(wrong, trouble=None)
    assert "attendent" not in words(staff.get("/pilotage/questions").text)


def test_a_journal_that_cannot_be_read_is_said_and_not_replaced(
    desk: Any, staff: TestClient
) -> None:
    file = desk.home / "journal.sqlite"
    file.write_bytes(b"not a journal" * 100)
    response = staff.get("/pilotage/questions")
    assert response.status_code == 503
    assert "n’est plus, un journal lisible" in response.text
    assert file.read_bytes() == b"not a journal" * 100


def test_an_empty_journal_lists_nothing(staff: TestClient) -> None:
    page = staff.get("/pilotage/questions").text
    assert "Le journal ne contient encore aucune question." in words(page)
    assert "<table" not in page
