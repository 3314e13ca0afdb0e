"""The arithmetic of measuring: ranked pages against gold pages, shares and percentiles.

Relevance is yes or no. Ranks count from 1; a page is anything hashable.
"""

import math
from collections.abc import Collection, Hashable, Iterable, Sequence

import numpy as np


def recall_at(k: int, ranked: Sequence[Hashable], groups: Sequence[Collection[Hashable]]) -> float:
    """1 if the first `k` pages hold one of each group, else 0.

    >>> recall_at(2, [7, 3, 9], [{3, 4}]), recall_at(2, [7, 3, 9], [{3, 4}, {9}])
    (1.0, 0.0)
    """
    first = set(ranked[:k])
    return float(bool(groups) and all(first & set(group) for group in groups))


def ndcg_at(k: int, ranked: Sequence[Hashable], gold: Collection[Hashable]) -> float:
    """Discounted gain of the first `k` over the best possible (Järvelin and Kekäläinen, 2002).

    Gold pages 3 and 4 at ranks 2 and 4: (1/log2(3) + 1/log2(5)) / (1/log2(2) + 1/log2(3)).

    >>> round(ndcg_at(10, [7, 3, 9, 4], {3, 4}), 4)
    0.6509
    """
    if not gold:
        return 0.0
    gain = sum(_discount(rank) for rank, page in enumerate(ranked[:k], start=1) if page in gold)
    best = sum(_discount(rank) for rank in range(1, min(k, len(gold)) + 1))
    return gain / best


def share_found_at(k: int, ranked: Sequence[Hashable], gold: Collection[Hashable]) -> float:
    """Share of the gold documents that are among the first `k`, as BEIR's recall is.

    >>> share_found_at(2, ["a", "b", "c"], {"b", "c"})
    0.5
    """
    return len(set(ranked[:k]) & set(gold)) / len(gold) if gold else 0.0


def reciprocal_rank(ranked: Sequence[Hashable], gold: Collection[Hashable]) -> float:
    """1 over the rank of the first gold page; 0 if none was ranked.

    >>> reciprocal_rank([7, 3, 9, 4], {3, 4})
    0.5
    """
    return next((1 / rank for rank, page in enumerate(ranked, start=1) if page in gold), 0.0)


def share(values: Iterable[bool | float]) -> float | None:
    """The mean, rounded to 4 decimals; None of nothing.

    >>> share([True, False, False]), share([])
    (0.3333, None)
    """
    counted = [float(value) for value in values]
    return round(sum(counted) / len(counted), 4) if counted else None


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """The 50th and 95th percentile, linear between neighbours (NumPy's rule); None of nothing.

    Of 1, 2, 3, 4 the 95th lies at place 0.95 x 3 = 2.85 from the first: 3 + 0.85.

    >>> percentiles([4, 1, 3, 2])
    {'p50': 2.5, 'p95': 3.85}
    """
    if not values:
        return {"p50": None, "p95": None}
    p50, p95 = np.percentile(np.asarray(values, dtype=float), [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)
