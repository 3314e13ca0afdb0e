"""How much meaning weighs beside words: data that `bench/fusion.py` sets."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Fusion:
    """The share of likeness in a score, 0 (words alone) to 1 (meaning alone)."""

    dense_weight: float

    def __post_init__(self) -> None:
        if not 0 <= self.dense_weight <= 1:
            raise ValueError(f"a weight is a share, not {self.dense_weight}")


@cache
def shipped_fusion() -> Fusion:
    """The weight that was measured."""
    data = json.loads(files("index").joinpath("data/fusion.json").read_text(encoding="utf-8"))
    return Fusion(dense_weight=float(data["dense_weight"]))
