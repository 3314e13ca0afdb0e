"""Writes what the product encodes with: the weights of the shipped encoder in 8-bit integers.

    python -m training.eight_bits

Questions are few tokens, and reading 10 million weights for each takes most of the time: a quarter
of the bytes is a quarter of the time. Passages are many, and processors multiply 8-bit integers
twice as fast as anything else. Needs `onnx`, which the product does without.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel

from index.eight_bits import MODEL, beside
from training.export import SHIPPED, list_sums


class Vector(torch.nn.Module):
    """The model with its pooling as a function of one tensor."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.core = AutoModel.from_pretrained(
            folder, attn_implementation="eager", dtype=torch.float32
        )

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Unit vectors of shape (1, dimension) of token ids of shape (1, tokens)."""
        states = self.core(ids, torch.ones_like(ids)).last_hidden_state
        return torch.nn.functional.normalize(states.mean(1), dim=1)


def export(folder: Path, target: Path) -> None:
    """The model in `folder` as an ONNX file of 8-bit weights."""
    with TemporaryDirectory() as room:
        whole = Path(room) / "whole.onnx"
        torch.onnx.export(
            Vector(folder).eval(),
            (torch.ones((1, 16), dtype=torch.int64),),
            whole,
            input_names=["ids"],
            output_names=["vector"],
            dynamic_axes={"ids": {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    target = beside(SHIPPED)
    export(SHIPPED, target / MODEL)
    list_sums(target)
