"""`kill -9` while a thousand questions are noted loses at most the one under way."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.journal_reading import JournalReader

SCRIPT = Path(__file__).with_name("journal_dying.py")
ROOT = SCRIPT.parents[2]
INSTANTS = sorted(random.Random(2026).sample(range(1, 900), 5))


def killed_after(file: Path, number: int) -> int:
    """Kills the script once it said `number`; the last number that it said."""
    noting = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(file)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    assert noting.stdout is not None
    with noting.stdout as said:
        next(line for line in said if int(line) == number)
        noting.kill()
        last = max([number, *(int(line) for line in said if line.endswith("\n"))])
    noting.wait()
    return last


@pytest.mark.parametrize("instant", INSTANTS)
def test_what_was_noted_before_the_kill_is_there(tmp_path: Path, instant: int) -> None:
    file = tmp_path / "journal.sqlite"

    last = killed_after(file, instant)

    noted = sorted(entry.id for entry in JournalReader(file).every())
    assert noted in (list(range(1, last + 1)), list(range(1, last + 2)))
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
