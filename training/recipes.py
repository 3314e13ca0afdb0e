"""The runs, as data: where each starts, how much it sees and of what.

Runs one to three started from an English model, and are told of in `docs/encoder.md`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """One run: where it starts, how many French tokens it sees, and of which texts."""

    start: str
    tokens: int
    layers_rate: float
    words_rate: float
    contrastive: float
    kinds: tuple[str, ...]
    sources: dict[str, float] = field(default_factory=dict)
    seed: int = 1
    warm_up: int = 60
    query_tokens: int = 40
    passage_tokens: int = 96


LAW = {"codes": 0.30, "notes": 0.22, "fiches": 0.16, "work": 0.08, "climate": 0.08}
TWINS = ("tatoeba", "blog", "mintaka", "short", "passage")
KINDS = (*TWINS, *LAW, "piaf", "residents", "everyday", "excerpts")
RECIPES = {
    "four": Run(
        "half",
        1_200_000,
        3e-4,
        3e-4,
        0.0,
        KINDS,
        seed=4,
    ),
    "five": Run(
        "four",
        3_000_000,
        2e-4,
        2e-4,
        0.6,
        KINDS,
        {k: v / 3 for k, v in LAW.items()}
        | {"piaf": 0.15, "residents": 0.50, "everyday": 0.20, "excerpts": 0.50},
        passage_tokens=128,
        seed=5,
    ),
}
