"""`selon gaps`: its usage, before anything is looked into."""

from datetime import date
from pathlib import Path

import pytest

from retrieval.asked import Period
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
