"""Opens a model of ONNX Runtime that uses one thread for each text it is given."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def opened(path: Path) -> "InferenceSession":
    """The model in the file `path`. Raises what ONNX Runtime raises."""
    import onnxruntime  # noqa: PLC0415 - a tenth of a second that words alone don't need

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
