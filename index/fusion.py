"""How words and meaning are summed; their weights are data that `bench/fusion.py` sets."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fusion:
    """The share of likeness in a score, 0 (words alone) to 1 (meaning alone).

    `page_weight` is what the words of a passage's page weigh beside its own, which weigh 1.
    """

    dense_weight: float
    page_weight: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.dense_weight <= 1:
            raise ValueError(f"a weight is a share, not {self.dense_weight}")
        if self.page_weight < 0:
            raise ValueError(f"a page can't weigh {self.page_weight}")

    def by_words(self, words: Scores, pages: Scores) -> Scores:
        """Scores from 0 to 1 from the BM25 of passages and of the pages they stand on.

        Each weighs by its share of the best; a passage that shares no word has nothing.

        >>> words, pages = np.array([8.0, 4.0, 0.0]), np.array([3.0, 6.0, 6.0])
        >>> Fusion(0.0, page_weight=1.0).by_words(words, pages).tolist()
        [0.75, 0.75, 0.0]
        """
        around = np.where(words > 0, _shares(pages), 0.0)
        return (_shares(words) + self.page_weight * around) / (1 + self.page_weight)

    def fuse(self, words: Scores, likeness: Scores) -> Scores:
        """Scores from 0 to 1, from those by words and the cosines of the same passages.

        Words weigh by their share of the best, likeness by where it stands between the lowest and
        the highest.

        >>> Fusion(0.25).fuse(np.array([1.0, 0.5, 0.0]), np.array([0.5, 0.3, 0.1])).tolist()
        [1.0, 0.5, 0.0]
        """
        weight = self.dense_weight
        return (1 - weight) * _shares(words) + weight * _spread(likeness)


@cache
def shipped_fusion() -> Fusion:
    """The weights that were measured."""
    data = json.loads(files("index").joinpath("data/fusion.json").read_text(encoding="utf-8"))
    return Fusion(float(data["dense_weight"]), float(data["page_weight"]))


def _shares(words: Scores) -> Scores:
    """Shares of the best score: 1 for the best, 0 without a word in common."""
    best = words.max(initial=0.0)
    return words / best if best > 0 else words


def _spread(likeness: Scores) -> Scores:
    """Likeness from 0 for the least to 1 for the most; 0 where all are alike."""
    low, high = likeness.min(), likeness.max()
    return (likeness - low) / (high - low) if high > low else np.zeros_like(likeness)
