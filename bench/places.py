"""Writes `retrieval/data/places/pas-de-calais.csv` again from the published lists.

    npm pack @etalab/decoupage-administratif@6.0.0
    tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python -m bench.places package/data

Another département: `--departement 59 --to nord.csv`. What no list tells (short names, names that
are ordinary words) comes from `bench/places.yaml`.
"""

import argparse
import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from index.words import fold
from retrieval.places import BETWEEN, COLUMNS, YES

BY_HAND = Path(__file__).with_suffix(".yaml")
SHIPPED = Path(__file__).parents[1] / "retrieval" / "data" / "places" / "pas-de-calais.csv"
KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d'agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
}

Record = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the lists in a folder and writes the communes of one département."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--departement", default="62")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    wish = parser.parse_args(arguments)
    rows = list(rows_of(wish.folder, wish.departement))
    with wish.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{wish.to}: {len(rows)} communes")


def rows_of(folder: Path, departement: str) -> Iterator[dict[str, str]]:
    """One row a commune, former ones (associated, delegated) too, by name.

    A former commune is in the intercommunality of the commune that it became a part of.
    """
    by_hand = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))
    groups = _intercommunalities(folder)
    seats = {each["code"]: each["nom"] for each in _read(folder, "arrondissements")}
    everything = [c for c in _read(folder, "communes") if c.get("departement") == departement]
    current = {c["nom"] for c in everything if c["type"] == "commune-actuelle"}
    for commune in sorted(everything, key=lambda c: (fold(c["nom"]), c["code"])):
        former = commune["type"] != "commune-actuelle"
        if former and commune["nom"] in current:
            continue
        group = groups.get(commune["chefLieu"] if former else commune["code"], "")
        short = next((s for name, s in by_hand["territories"].items() if group.endswith(name)), [])
        yield dict(
            zip(
                COLUMNS,
                (
                    commune["nom"],
                    commune["code"],
                    group,
                    seats.get(commune["arrondissement"], ""),
                    "",
                    BETWEEN.join(short),
                    BETWEEN.join(by_hand["names"].get(commune["nom"], [])),
                    YES if commune["nom"] in by_hand["ordinary"] else "",
                ),
                strict=True,
            )
        )


def _intercommunalities(folder: Path) -> dict[str, str]:
    """The name of its intercommunality by the code of a commune."""
    return {
        member["code"]: in_full(group["nom"])
        for group in _read(folder, "epci")
        for member in group["membres"]
    }


def in_full(name: str) -> str:
    """The published name of an intercommunality with its kind in full.

    >>> in_full("CA de Lens - Liévin")
    "communauté d'agglomération de Lens-Liévin"
    """
    kind, _, rest = name.partition(" ")
    return re.sub(r" - ", "-", f"{KINDS.get(kind, kind)} {rest}")


def _read(folder: Path, name: str) -> list[Record]:
    records: list[Record] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return records


if __name__ == "__main__":
    main()
