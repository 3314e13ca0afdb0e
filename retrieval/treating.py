"""Decides from the signs whether a passage covers a topic, mentions it, or neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.search import DECIMALS
from ingest.report import Passage, PassageKind
from retrieval.patterns import load_data
from retrieval.probing import Matrix, Signs

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures that `bench.coverage_fit` writes.

    `covers` and `treats` (covers or mentions) are the coefficients of a logistic sum of the signs,
    `covers_unread` and `treats_unread` those by words alone; a share of at least `covered` is
    covered, of at least `mentioned` mentioned. A page with `whole` of its words on a topic makes it
    covered by itself.
    """

    covers: Mapping[str, float]
    treats: Mapping[str, float]
    covers_unread: Mapping[str, float]
    treats_unread: Mapping[str, float]
    covered: float
    mentioned: float
    whole: float


@dataclass(frozen=True, slots=True)
class Treating:
    """For every passage (row) and topic (column) whether it `covers` it, or only `mentions` it.

    `sure` is how surely it covers it, 0..1.
    """

    covers: Flags
    mentions: Flags
    sure: Matrix


@cache
def shipped_measured() -> Measured:
    """The figures in `retrieval/data/coverage.json`."""
    return Measured(**load_data("coverage.json"))


def treating(passages: Sequence[Passage], signs: Signs, measured: Measured) -> Treating:
    """What each passage says on each topic.

    Headings, contents and slogans mention at most; lists of sources do neither.
    """
    unread = signs.likeness is None
    sure = chance(signs, measured.covers_unread if unread else measured.covers)
    named = chance(signs, measured.treats_unread if unread else measured.treats)
    body = _of_kinds(passages, PassageKind.BODY)
    covers = body & (sure >= measured.covered)
    told = _of_kinds(passages, *(kind for kind in PassageKind if kind != PassageKind.REFERENCES))
    mentions = told & ~covers & (named >= measured.mentioned)
    return Treating(covers, mentions, sure)


def chance(signs: Signs, weights: Mapping[str, float]) -> Matrix:
    """0..1 by a logistic sum of the signs, to 4 decimals."""
    total = np.full(signs.words.shape, weights["bias"])
    total += weights["words"] * signs.words + weights["page"] * signs.page
    if signs.likeness is not None:
        total += weights["likeness"] * signs.likeness
    chances: Matrix = (1 / (1 + np.exp(-total))).round(DECIMALS)
    return chances


def _of_kinds(passages: Sequence[Passage], *kinds: PassageKind) -> Flags:
    """A column: whether each passage is of one of `kinds`."""
    return np.array([passage.kind in kinds for passage in passages], dtype=np.bool_)[:, None]
