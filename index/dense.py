"""Vectors of passages, searched by inner product; FAISS stands in the door and never leaves it."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows (positions of passages in their edition) nearest to a question, nearest first.

    `likeness` is the cosine of each; higher is better.
    """

    rows: NDArray[np.int64]
    likeness: NDArray[np.float32]


class VectorStore(Protocol):
    """Keeps the vectors of passages, edition by edition."""

    def add(self, edition: str, vectors: Vectors) -> None:
        """Keeps unit vectors of shape (passages, dimension), in the order of the passages."""

    def search(self, edition: str, question: Vectors, k: int) -> Neighbours:
        """The `k` nearest passages to a vector of shape (dimension,); fewer if there are fewer."""

    def likeness(self, edition: str, question: Vectors) -> NDArray[np.float32]:
        """The cosine of every passage, in order, to a vector of shape (dimension,)."""

    def vectors(self, edition: str) -> Vectors:
        """What was added, in order."""

    def drop(self, edition: str) -> None:
        """Forgets an edition."""


class FaissStore:
    """Exact search in memory (`IndexFlatIP`), one index an edition.

    An index that was restored is only unpacked, and FAISS only imported, when it is searched.
    """

    def __init__(self) -> None:
        self._indexes: dict[str, Any] = {}
        self._packed: dict[str, bytes] = {}

    def add(self, edition: str, vectors: Vectors) -> None:
        """Keeps unit vectors of shape (passages, dimension), in the order of the passages."""
        import faiss  # noqa: PLC0415 - 0.2 s that words alone don't need

        index = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self._indexes[edition] = index

    def search(self, edition: str, question: Vectors, k: int) -> Neighbours:
        """The `k` nearest passages to a vector of shape (dimension,); fewer if there are fewer."""
        index = self._index(edition)
        k = min(k, int(index.ntotal))
        if k == 0:
            return Neighbours(np.zeros(0, np.int64), np.zeros(0, np.float32))
        likeness, rows = index.search(np.ascontiguousarray(question, np.float32)[None, :], k)
        return Neighbours(rows[0], likeness[0])

    def likeness(self, edition: str, question: Vectors) -> NDArray[np.float32]:
        """The cosine of every passage, in order, to a vector of shape (dimension,).

        Of 100,000 passages it takes a tenth of the time of a search that ranks them all.
        """
        import faiss  # noqa: PLC0415 - 0.2 s that words alone don't need

        index = self._index(edition)
        count, dimension = int(index.ntotal), int(index.d)
        if count == 0:
            return np.zeros(0, np.float32)
        kept = faiss.rev_swig_ptr(index.get_xb(), count * dimension).reshape(count, dimension)
        return np.asarray(kept @ np.asarray(question, np.float32))

    def vectors(self, edition: str) -> Vectors:
        """What was added, in order."""
        index = self._index(edition)
        if index.ntotal == 0:
            return np.zeros((0, int(index.d)), np.float32)
        return np.asarray(index.reconstruct_n(0, int(index.ntotal)), dtype=np.float32)

    def drop(self, edition: str) -> None:
        """Forgets an edition."""
        self._indexes.pop(edition, None)
        self._packed.pop(edition, None)

    def pack(self, edition: str) -> bytes:
        """The index of an edition as the bytes of a FAISS file."""
        import faiss  # noqa: PLC0415 - 0.2 s that words alone don't need

        return bytes(faiss.serialize_index(self._index(edition)).tobytes())

    def unpack(self, edition: str, content: bytes) -> None:
        """Takes the bytes that `pack` gave; they are looked into at the first search."""
        self._packed[edition] = content

    def _index(self, edition: str) -> Any:
        if edition not in self._indexes:
            import faiss  # noqa: PLC0415 - 0.2 s that words alone don't need

            packed = np.frombuffer(self._packed[edition], dtype=np.uint8)
            self._indexes[edition] = faiss.deserialize_index(packed)
        return self._indexes[edition]


def brute_force(vectors: Vectors, question: Vectors, k: int) -> Neighbours:
    """What `search` must give, by NumPy alone: the reference the store is held against."""
    likeness = vectors @ question
    order = np.argsort(-likeness, kind="stable")[:k]
    return Neighbours(order.astype(np.int64), likeness[order])
