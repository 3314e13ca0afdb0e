"""A run of an evaluation as it is kept: its figures, and in short what became of each question."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import SelonError
from retrieval.answer import Outcome
from retrieval.gold import Kind
from retrieval.judge import Fault, Judged
from retrieval.measures import SHARES

Json = dict[str, object]

PERCENTILES = ("quote_words", "latency_ms")


class RunError(SelonError):
    """What an evaluation wrote can't be read back: the root of the errors below."""

    code = "run"


class RunMissing(RunError):
    """No file that may be read stands at `path`."""

    code = "run_missing"


class RunUnreadable(RunError):
    """The file at `path` isn't what `selon evaluate --json` writes: `detail` says what is wrong."""

    code = "run_unreadable"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one question; `why` is None where it ended as it should.

    `ranks` are those of the best gold page, one for each part of the question; None: not ranked.
    """

    id: str
    kind: Kind
    question: str
    outcome: Outcome | None
    why: Fault | None
    ranks: tuple[int | None, ...] = ()

    @classmethod
    def of(cls, judged: Judged) -> "Entry":
        """The question that was judged, in short."""
        gold = judged.gold
        outcome = judged.answer.outcome if judged.answer else None
        return cls(gold.id, gold.kind, gold.question, outcome, judged.fault, judged.ranks)

    def as_json(self) -> Json:
        """As it is kept."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "question": self.question,
            "outcome": self.outcome.value if self.outcome else None,
            "right": self.why is None,
            "why": self.why.value if self.why else None,
            "ranks": list(self.ranks),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Entry":
        """Raises KeyError, TypeError or ValueError for fields that don't fit."""
        outcome, why = kept["outcome"], kept["why"]
        return cls(
            id=str(kept["id"]),
            kind=Kind(kept["kind"]),
            question=str(kept["question"]),
            outcome=None if outcome is None else Outcome(outcome),
            why=None if why is None else Fault(why),
            ranks=tuple(kept["ranks"]),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """An evaluation read back from the file named `file`; percentiles are figures of their own."""

    file: str
    figures: Mapping[str, float | None]
    entries: tuple[Entry, ...]


def read_run(path: Path) -> Run:
    """The run that `selon evaluate --json` wrote to `path`.

    Raises `RunMissing` or `RunUnreadable`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise RunMissing(path=str(path)) from exc
    except UnicodeDecodeError as exc:
        raise RunUnreadable(path=str(path), detail="not UTF-8 text") from exc
    try:
        return parse_run(path.name, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as exc:
        raise RunUnreadable(path=str(path), detail=repr(exc)) from exc


def parse_run(file: str, kept: Mapping[str, Any]) -> Run:
    """The run that the object `kept` in `file` holds.

    Raises KeyError, TypeError, ValueError or AttributeError for fields that don't fit.
    """
    return Run(file, dict(_figures(kept)), tuple(map(Entry.from_json, kept["judged"])))


def _figures(kept: Mapping[str, Any]) -> Iterator[tuple[str, float | None]]:
    for name in SHARES:
        yield name, _number(kept[name])
    for name in PERCENTILES:
        for percentile in ("p50", "p95"):
            yield f"{name}.{percentile}", _number(kept[name][percentile])


def _number(value: object) -> float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise TypeError(f"a figure is a number, not {value!r}")
    return value
