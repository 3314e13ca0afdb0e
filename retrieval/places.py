"""The communes that a question may name, and what each is part of, from data files.

A line of `retrieval/data/places/<departement>.csv` is a commune; its columns are told in the README
beside it.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from ingest.errors import SelonError
from retrieval.place_names import of

COLUMNS = (
    "commune",
    "code",
    "intercommunalité",
    "arrondissement",
    "canton",
    "territoires",
    "autres noms",
    "mot courant",
)
BETWEEN = " | "
YES = "oui"

_CODE = re.compile(r"\d[\dAB]\d{3}")
_COMMUNITY = re.compile(
    r"(?P<kind>communauté de communes|communauté d'agglomération|communauté urbaine|métropole) "
    r"(?P<link>du |des |de la |de l'|de |d')?(?P<own>.+)"
)
_KINDS = {
    "communauté de communes": ("communauté de communes", "CC"),
    "communauté d'agglomération": ("communauté d'agglomération", "CA", "agglomération"),
    "communauté urbaine": ("communauté urbaine", "CU"),
    "métropole": ("métropole",),
}


class PlacesUnsound(SelonError):
    """Line `line` of the file of places `file` can't be read: `text`."""

    code = "places_unsound"


class PlacesMissing(SelonError):
    """Neither a text in UTF-8 nor a folder of `.csv` files stands at `path`."""

    code = "places_missing"


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, what it is part of, and the other names that people have for it.

    `ordinary` says that its name is a word or a first name as well.
    """

    name: str
    code: str
    intercommunality: str = ""
    arrondissement: str = ""
    canton: str = ""
    territories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ordinary: bool = False

    @property
    def within(self) -> tuple[str, ...]:
        """What it is part of, by full name, the nearest first."""
        named = (
            f"canton {of(self.canton)}" if self.canton else "",
            self.intercommunality,
            *self.territories,
            f"arrondissement {of(self.arrondissement)}" if self.arrondissement else "",
        )
        return tuple(name for name in named if name)


def territory_names(territory: str) -> Iterator[str]:
    """How texts name a territory: in full, with its kind in short, and by its own name alone.

    >>> list(territory_names("communauté urbaine d'Arras"))
    ["communauté urbaine d'Arras", "CU d'Arras", 'Arras']
    """
    match = _COMMUNITY.fullmatch(territory)
    if match is None:
        yield territory
        return
    for kind in _KINDS[match["kind"]]:
        yield f"{kind} {match['link'] or ''}{match['own']}"
    yield match["own"]


def read_places(text: str, file: str) -> Iterator[Place]:
    """The communes of one file. Raises `PlacesUnsound`, which names the line.

    Only the column `commune` must be there; one that isn't told of in the README is an error.
    """
    lines = text.splitlines()
    head = next(csv.reader(lines[:1], delimiter=";"), [])
    if "commune" not in head or set(head) - set(COLUMNS):
        raise PlacesUnsound(file=file, line=1, text=lines[0] if lines else "")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = next(csv.reader([line], delimiter=";"))
        if len(cells) != len(head) or not _is_sound(row := dict(zip(head, cells, strict=True))):
            raise PlacesUnsound(file=file, line=number, text=line.strip())
        yield _place(row)


def _is_sound(row: Mapping[str, str]) -> bool:
    return (
        any(letter.isalpha() for letter in row["commune"])
        and (not row.get("code") or bool(_CODE.fullmatch(row["code"])))
        and row.get("mot courant", "") in {"", YES}
    )


def _place(row: Mapping[str, str]) -> Place:
    name = row["commune"].strip()
    return Place(
        name=name,
        code=row.get("code") or name,
        intercommunality=row.get("intercommunalité", "").strip(),
        arrondissement=row.get("arrondissement", "").strip(),
        canton=row.get("canton", "").strip(),
        territories=_several(row.get("territoires", "")),
        aliases=_several(row.get("autres noms", "")),
        ordinary=row.get("mot courant") == YES,
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(BETWEEN.strip()) if part.strip())


@cache
def shipped_places() -> tuple[Place, ...]:
    """Every commune of the package, in the order of files and lines."""
    return tuple(_in_folder(resources.files("retrieval") / "data" / "places"))


def own_places(path: Path) -> tuple[Place, ...]:
    """The communes of a file, or of the `.csv` files of a folder.

    Raises `PlacesMissing` where there are none, and `PlacesUnsound`.
    """
    try:
        places = tuple(_in_folder(path) if path.is_dir() else _in_file(path))
    except (OSError, UnicodeDecodeError) as exc:
        raise PlacesMissing(path=str(path)) from exc
    if not places:
        raise PlacesMissing(path=str(path))
    return places


def _in_folder(folder: Traversable) -> Iterator[Place]:
    files = (file for file in folder.iterdir() if file.name.endswith(".csv"))
    for file in sorted(files, key=lambda file: file.name):
        yield from _in_file(file)


def _in_file(file: Traversable) -> Iterator[Place]:
    return read_places(file.read_bytes().decode("utf-8-sig"), file.name)
