"""Has the best stretches read together with the question, and ranks them anew by it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.reader import Reader
from retrieval.evidence import Evidence
from retrieval.thresholds import shipped_thresholds

READ = 4
_HEADINGS = 2


def read(question: str, evidence: Sequence[Evidence], reader: Reader | None) -> list[Evidence]:
    """`evidence`, the best `READ` of it ranked anew with the sign `reads`: 0..1, that it answers.

    Only these are read, since reading takes milliseconds each; the others stay behind them.
    Without a reader nothing changes.
    """
    if reader is None:
        return list(evidence)
    first, rest = evidence[:READ], evidence[READ:]
    logits = reader.read(question, [read_text(each) for each in first])
    weight = shipped_thresholds().reads
    read_now = [
        _with_reading(each, logit, weight)
        for each, logit in zip(first, logits.tolist(), strict=True)
    ]
    return [*sorted(read_now, key=lambda each: -each.score), *rest]


def read_text(evidence: Evidence) -> str:
    """What is read of a stretch: the two headings right above it, and its text."""
    return "\n".join((*evidence.hit.passage.headings[-_HEADINGS:], evidence.text))


def _with_reading(evidence: Evidence, logit: float, weight: float) -> Evidence:
    sure = round(1 / (1 + math.exp(-logit)), 4)
    signs: Mapping[str, float] = {**evidence.signs, "reads": sure}
    return replace(evidence, signs=signs, score=round(evidence.score + weight * sure, 4))
