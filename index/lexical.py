"""BM25 over the stems of passages: built by bm25s, kept as three arrays and a vocabulary.

Several editions are searched as if they were one: each keeps its own term weights, and the rarity
of a word is that in all of them together (`Rarity`). A passage also knows the words of the page it
stands on (`PageWords`): what a page is about tells like passages apart.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

K1 = 1.5
B = 0.75


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The BM25 weights of `passages` passages, column by column: one column a stem.

    Column c holds `weights[starts[c]:starts[c + 1]]` for the passages `rows[...]`. `pages` is the
    index of the pages that they stand on, if there is one.
    """

    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    passages: int
    pages: "PageWords | None" = None

    def frequency(self, stem: str) -> int:
        """In how many passages `stem` stands."""
        column = self.vocabulary.get(stem)
        return 0 if column is None else int(self.starts[column + 1] - self.starts[column])

    def scores(self, question: Mapping[str, float], rarity: "Rarity") -> Scores:
        """BM25 of every passage for the stems of `question` and their weights; higher is better."""
        scores = np.zeros(self.passages, dtype=np.float64)
        for stem, weight in sorted(question.items()):
            column = self.vocabulary.get(stem)
            if column is None:
                continue
            reach = slice(int(self.starts[column]), int(self.starts[column + 1]))
            own = idf(reach.stop - reach.start, self.passages)
            scores[self.rows[reach]] += self.weights[reach] * (weight * rarity.of(stem) / own)
        return scores


@dataclass(frozen=True, slots=True)
class PageWords:
    """BM25 over whole pages: `index` has one row a page, `page_of` gives each passage's row."""

    index: WordIndex
    page_of: NDArray[np.int64]

    def scores(self, question: Mapping[str, float], rarity: "Rarity") -> Scores:
        """For every passage the BM25 of its page."""
        return self.index.scores(question, rarity)[self.page_of]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a stem is in several indexes taken together."""

    indexes: tuple[WordIndex, ...]
    _told: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, stem: str) -> float:
        """The inverse document frequency of `stem` over all passages."""
        if stem not in self._told:
            found = sum(index.frequency(stem) for index in self.indexes)
            self._told[stem] = idf(found, sum(index.passages for index in self.indexes))
        return self._told[stem]

    def knows(self, stem: str) -> bool:
        """Whether `stem` stands in any passage."""
        return any(stem in index.vocabulary for index in self.indexes)


def idf(found: int, passages: int) -> float:
    """Lucene's inverse document frequency, ln(1 + (N - n + 1/2) / (n + 1/2)): never negative."""
    return math.log(1 + (passages - found + 0.5) / (found + 0.5))


def build_words(documents: Sequence[Sequence[str]]) -> WordIndex:
    """The index of `documents`, each given as its stems; none at all is an index too."""
    vocabulary = {stem: i for i, stem in enumerate(sorted({s for d in documents for s in d}))}
    if not vocabulary:
        return WordIndex({}, *_no_columns(), passages=len(documents))
    from bm25s import BM25  # noqa: PLC0415 - building alone needs it; questions start sooner

    model = BM25(k1=K1, b=B, method="lucene", backend="numpy")
    ids = [[vocabulary[stem] for stem in document] for document in documents]
    model.index((ids, dict(vocabulary)), create_empty_token=False, show_progress=False)
    table = model.scores
    return WordIndex(
        vocabulary=vocabulary,
        weights=np.asarray(table["data"], dtype=np.float32),
        rows=np.asarray(table["indices"], dtype=np.int32),
        starts=np.asarray(table["indptr"], dtype=np.int64),
        passages=len(documents),
    )


def build_page_words(documents: Sequence[Sequence[str]], pages: Sequence[int]) -> PageWords:
    """The index of the pages that passages stand on, from the passages' stems and page numbers."""
    gathered: dict[int, list[str]] = {}
    for document, page in zip(documents, pages, strict=True):
        gathered.setdefault(page, []).extend(document)
    return PageWords(build_words(list(gathered.values())), rows_of(pages))


def rows_of(pages: Sequence[int]) -> NDArray[np.int64]:
    """The row of each page number, in the order in which pages first appear.

    >>> rows_of([3, 3, 5, 3]).tolist()
    [0, 0, 1, 0]
    """
    rows: dict[int, int] = {}
    return np.array([rows.setdefault(page, len(rows)) for page in pages], dtype=np.int64)


def save_words(index: WordIndex, name: str = "words") -> dict[str, bytes]:
    """The index as files: name → content, its pages apart. No pickle."""
    stems_in_order = sorted(index.vocabulary, key=index.vocabulary.__getitem__)
    words = {"passages": index.passages, "stems": stems_in_order}
    return {
        f"{name}.json": json.dumps(words, ensure_ascii=False).encode(),
        f"{name}.weights.npy": _array_bytes(index.weights),
        f"{name}.rows.npy": _array_bytes(index.rows),
        f"{name}.starts.npy": _array_bytes(index.starts),
    }


def load_words(content: Mapping[str, bytes], name: str = "words") -> WordIndex:
    """The index that `save_words` gave. Raises ValueError or KeyError on anything else."""
    words = json.loads(content[f"{name}.json"])
    weights, rows, starts = (
        np.load(BytesIO(content[f"{name}.{array}.npy"]), allow_pickle=False)
        for array in ("weights", "rows", "starts")
    )
    vocabulary = {stem: i for i, stem in enumerate(words["stems"])}
    if not (len(starts) == len(vocabulary) + 1 and len(rows) == len(weights) == starts[-1]):
        raise ValueError("the word index doesn't hang together")
    return WordIndex(vocabulary, weights, rows, starts, words["passages"])


def counted(stems: Iterable[str]) -> dict[str, float]:
    """Each stem of a question with the number of times it stands there."""
    weights: dict[str, float] = {}
    for stem in stems:
        weights[stem] = weights.get(stem, 0.0) + 1.0
    return weights


def _no_columns() -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    return np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64)


def _array_bytes(array: NDArray[Any]) -> bytes:
    buffer = BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()
