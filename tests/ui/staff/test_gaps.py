"""What staff read of gaps: groups, why, what to do; every figure leads to its questions."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from retrieval.answer import Outcome
from retrieval.journal import Entry, JournalState

Asked = Callable[..., Entry]
BUSES = "Et les bus de Calais ?"
COUNTED = re.compile(r"Compté le [0-9er]+ \w+ 20\d\d à \d+ h \d\d")


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def listed(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<td class="text">(.*?)</td>', page)]


@pytest.fixture
def noted(desk: Any, asked: Asked) -> None:
    """Three questions nearly the same, one of another group, one long ago, one well answered."""
    missed = {"outcome": Outcome.NOT_IN_REPORT, "pages": ()}
    month = asked().day - timedelta(days=31)
    desk.note(
        asked("Combien de trottinettes ?", **missed),
        asked("combien de trotinettes", **missed),
        asked("Combien de trottinettes ?", **missed),
        asked(BUSES, outcome=Outcome.OUT_OF_SCOPE, pages=()),
        asked("Combien de trottinettes ?", day=month, **missed),
        asked("Combien de vélos ?", confidence=0.95),
        asked(None, **missed),
    )


@pytest.mark.usefixtures("noted")
def test_groups_are_shown_with_their_number_their_trend_and_what_to_do(staff: TestClient) -> None:
    said = words(staff.get("/pilotage/manques").text)
    assert "6 questions posées dont 5 sans réponse, ou mal servies en 2 groupes" in said
    assert "1 question comptée sans texte" in said
    assert COUNTED.search(said)
    assert "Combien de trottinettes ? 3 fois en hausse : 1 sur la période d’avant" in said
    assert "Aucun passage n’en approche" in said
    assert f"{BUSES} 1 fois aucune sur la période d’avant" in said


@pytest.mark.usefixtures("noted")
def test_every_figure_of_gaps_leads_to_its_questions(staff: TestClient) -> None:
    page = staff.get("/pilotage/manques").text
    ways = re.findall(r'<a href="([^"#]+)#liste">(?:dont )?(\d+)[^<]*</a>', page)
    counts = [(int(n), len(listed(staff.get(unescape(way)).text))) for way, n in ways]
    assert counts == [(6, 6), (5, 5), (3, 3), (1, 1)]
    assert re.search(r'<a href="[^"]+#groupes">en 2 groupes</a>', page)


@pytest.mark.usefixtures("noted")
def test_a_group_has_its_wordings_and_a_topic_to_copy(staff: TestClient) -> None:
    page = staff.get("/pilotage/manques").text
    (way,) = re.findall(r'<h2><a href="([^"]+)">Combien de trottinettes', page)
    shown = staff.get(unescape(way)).text
    assert "Combien de trottinettes ?" in shown
    assert "combien de trotinettes" in words(shown)
    assert "- id: trottinettes" in shown


@pytest.mark.usefixtures("noted")
def test_no_question_is_in_an_address_of_gaps(staff: TestClient) -> None:
    page = staff.get("/pilotage/manques").text
    assert not any(
        "trottinettes" in each for each in re.findall(r'(?:href|action)="([^"]*)"', page)
    )


def test_without_a_journal_there_are_no_gaps_and_no_file(desk: Any, staff: TestClient) -> None:
    desk.journal.state = JournalState()
    for path in ("manques", "demande"):
        assert "SELON_JOURNAL_MONTHS=6" in staff.get(f"/pilotage/{path}").text
        assert staff.get(f"/pilotage/{path}.csv").status_code == 404


def test_a_period_without_anything_missed_says_so(staff: TestClient) -> None:
    assert "Rien n’a manqué" in staff.get("/pilotage/manques").text


@pytest.mark.parametrize(
    "days",
    [
        "du=hier",
        "du=2026-11-02&au=2026-11-01",
        "du=2020-01-01&au=2026-01-01",
        "du=0001-01-01&au=0001-01-02",
    ],
)
@pytest.mark.parametrize("path", ["manques", "demande"])
def test_a_period_that_cannot_be_is_told(path: str, days: str, staff: TestClient) -> None:
    response = staff.get(f"/pilotage/{path}?{days}")
    assert response.status_code == 422
    assert "Le premier jour doit venir avant le dernier" in response.text


@pytest.mark.parametrize("path", ["manques/99", "manques?page=9", "manques?page=0", "manques/x"])
@pytest.mark.usefixtures("noted")
def test_a_group_or_a_page_that_is_not_there_is_told(path: str, staff: TestClient) -> None:
    assert staff.get(f"/pilotage/{path}").status_code == 404


@pytest.mark.usefixtures("noted")
def test_the_files_hold_the_groups(staff: TestClient) -> None:
    csv = staff.get("/pilotage/manques.csv").content.decode("utf-8-sig")
    assert [line.split(";")[:3] for line in csv.splitlines() if "rottinettes ?;" in line] == [
        ["Combien de trottinettes ?", "3", "1"]
    ]
    text = staff.get("/pilotage/manques.md?du=2026-11-30&au=2026-12-06").text
    assert text.startswith("# Ce qui manque aux habitants, du 30 novembre 2026 au 6 décembre 2026")
    assert "## 1. Combien de trottinettes ?" in text


@pytest.mark.parametrize("path", ["manques.xlsx", "questions.xlsx"])
def test_a_workbook_holds_text_and_nothing_to_carry_out(
    path: str, desk: Any, staff: TestClient, asked: Asked
) -> None:
    desk.note(asked("=1+1", outcome=Outcome.NOT_IN_REPORT, pages=()))
    response = staff.get(f"/pilotage/{path}")
    with ZipFile(BytesIO(response.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = "".join(book.read(name).decode() for name in book.namelist() if "xl/" in name)
    assert "=1+1" in strings
    assert "<f>" not in sheet


@pytest.mark.usefixtures("noted")
def test_questions_are_sought_by_topic_territory_and_how_they_were_served(
    staff: TestClient,
) -> None:
    found = listed(staff.get("/pilotage/questions?etat=mal").text)
    assert len(found) == 5
    assert BUSES in found
    page = staff.get("/pilotage/questions").text
    (way,) = re.findall(r'<a href="([^"#]+territoire=[^"#]+)#liste"', page)
    assert listed(staff.get(unescape(way)).text) == [BUSES]
    assert staff.get("/pilotage/questions?etat=bien").status_code == 404


def test_supply_and_demand_are_shares_of_text_and_of_questions(
    desk: Any, staff: TestClient, asked: Asked
) -> None:
    desk.note(asked("La piste cyclable ?"), asked("Et ça ?"), asked("Des pistes cyclables ?"))
    page = staff.get("/pilotage/demande").text
    assert COUNTED.search(words(page))
    assert "3 questions posées, dont 2 où Selon reconnaît un thème" in words(page)
    assert "Vélo & marche ◆ Couvert 3,1 % 100,0 % 2" in words(page) or "3,1 % 100,0 % 2" in words(
        page
    )
    csv = staff.get("/pilotage/demande.csv").content.decode("utf-8-sig")
    assert "Routes;Vélo & marche;" in csv
    chart = staff.get("/pilotage/demande.svg")
    assert chart.headers["content-type"].startswith("image/svg+xml")


@pytest.mark.usefixtures("noted")
def test_groups_are_kept_to_a_cause_each_with_its_number(staff: TestClient) -> None:
    page = staff.get("/pilotage/manques").text
    assert "Selon a cherché la cause de 2 groupes, les plus fréquents." in words(page)
    ways = dict(re.findall(r'<a href="([^"]+cause=[^"]+)#groupes">([^<]+)</a>', page))
    assert [each.replace("\u00a0", " ") for each in ways.values()] == [
        "Absent du rapport (1)", "L’affaire d’un autre organisme (1)",
    ]  # fmt: skip
    shown = [re.findall(r"<h2><a[^>]+>([^<]+)", staff.get(unescape(way)).text) for way in ways]
    assert [[unescape(each).replace("\u00a0", " ") for each in some] for some in shown] == [
        ["Combien de trottinettes ?"], [BUSES],
    ]  # fmt: skip
    none = staff.get("/pilotage/manques?cause=unclear").text
    assert "Aucun groupe n’a cette cause" in words(none)
    assert staff.get("/pilotage/manques?cause=rien").status_code == 404


@pytest.mark.usefixtures("noted")
def test_the_files_are_kept_to_a_cause_too(staff: TestClient) -> None:
    csv = staff.get("/pilotage/manques.csv?cause=elsewhere").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in csv.splitlines()[1:]] == [BUSES]
    text = staff.get("/pilotage/manques.md?cause=elsewhere").text
    assert "Seulement les groupes dont la cause est" in text


@pytest.mark.usefixtures("noted")
def test_groups_are_those_of_one_report_where_there_are_several(
    desk: Any, staff: TestClient, asked: Asked
) -> None:
    missed = {"outcome": Outcome.NOT_IN_REPORT, "pages": ()}
    desk.note(
        asked("Combien de trottinettes ?", edition="f" * 16, **missed),
        asked("Et les péniches ?", edition="d" * 16, **missed),
    )
    page = staff.get("/pilotage/manques?rapport=projet").text
    assert "1 question posée dont 1 sans réponse" in words(page)
    assert '<option value="projet" selected>' in page
    ways = re.findall(r'<a href="([^"#]+rapport=projet[^"#]*)#liste">', page)
    assert [len(listed(staff.get(unescape(way)).text)) for way in ways] == [1, 1, 1]
    assert "8 questions posées" in words(staff.get("/pilotage/manques").text)
    default = words(staff.get("/pilotage/manques?rapport=bilan").text)
    assert "7 questions posées" in default
    assert "Et les péniches ?" in default
    assert staff.get("/pilotage/manques?rapport=rien").status_code == 404
    assert staff.get("/pilotage/manques.csv?rapport=rien").status_code == 404


@pytest.mark.parametrize("path", ["manques", "demande", "questions?theme=velo", "manques/1"])
def test_what_is_still_being_counted_is_said_with_a_way_to_look_again(
    path: str, tmp_path: Path, make_desk: Callable[..., Any], sign_in: Any, asked: Asked
) -> None:
    desk = make_desk(tmp_path, wait=0, between=threading.Event())
    desk.note(asked("Combien de trottinettes ?", outcome=Outcome.NOT_IN_REPORT, pages=()))
    client = desk.client()
    sign_in(client, "paul")
    response = client.get(f"/pilotage/{path}")
    assert response.status_code == 202
    assert "Selon compte les questions de cette période" in words(response.text)
    assert f'href="?{path.partition("?")[2]}"' in response.text
    desk.between.set()
