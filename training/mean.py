"""The mean of two runs' weights: what the second learnt, without all that it forgot.

    python -m training.mean

Wortsman et al., Model soups, 2022: both runs lie in one valley, for one goes on from the other.
"""

import argparse
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file

from training.places import RUNS

WEIGHTS = "model.safetensors"


def mean(first: Path, second: Path, target: Path) -> Path:
    """The folder `target`: that of `second`, with the mean of both models' weights."""
    if (target / WEIGHTS).exists():
        return target
    one, other = load_file(first / WEIGHTS), load_file(second / WEIGHTS)
    aside = target.with_name(f"{target.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(second, aside)
    between = {name: (one[name].float() + other[name].float()) / 2 for name in other}
    save_file(between, aside / WEIGHTS, metadata={"format": "pt"})
    aside.replace(target)
    return target


def main() -> None:
    """Writes the run "mean" of the two that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="*", default=["three", "six"])
    first, second = parser.parse_args().runs
    target = RUNS / "mean" / "model"
    target.parent.mkdir(parents=True, exist_ok=True)
    print(mean(RUNS / first / "model", RUNS / second / "model", target))


if __name__ == "__main__":
    main()
