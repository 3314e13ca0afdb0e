"""Compares two runs of an evaluation: what each measure gained or lost, and on which questions."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.run import Entry, Json, Run


@dataclass(frozen=True, slots=True)
class Change:
    """A measure in two runs; None where a run had nothing to measure."""

    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """What was gained, to 4 decimals; below zero what was lost."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, 4)

    def as_json(self) -> Json:
        """Both figures and their difference."""
        return {"before": self.before, "after": self.after, "difference": self.difference}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, the second against the first.

    A question is the same in both if its id and its words are: figures may differ for no other
    reason than that the questions do, which `only_before` and `only_after` tell.
    """

    before: Run
    after: Run

    @property
    def measures(self) -> dict[str, Change]:
        """Each measure in both runs."""
        after = self.after.figures
        return {name: Change(value, after[name]) for name, value in self.before.figures.items()}

    @property
    def improved(self) -> tuple[Entry, ...]:
        """Questions missed before and not any more, as they were."""
        mended = {_key(each) for each in self.after.entries if each.why is None}
        return tuple(e for e in self.before.entries if e.why and _key(e) in mended)

    @property
    def broke(self) -> tuple[Entry, ...]:
        """Questions missed now and not before, as they are."""
        good = {_key(each) for each in self.before.entries if each.why is None}
        return tuple(e for e in self.after.entries if e.why and _key(e) in good)

    @property
    def only_before(self) -> tuple[Entry, ...]:
        """Questions that the second run wasn't asked, in these words."""
        return _without(self.before.entries, self.after.entries)

    @property
    def only_after(self) -> tuple[Entry, ...]:
        """Questions that the first run wasn't asked, in these words."""
        return _without(self.after.entries, self.before.entries)

    def as_json(self) -> Json:
        """The whole comparison as one object."""
        return {
            "before": self.before.file,
            "after": self.after.file,
            "measures": {name: change.as_json() for name, change in self.measures.items()},
            "improved": [_named(entry) for entry in self.improved],
            "broke": [_named(entry) for entry in self.broke],
            "only_before": [entry.id for entry in self.only_before],
            "only_after": [entry.id for entry in self.only_after],
        }


def _key(entry: Entry) -> tuple[str, str]:
    return entry.id, entry.question


def _without(entries: Iterable[Entry], others: Iterable[Entry]) -> tuple[Entry, ...]:
    known = {_key(each) for each in others}
    return tuple(entry for entry in entries if _key(entry) not in known)


def _named(entry: Entry) -> Json:
    why = entry.why.value if entry.why else None
    return {"id": entry.id, "kind": entry.kind.value, "question": entry.question, "why": why}
