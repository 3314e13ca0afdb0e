"""The facts of the dossier, as `facts.yaml` holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FACTS = Path(__file__).parent / "facts.yaml"


@dataclass(frozen=True, slots=True)
class Address:
    """A page that a fact was found on: its title and its address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One sourced fact; `statement` stands in the PDF word for word.

    `sure` is false where the statement could be checked only in part against its page.
    """

    id: str
    pacte: str
    theme: str
    statement: str
    date: str
    territory: str
    sources: tuple[Address, ...]
    sure: bool

    def __post_init__(self) -> None:
        if not self.statement.endswith("."):
            raise ValueError(f"{self.id}: a statement is whole sentences")
        if not self.sources:
            raise ValueError(f"{self.id}: a fact has a source")


def load_facts(path: Path = FACTS) -> dict[str, Fact]:
    """Every fact by its id, in the order of the file."""
    return {entry["id"]: _fact(entry) for entry in yaml.safe_load(path.read_text("utf-8"))}


def _fact(entry: Mapping[str, Any]) -> Fact:
    others = [Address(other["title"], other["url"]) for other in entry.get("other_sources", ())]
    return Fact(
        id=entry["id"],
        pacte=entry["pacte"],
        theme=entry["theme"],
        statement=entry["statement"],
        date=str(entry["date"]),
        territory=entry["territory"],
        sources=(Address(entry["source_title"], entry["source_url"]), *others),
        sure=entry["confidence"] == "high",
    )
