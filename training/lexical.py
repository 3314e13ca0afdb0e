"""BM25 over training texts, by the stems that the product looks words up by."""

from collections.abc import Sequence

import bm25s

from index.words import stems

NOTHING = "∅"  # stands for a text without a stem, which the library can't index


def indexed(texts: Sequence[str]) -> bm25s.BM25:
    """The engine over `texts`."""
    engine = bm25s.BM25()
    engine.index([tokens(text) for text in texts], show_progress=False)
    return engine


def tokens(text: str) -> list[str]:
    """The stems of `text`, at least one."""
    return stems(text) or [NOTHING]
