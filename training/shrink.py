"""Writes the reader that ships: the trained run as ONNX, its weights in 8-bit integers.

    python -m training.shrink RUN

Its tokenizer and its sizes go along, so that `training.unpack` can make a run of it again.

Dynamic quantisation of ONNX Runtime: weights are stored as integers, what flows between them is
measured anew for each pair. Needs `onnx` and `onnxscript`, which the product does without.
"""

import argparse
import hashlib
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModelForSequenceClassification

from index.models import SUMS
from training.places import READERS, ROOT

SHIPPED = ROOT / "index" / "data" / "selon-lecteur"
BESIDE = ("config.json", "tokenizer.json", "tokenizer_config.json")
NAMES = ["input_ids", "attention_mask", "token_type_ids"]


class Logits(torch.nn.Module):
    """The model as a function of three tensors."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.core = AutoModelForSequenceClassification.from_pretrained(
            folder, attn_implementation="eager"
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """Logits of shape (pairs, 1)."""
        logits: torch.Tensor = self.core(ids, mask, kinds).logits
        return logits


def export(folder: Path, target: Path) -> None:
    """The model in `folder` as an ONNX file of 8-bit weights."""
    model = Logits(folder).eval()
    sample = torch.ones((1, 16), dtype=torch.int64)
    with TemporaryDirectory() as room:
        whole = Path(room) / "whole.onnx"
        torch.onnx.export(
            model,
            (sample, sample, sample),
            whole,
            input_names=NAMES,
            output_names=["logits"],
            dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in NAMES},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True)


def main() -> None:
    """Exports the run named on the command line, and seals it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run")
    SHIPPED.mkdir(parents=True, exist_ok=True)
    run = READERS / parser.parse_args().run / "model"
    export(run, SHIPPED / "model.onnx")
    for name in BESIDE:
        copyfile(run / name, SHIPPED / name)
    files = sorted(p for p in SHIPPED.iterdir() if p.name != SUMS)
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (SHIPPED / SUMS).write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
