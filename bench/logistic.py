"""Fits the two small models of answering: which stretch is right, and whether any is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

SHARPNESS = 6.0
STEPS = 200
STRIDE = 0.03
RIDGE = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The stretches to choose from for one question, a row of signs each, and which are right."""

    signs: Matrix
    right: Flags


def fit_choice(choices: Sequence[Choice], start: Matrix, fixed: Flags) -> Matrix:
    """Weights that make a right stretch the likeliest under a softmax over each question's rows.

    Gradient ascent (Adam) on the mean log-likelihood with a ridge; `fixed` weights stay at `start`.
    """
    weights = start.copy()
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    usable = [choice for choice in choices if choice.right.any()]
    for step in range(1, STEPS + 1):
        slope = sum((_slope(c, weights) for c in usable), np.zeros_like(weights))
        slope = np.where(fixed, 0.0, slope - 2 * RIDGE * weights)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        stride = (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights = weights + STRIDE * stride
    return weights


def _slope(choice: Choice, weights: Matrix) -> Matrix:
    scores = SHARPNESS * (choice.signs @ weights)
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    right = shares * choice.right
    slope: Matrix = SHARPNESS * ((right / (right.sum() + 1e-12) - shares) @ choice.signs)
    return slope


def fit_logistic(
    signs: Matrix, truth: Flags, ridge: float = 1.0, weights: Matrix | None = None
) -> Matrix:
    """Coefficients of a logistic regression, its constant first, by Newton's method.

    `weights` are those of the rows, 1 each unless given.
    """
    shares = np.ones(len(signs)) if weights is None else weights
    rows = np.c_[np.ones(len(signs)), signs]
    penalty = np.diag(np.r_[1e-9, np.full(signs.shape[1], ridge)])
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = logistic(rows @ found)
        slope = rows.T @ (shares * (truth - chance)) - penalty @ found
        curve = (rows.T * (shares * chance * (1 - chance))) @ rows + penalty
        found = found + np.linalg.solve(curve, slope)
    return found


def logistic(values: Matrix) -> Matrix:
    """1 / (1 + exp(-values))."""
    return 1 / (1 + np.exp(-values))
