"""Several reports and editions side by side: which one answers, and going back."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

Selon = Any


@pytest.fixture(scope="module")
def two_editions(selon: Selon, bilan: Path, later_bilan: Path) -> tuple[str, str]:
    """Ids of an edition and of the one that a new version of the PDF made of it."""
    given = [
        selon("ingest", path, "--name", "ville", "--json", home="two").json["ingested"][0]
        for path in (bilan, later_bilan)
    ]
    return given[0]["edition"], given[1]["edition"]


def live_edition(selon: Selon) -> str:
    (report,) = selon("reports", "--json", home="two").json["reports"]
    (live,) = [edition["edition"] for edition in report["editions"] if edition["live"]]
    return str(live)


def test_a_new_version_is_a_new_edition_and_the_old_one_is_kept(
    selon: Selon, two_editions: tuple[str, str]
) -> None:
    (report,) = selon("reports", "--json", home="two").json["reports"]
    assert (report["slug"], report["default"]) == ("ville", True)
    assert report["source_file"] == "bilan-2.pdf"
    assert {edition["edition"] for edition in report["editions"]} == set(two_editions)
    assert live_edition(selon) == two_editions[1]
    first = report["editions"][0]
    assert set(first) == {
        "edition", "live", "pages", "passages", "unread_pages", "model", "built", "bytes",
    }  # fmt: skip


def test_one_can_go_back_and_forth(selon: Selon, two_editions: tuple[str, str]) -> None:
    back = selon("reports", "--rollback", "ville", home="two")
    assert f"L'édition {two_editions[0]} de « ville » est maintenant en service." in back.text
    assert live_edition(selon) == two_editions[0]
    assert selon("reports", "--publish", two_editions[1], home="two").code == 0
    assert live_edition(selon) == two_editions[1]


def test_two_editions_are_compared_passage_by_passage(
    selon: Selon, two_editions: tuple[str, str]
) -> None:
    diff = selon("reports", "--diff", *two_editions, "--json", home="two").json["diff"]
    assert diff["same"] > 0
    (changed,) = diff["changed"]
    assert "412 000 repas" in changed["before"]["text"]
    assert "455 000 repas" in changed["after"]["text"]
    said = selon("reports", "--diff", *two_editions, home="two").text
    assert "1 modifié" in said


def test_known_questions_that_get_another_answer_are_told(
    selon: Selon, two_editions: tuple[str, str]
) -> None:
    known = {"id": "v-1", "pdf": "bilan.pdf", "kind": "number", "pages": [2], "previous": None}
    known |= {"question": "Combien de repas a servi la cuisine centrale ?", "keys": ["412 000"]}
    known |= {"answer": "412 000", "evidence": "412 000 repas"}
    other = {**known, "id": "v-2", "question": "Quand la bibliothèque a-t-elle rouvert ?"}
    lines = "".join(json.dumps(each) + "\n" for each in (known, other))
    (Path(selon.env("two")["SELON_HOME"]) / "gold.jsonl").write_text(lines, encoding="utf-8")
    diff = selon("reports", "--diff", *two_editions, "--json", home="two").json["diff"]
    (changed,) = diff["answers"]["changed"]
    assert (diff["answers"]["asked"], changed["question"]) == (2, known["question"])
    assert "412 000" in changed["before"]["quotes"][0]["quote"]
    assert "455 000" in changed["after"]["quotes"][0]["quote"]
    assert (diff["changed"][0]["figures"], diff["moved"]) == (True, [])
    said = selon("reports", "--diff", *two_editions, home="two").text
    assert "1 question connue reçoit une autre réponse, sur 2." in said.replace("\u00a0", " ")
    assert f"? {known['question']}" in said.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_edition_that_answers_can_not_be_deleted(
    selon: Selon, two_editions: tuple[str, str]
) -> None:
    done = selon("reports", "--delete", live_edition(selon), home="two")
    assert done.code == 1
    assert "elle ne peut pas être supprimée" in done.complaint


def test_blind_spots_list_the_pages_that_could_not_be_read(selon: Selon, blank: Path) -> None:
    said = selon("ingest", blank, home="blank").text
    assert "« blanc » est enregistré, mais rien n'a pu y être lu." in said
    assert "Pages sans texte : 2 (1-2)." in said
    (spots,) = selon("reports", "--blind-spots", "--json", home="blank").json["blind_spots"]
    assert (spots["pages"], spots["unread_pages"]) == (2, [1, 2])
    assert [each["page"] for each in spots["missing"]] == [1, 2]
    assert spots["recognised_pages"] == []
    assert (spots["table_share"], spots["odd_characters"], spots["other_languages"]) == (0, [], [])
    asked = selon("ask", "Combien de repas ?", "--json", home="blank")
    assert (asked.code, asked.json["outcome"]) == (0, "not_in_report")


def test_the_first_report_of_ones_own_becomes_the_default(selon: Selon, bilan: Path) -> None:
    selon("ingest", home="dossier-first")
    selon("ingest", bilan, home="dossier-first")
    reports = selon("reports", "--json", home="dossier-first").json["reports"]
    assert {report["slug"]: report["default"] for report in reports} == {
        "bilan": True,
        "dossier": False,
    }
    said = selon("reports", "--default", "dossier", home="dossier-first").text
    assert "« dossier » répond désormais" in said
