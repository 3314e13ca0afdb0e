"""The noun of finding: a passage with its score."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.report import Passage


class FoundBy(StrEnum):
    """Which half of the search brought the passage up."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, in which edition, how well (higher is better) and by which half.

    `score` is the fused score, rounded to 4 decimals; `words` and `likeness` are its two parts
    before weighting: BM25 as found, and the cosine (None where the encoder took no part).
    """

    passage: Passage
    edition: str
    report: str
    score: float
    found_by: FoundBy
    words: float = 0.0
    likeness: float | None = None
