"""French text in which law doesn't crush everyday words, to see which words it uses."""

import random
from collections.abc import Iterator

from training import corpus


def balanced_texts(seed: int = 1) -> Iterator[str]:
    """French text in which law doesn't crush everyday words (about 55 M characters)."""
    by_kind: dict[str, list[str]] = {}
    for twin in corpus.twins():
        by_kind.setdefault(twin.kind, []).append(twin.fr)
    rng = random.Random(seed)
    for kind, times, most in (
        ("tatoeba", 2, 200_000),
        ("blog", 4, 5_000),
        ("mintaka", 2, 5_000),
        ("short", 1, 60_000),
        ("passage", 1, 15_000),
    ):
        texts = by_kind[kind]
        for _ in range(times):
            yield from texts if len(texts) <= most else rng.sample(texts, most)
    headed: dict[str, list[str]] = {}
    for pair in corpus.headed():
        headed.setdefault(pair.source, []).append(" ".join((*pair.asked, pair.text)))
    for source, times, most in (
        ("codes", 1, 20_000),
        ("fiches", 2, 9**9),
        ("climate", 2, 9**9),
        ("work", 2, 9**9),
    ):
        for _ in range(times):
            yield from (
                headed[source] if len(headed[source]) <= most else rng.sample(headed[source], most)
            )
    asked = [
        *corpus.split(corpus.residents())[0],
        *corpus.everyday(),
        *corpus.encyclopaedic(),
    ]
    for _ in range(4):
        yield from (" ".join((*pair.asked, pair.text)) for pair in asked)
