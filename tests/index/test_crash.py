"""`kill -9` at any instant of a publication leaves a whole edition serving."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

STEPS = [f"write:{n}" for n in range(1, 19)]
MOMENTS = [str(ms) for ms in sorted(random.Random(2025).sample(range(1, 80), 25))]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """For each instant: the number of problems, the text that answers, and what is left over."""
    folder = tmp_path_factory.mktemp("crash")
    ran = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("dying.py")),
            str(folder / "home"),
            str(folder / "report.pdf"),
            *STEPS,
            *MOMENTS,
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parent.parent.parent,
    )
    lines = (line.split("\t") for line in ran.stdout.splitlines())
    return {instant: rest for instant, *rest in lines}


@pytest.mark.parametrize("instant", [*STEPS, *MOMENTS])
def test_whenever_it_is_killed_a_whole_edition_answers(
    served: dict[str, list[str]], instant: str
) -> None:
    problems, text = served[instant]
    assert problems == "0"
    assert text.startswith("La piscine est ")


def test_until_the_last_step_the_old_edition_answers(served: dict[str, list[str]]) -> None:
    answers = {instant: served[instant][1] for instant in STEPS}
    assert {answers[step] for step in STEPS[:-1]} == {"La piscine est fermée."}


def test_the_next_ingestion_publishes_and_sweeps_up(served: dict[str, list[str]]) -> None:
    assert served["end"] == ["0", "La piscine est pleine."]
