"""The runs, as data: where each starts, how much it sees and of what."""

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
    soft: bool = True
    seed: int = 1
    warm_up: int = 60
    query_tokens: int = 40
    passage_tokens: int = 96
    french: bool = False  # whether it follows the multilingual model's French texts
    guided: bool = False  # whether that model says how near each question is to each passage


LAW = {"codes": 0.30, "notes": 0.22, "fiches": 0.16, "work": 0.08, "climate": 0.08}
ALL = ("tatoeba", "blog", "mintaka", "short", "passage")
FRENCH = (*ALL, *LAW, "piaf", "residents", "everyday", "excerpts")
RECIPES = {
    "one": Run("initial", 1_750_000, 3e-4, 1e-3, 0.0, ("tatoeba", "short"), soft=False),
    "two": Run(
        "one",
        4_400_000,
        2e-4,
        6e-4,
        0.5,
        ALL,
        LAW | {"piaf": 0.10, "residents": 0.20, "everyday": 0.06},
    ),
    "three": Run(
        "two",
        2_500_000,
        1e-4,
        3e-4,
        0.7,
        ALL,
        {k: v / 3 for k, v in LAW.items()} | {"piaf": 0.20, "residents": 0.60, "everyday": 0.25},
        passage_tokens=128,
        seed=2,
    ),
    "four": Run(
        "half",
        1_200_000,
        3e-4,
        3e-4,
        0.0,
        FRENCH,
        french=True,
        seed=4,
    ),
    "five": Run(
        "four",
        3_000_000,
        2e-4,
        2e-4,
        0.6,
        FRENCH,
        {k: v / 3 for k, v in LAW.items()}
        | {"piaf": 0.15, "residents": 0.50, "everyday": 0.20, "excerpts": 0.50},
        passage_tokens=128,
        french=True,
        seed=5,
    ),
    # A multilingual model says how near each question is; what ships is the mean of three and six.
    "six": Run(
        "three",
        3_000_000,
        1.5e-4,
        3e-4,
        1.0,
        (),
        {k: v / 3 for k, v in LAW.items()}
        | {"piaf": 0.20, "residents": 0.50, "everyday": 0.20, "excerpts": 0.50},
        passage_tokens=128,
        guided=True,
        seed=6,
    ),
}
