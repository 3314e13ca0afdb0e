"""Encodes a question by the 8-bit copy of a model, in the folder beside the model's own.

Its vectors lie near those of the whole weights (cosine .993 in the median, `docs/encoder.md`), and
are had in a fraction of the time: a question is short, and most of the work is to read the weights.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = "model.onnx"


class QuickQuery:
    """The vector of a question's tokens, on one thread. Raises what ONNX Runtime raises."""

    def __init__(self, folder: Path) -> None:
        self._session = _opened(folder / MODEL)

    def vector(self, ids: Sequence[int]) -> Vectors:
        """The unit vector of shape (dimension,)."""
        found = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        return np.asarray(found[0][0], dtype=np.float32)


def beside(folder: Path) -> Path:
    """Where the 8-bit copy of the model in `folder` stands, if it has one."""
    return folder.with_name(f"{folder.name}-questions")


def _opened(path: Path) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 - a tenth of a second that words alone don't need

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
