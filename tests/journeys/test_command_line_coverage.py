"""`selon coverage` as it is typed, with the real encoder."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

Selon = Callable[..., Any]
CANTEENS = """\
topics:
- id: cuisine
  name: Cuisine centrale
  family: Vie de la ville
  about: Les repas que prépare la cuisine centrale.
  probes: {words: [cuisine centrale, repas servis, produits biologiques]}
"""


@pytest.fixture
def canteens(tmp_path: Path) -> Path:
    file = tmp_path / "nos-themes.yaml"
    file.write_text(CANTEENS, encoding="utf-8")
    return file


def test_a_program_gets_every_topic_with_its_evidence(selon: Selon, canteens: Path) -> None:
    told = selon("coverage", "--topics", canteens, "--json").json
    topics = {topic["topic"]: topic for topic in told["topics"]}

    assert (told["report"], told["unread_pages"]) == ("bilan", [])
    assert len(topics) == 75
    assert topics["cuisine"]["state"] == "covered"
    assert topics["cuisine"]["pages"] == [2]
    assert "cuisine centrale" in topics["cuisine"]["quote"].lower()
    assert topics["cuisine"]["evidence"][0]["page"] == 2
    assert topics["littoral"]["state"] == "absent"


def test_the_same_report_gives_the_same_bytes_kept_or_not(selon: Selon, canteens: Path) -> None:
    first, second = (selon("coverage", "--topics", canteens, "--json").out for _ in range(2))

    assert first == second


def test_a_person_reads_a_word_for_each_state_and_a_quote(selon: Selon, canteens: Path) -> None:
    said = selon("coverage", env={"SELON_TOPICS": str(canteens)}).text

    assert "● Cuisine centrale : couvert, p. 2" in said
    assert "– Littoral, ports et pêche : absent" in said
    assert "75 thèmes :" in said


def test_a_table_is_written_for_a_spreadsheet(selon: Selon, tmp_path: Path) -> None:
    file = tmp_path / "couverture.csv"
    assert selon("coverage", "--csv", file).code == 0
    with file.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.reader(written, delimiter=";"))

    assert rows[0][0] == "Thème"
    assert len(rows) == 75


def test_a_broken_file_of_topics_is_refused_with_its_line_and_column(
    selon: Selon, tmp_path: Path
) -> None:
    file = tmp_path / "casse.yaml"
    file.write_text("topics:\n- id: [", encoding="utf-8")
    done = selon("coverage", "--topics", file)

    assert (done.code, done.out) == (1, "")
    assert "ligne 2, colonne 8" in done.err.replace("\u00a0", " ")


def test_a_table_that_cannot_be_written_is_said_before_any_work(
    selon: Selon, tmp_path: Path
) -> None:
    done = selon("coverage", "--csv", tmp_path / "absent" / "x.csv")

    assert done.code == 1
    assert "--csv" in done.err


def test_json_and_a_table_at_once_are_wrong_usage(selon: Selon, tmp_path: Path) -> None:
    assert selon("coverage", "--json", "--csv", tmp_path / "x.csv").code == 2
