"""Has the best stretches read together with the question, and ranks them anew by it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.reader import Reader
from retrieval.evidence import Evidence
from retrieval.thresholds import shipped_thresholds

READ = 3
READ_OF_A_PART = 2
_HEADINGS = 2
_SURE = 6.0


def read(
    question: str, evidence: Sequence[Evidence], reader: Reader | None, most: int = READ
) -> list[Evidence]:
    """`evidence`, the best `most` of it ranked anew with the sign `reads`: see `sign_of`.

    Only these are read, since reading takes milliseconds each; the others stay behind them.
    Without a reader nothing changes.
    """
    if reader is None:
        return list(evidence)
    first, rest = evidence[:most], evidence[most:]
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


def sign_of(logit: float) -> float:
    """A reader's logit as a sign, -1..1: its sixth, cut off where surer says nothing more.

    >>> sign_of(3.0), sign_of(-9.0)
    (0.5, -1.0)
    """
    return round(max(-_SURE, min(_SURE, logit)) / _SURE, 4)


def _with_reading(evidence: Evidence, logit: float, weight: float) -> Evidence:
    signs: Mapping[str, float] = {**evidence.signs, "reads": sign_of(logit)}
    score = evidence.score + weight / (1 + math.exp(-max(-_SURE, min(_SURE, logit))))
    return replace(evidence, signs=signs, score=round(score, 4))
