"""`selon quality`: the runs that are kept, for a person and for a program."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ui.cli import run
from ui.wording import NO_BREAK

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(measured: Any, capsys: pytest.CaptureFixture[str]) -> Typed:
    """A function that types `selon quality`, and gives the code and what was told, and where."""

    def typing(*arguments: str) -> tuple[int, str, str]:
        code = run(["quality", *arguments], {"SELON_HOME": str(measured.home)})
        out, err = (each.replace(NO_BREAK, " ") for each in capsys.readouterr())
        return code, out, err

    return typing


def test_before_any_run_how_to_make_one_is_told(typed: Typed) -> None:
    code, out, _ = typed()
    assert (code, out.count("selon quality --measure all")) == (0, 1)


def test_runs_are_told_with_their_figures(measured: Any, typed: Typed) -> None:
    measured.measure()
    _, out, _ = typed()
    assert "questions de l'installation · paul · bilan 0123456789abcdef" in out
    assert "Questions dont la réponse est dans le rapport : 2, dont 1 bien répondue." in out


def test_runs_are_one_object_for_a_program_and_damaged_files_are_named(
    measured: Any, typed: Typed
) -> None:
    name = measured.measure()
    (measured.home / "quality" / "20250101T000000Z-own.json").write_text("{")
    code, out, _ = typed("--json")
    told = json.loads(out)
    assert (code, told["damaged"]) == (0, ["20250101T000000Z-own.json"])
    (kept,) = told["runs"]
    assert (kept["run"], kept["set"], kept["questions"]) == (name, "own", 3)
    assert kept["figures"]["right"] == {"got": 1, "of": 2, "between_in_100": [9, 91]}
    assert json.loads((measured.home / "quality" / f"{name}.json").read_bytes())["right"] == 0.5


@pytest.mark.parametrize("which", ["shipped", "own", "all"])
def test_what_cannot_be_measured_is_an_error_that_says_how(
    measured: Any, typed: Typed, which: str
) -> None:
    code, _, err = typed("--measure", which)
    assert code == 1
    assert "selon ingest" in err
    assert not (measured.home / "quality").exists()


def test_a_broken_gold_file_is_told_by_line_and_column(measured: Any, typed: Typed) -> None:
    (measured.home / "gold.jsonl").write_text('{"id": "a"\n')
    code, _, err = typed("--measure", "own")
    assert code == 1
    assert "« gold.jsonl », ligne 1, colonne 11" in err
