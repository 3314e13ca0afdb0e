"""The sets of gold questions that quality is followed by: ours, and the installation's own."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path

from retrieval.gold import GoldError, GoldQuestion, read_gold

OWN_FILE = "gold.jsonl"
_SHIPPED = files("retrieval") / "data" / "dossier_gold.jsonl"


class GoldWithoutQuestions(GoldError):
    """The gold file `file` holds no question."""

    code = "gold_without_questions"


class GoldReportsMissing(GoldError):
    """None of the reports that the questions are about, read from `files`, is indexed."""

    code = "gold_reports_missing"


class GoldSet(StrEnum):
    """Whose questions: those that come with Selon, or those of this installation."""

    SHIPPED = "shipped"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Gold:
    """The questions of a set, and the SHA-256 of the file that they were read from."""

    questions: tuple[GoldQuestion, ...]
    sha256: str

    @property
    def pdfs(self) -> tuple[str, ...]:
        """The files of the reports that they are about, in the order in which they first come."""
        return tuple(dict.fromkeys(question.pdf for question in self.questions))


def load_gold(gold_set: GoldSet, home: Path) -> Gold:
    """The questions of `gold_set` for the installation under `home`.

    Raises `GoldMissing`, `GoldLineMalformed` and `GoldWithoutQuestions`.
    """
    if gold_set is GoldSet.OWN:
        return _read(home / OWN_FILE)
    with as_file(_SHIPPED) as path:
        return _read(path)


def _read(path: Path) -> Gold:
    questions = read_gold(path)
    if not questions:
        raise GoldWithoutQuestions(file=path.name)
    return Gold(questions, hashlib.sha256(path.read_bytes()).hexdigest())
