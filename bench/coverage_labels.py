"""Labels of coverage, and how often what was decided is what a person had said."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "coverage"
PAGE_STATES = ("covers", "mentions", "absent")
REPORT_STATES = ("covered", "thin", "mentioned", "absent")


@dataclass(frozen=True, slots=True)
class Label:
    """What a person said of a topic on a page (None: in the whole report)."""

    report: str
    sha256: str
    topic: str
    page: int | None
    state: str
    doubt: bool = False
    picture: bool = False


Decided = Callable[[Label], str]


def read_labels(part: str) -> list[Label]:
    """The labels of `part` ("open" or "sealed"), in the order of the file."""
    lines = (FOLDER / f"labels_{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Label(
            **{key: read[key] for key in ("report", "sha256", "topic", "page", "state")},
            doubt=read.get("doubt", False),
            picture=read.get("picture", False),
        )
        for read in map(json.loads, lines)
    ]


def figures(labels: Sequence[Label], decided: Decided) -> dict[str, Any]:
    """How pages and reports were decided, with and without the labels in doubt, and by report.

    Pages that show a topic in a picture alone are left out: no text says it.
    """
    seen = [label for label in labels if not label.picture]
    sure = [label for label in seen if not label.doubt]
    reports = sorted({label.report for label in seen})
    return {
        "all": _both(seen, decided),
        "without doubt": _both(sure, decided),
        "reports": {
            name: {
                "all": _both([label for label in seen if label.report == name], decided),
                "without doubt": _both([label for label in sure if label.report == name], decided),
            }
            for name in reports
        },
        "left out for pictures": len(labels) - len(seen),
    }


def _both(labels: Sequence[Label], decided: Decided) -> dict[str, Any]:
    pages = [label for label in labels if label.page is not None]
    reports = [label for label in labels if label.page is None]
    return {
        "pages": agreement(pages, decided, PAGE_STATES),
        "reports": agreement(reports, decided, REPORT_STATES),
    }


def agreement(labels: Iterable[Label], decided: Decided, states: Sequence[str]) -> dict[str, Any]:
    """The table of label and decision, and precision and recall of the first state and the last.

    Both are of the labels in one of those two states: a label between them counts for neither, a
    decision between them counts as missed. None where there is nothing to divide by.
    """
    counts = Counter((label.state, decided(label)) for label in labels)
    first, last = states[0], states[-1]
    return {
        "labels": sum(counts.values()),
        "right": sum(count for (said, found), count in counts.items() if said == found),
        first: _measured(counts, first, last),
        last: _measured(counts, last, first),
        "table": {said: {found: counts[said, found] for found in states} for said in states},
    }


def _measured(counts: Counter[tuple[str, str]], one: str, other: str) -> dict[str, float | None]:
    right = counts[one, one]
    labelled = sum(count for (said, _), count in counts.items() if said == one)
    return {
        "precision": _share(right, right + counts[other, one]),
        "recall": _share(right, labelled),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
