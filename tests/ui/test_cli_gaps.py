"""`selon gaps`: its usage, before anything is looked into."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retrieval.asked import Period
from retrieval.cause import Cause
from retrieval.gap_report import GapReport
from retrieval.gaps import Gaps
from ui.cli import run
from ui.commands.gapping import write_file
from ui.errors import GapsUnwritable
from ui.gap_table import gaps_csv, gaps_json, gaps_markdown

DAY = date(2026, 11, 30)
NOTHING = GapReport(Gaps(Period(DAY, DAY), asked=3), (), "ed", "Bilan")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--json", "--csv", "a.csv"], "Choisissez une seule forme"),
        (["--since", "2026-11-02", "--until", "2026-11-01"], "doit venir avant le dernier"),
    ],
)
def test_a_wrong_usage_is_told(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gaps", *arguments], {"SELON_HOME": str(tmp_path)}) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(GapsUnwritable) as caught:
        write_file(NOTHING, "csv", tmp_path / "nowhere" / "manques.csv")
    assert caught.value.values == {"path": str(tmp_path / "nowhere" / "manques.csv")}


def test_nothing_missed_is_a_report_too() -> None:
    assert gaps_csv(NOTHING).decode("utf-8-sig").startswith("question;nombre;")
    assert '"asked": 3, "missed": 0' in gaps_json(NOTHING)
    assert "du 30 novembre 2026 au 30 novembre 2026" in gaps_markdown(NOTHING)


def test_a_report_that_is_kept_to_a_cause_says_so() -> None:
    kept = replace(NOTHING, cause=Cause.NOT_FOUND)
    assert '"cause": "not_found"' in gaps_json(kept)
    assert "dont la cause est : Présent, mais pas trouvé." in gaps_markdown(kept).replace(
        "\u00a0", " "
    )
    assert "dont la cause" not in gaps_markdown(NOTHING)


def test_a_cause_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "--cause", "rien"], {"SELON_HOME": str(tmp_path)}) == 2
    assert "absent, not_found, unclear, elsewhere" in capsys.readouterr().err
