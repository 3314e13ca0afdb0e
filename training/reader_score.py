"""How well readers tell what answers from what doesn't, on excerpts that no run learned from.

    python -m training.reader_score shipped two

`shipped` is the reader that ships, once `training.unpack` has written its weights.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from training import exercises
from training.exercises import Exercise
from training.places import EXCERPTS_ASIDE, READERS
from training.reader import Reader

AT_ONCE = 32

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """The share of questions whose own stretch is first, and two areas under the curve.

    `above_misleading` is the chance that what answers a question has a higher logit than the best
    stretch of a near miss; `above_others`, than a stretch beside it that doesn't answer.
    """

    first: float
    above_misleading: float
    above_others: float


def score(logits: Sequence[Floats], asked: Sequence[Exercise]) -> Score:
    """The score of the `logits`, one array for each exercise."""
    first, right, others, misleading = [], [], [], []
    for found, exercise in zip(logits, asked, strict=True):
        answers = np.array(exercise.answers)
        if answers.any():
            first.append(bool(answers[found.argmax()]))
            right.extend(found[answers])
            others.extend(found[~answers])
        else:
            misleading.append(found.max())
    return Score(float(np.mean(first)), above(right, misleading), above(right, others))


def above(ones: Sequence[float], others: Sequence[float]) -> float:
    """The chance that one of `ones` is above one of `others`, a tie counting half.

    >>> above([2.0, 1.0], [1.0, 0.0])
    0.875
    """
    difference = np.subtract.outer(np.array(ones), np.array(others))
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))


def kept_aside() -> list[Exercise]:
    """The exercises of the excerpts that no run learns from."""
    return [
        each
        for row, sisters in exercises.excerpts_with_sisters(EXCERPTS_ASIDE)
        for each in exercises.of_excerpt(row, sisters)
    ]


def read(reader: Reader, asked: Sequence[Exercise]) -> list[Floats]:
    """The logits of every exercise's texts."""
    pairs = [(each.question, text) for each in asked for text in each.texts]
    with torch.no_grad():
        parts = [
            reader.logits(pairs[at : at + AT_ONCE]).double().numpy()
            for at in range(0, len(pairs), AT_ONCE)
        ]
    ends = np.cumsum([len(each.texts) for each in asked])[:-1]
    return np.split(np.concatenate(parts), ends)


def main() -> None:
    """Prints the score of each run that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+")
    asked = kept_aside()
    print(f"{len(asked)} questions")
    for run in parser.parse_args().runs:
        reader = Reader(READERS / run / "model")
        reader.model.eval()
        found = score(read(reader, asked), asked)
        print(
            f"{run:10} first {found.first:.3f}, above what misleads {found.above_misleading:.3f}, "
            f"above its neighbours {found.above_others:.3f}"
        )


if __name__ == "__main__":
    main()
