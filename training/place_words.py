"""Writes the words of French communes' names, which no correction of spelling may touch.

    npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz
    python -m training.place_words package/data/communes.json

The names are those of the Code officiel géographique (Insee), under Licence Ouverte.
"""

import json
import sys
from pathlib import Path

from index.words import WORD, fold

TARGET = Path(__file__).parent.parent / "retrieval" / "data" / "place_words.txt"
_NOW = {"commune-actuelle", "commune-deleguee", "commune-associee"}
_SHORTEST = 4
_HEAD = """\
# The words of the names of French communes, without accents, of four letters and more.
# Source: Code officiel géographique (Insee), by @etalab/decoupage-administratif 6.0.0 (2026),
# under Licence Ouverte. Written by training/place_words.py.
"""


def place_words(communes: Path) -> list[str]:
    """The words of the communes in a file of the package, folded, in alphabetical order."""
    names = (each["nom"] for each in json.loads(communes.read_text()) if each["type"] in _NOW)
    words = {fold(word) for name in names for word in WORD.findall(name)}
    return sorted(word for word in words if len(word) >= _SHORTEST)


if __name__ == "__main__":
    TARGET.write_text(_HEAD + "\n".join(place_words(Path(sys.argv[1]))) + "\n", encoding="utf-8")
