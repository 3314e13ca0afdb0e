"""The shipped reader as a model of floats again, so that a run goes on from where it ended.

    python -m training.unpack

Each 8-bit weight is multiplied by the scale of its column; what rounding took is not given back.
Needs `onnx`, which the product does without.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from training.places import READERS
from training.shrink import SHIPPED

FOLDER = READERS / "shipped" / "model"
CORE = "core."
EMBEDDINGS = ("word_embeddings", "position_embeddings", "token_type_embeddings")

Floats = NDArray[np.float32]


def weights(path: Path) -> dict[str, Floats]:
    """The weights in an ONNX file of `training.shrink`, by their names in the model."""
    graph = onnx.load(str(path)).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {
        name.removeprefix(CORE): held[name].astype(np.float32)
        for name in held
        if name.startswith(CORE) and not name.endswith(("_quantized", "_scale", "_zero_point"))
    }
    for each in EMBEDDINGS:
        name = f"bert.embeddings.{each}.weight"
        found[name] = _floats(held, CORE + name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            place = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".").removeprefix(CORE)
            found[f"{place}.weight"] = _floats(held, name).T
    return found


def _floats(held: dict[str, NDArray[np.generic]], name: str) -> Floats:
    """Quantised weights as floats; scales and zero points stand for the last axis, or for all."""
    whole = held[f"{name}_quantized"].astype(np.float32)
    zero = held[f"{name}_zero_point"].astype(np.float32)
    floats: Floats = (whole - zero) * held[f"{name}_scale"].astype(np.float32)
    return floats


def unpack() -> Path:
    """The folder that holds the shipped reader as `training.reader` starts from it."""
    config = BertConfig.from_pretrained(SHIPPED)
    model = BertForSequenceClassification(config)
    found = {name: torch.tensor(value) for name, value in weights(SHIPPED / "model.onnx").items()}
    left, unknown = model.load_state_dict(found, strict=False)
    if left or unknown:
        raise ValueError(f"weights that are missing: {left}; that have no place: {unknown}")
    model.save_pretrained(FOLDER)
    AutoTokenizer.from_pretrained(SHIPPED).save_pretrained(FOLDER)
    return FOLDER


if __name__ == "__main__":
    print(unpack())
