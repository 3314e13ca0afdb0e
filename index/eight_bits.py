"""Encodes texts by the 8-bit copy of a model, in the folder beside the model's own.

Its vectors lie near those of the whole weights (cosine .993 in the median, `docs/encoder.md`), and
are had in less than half the time, without torch. A text is encoded by itself: none is padded, and
its vector doesn't depend on what is encoded beside it.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.one_thread import opened

MODEL = "model.onnx"


class EightBits:
    """The vectors of texts by their tokens. Raises what ONNX Runtime raises."""

    def __init__(self, folder: Path) -> None:
        self._session = opened(folder / MODEL)

    def vector(self, ids: Sequence[int]) -> Vectors:
        """The unit vector of shape (dimension,) of one text, on one thread."""
        found = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        return np.asarray(found[0][0], dtype=np.float32)

    def vectors(self, texts: Sequence[Sequence[int]]) -> list[Vectors]:
        """The unit vectors of many texts, as many at a time as there are processors."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return list(pool.map(self.vector, texts))


def beside(folder: Path) -> Path:
    """Where the 8-bit copy of the model in `folder` stands, if it has one."""
    return folder.with_name(f"{folder.name}-8bit")
