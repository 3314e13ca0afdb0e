"""The index of places and that of schemes: names looked for in the statements, with their pages."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dossier.facts import Fact

INDEXES = Path(__file__).parent / "indexes.yaml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of an index; `pattern` finds it in a statement."""

    name: str
    meaning: str | None
    pattern: re.Pattern[str]

    def facts(self, facts: Mapping[str, Fact]) -> list[str]:
        """The ids of the facts whose statement holds the name; an unused name is a mistake."""
        found = [fact.id for fact in facts.values() if self.pattern.search(fact.statement)]
        if not found:
            raise ValueError(f"no fact speaks of {self.name}")
        return found


def load_indexes(path: Path = INDEXES) -> dict[str, list[Entry]]:
    """The entries of `places` and `terms`, each in alphabetical order."""
    lists = yaml.safe_load(path.read_text("utf-8"))
    return {name: sorted(map(_entry, lists[name]), key=_rank) for name in ("places", "terms")}


def _entry(line: str | Mapping[str, Any]) -> Entry:
    fields = {"name": line} if isinstance(line, str) else line
    find = fields.get("find") or re.escape(fields["name"])
    pattern = re.compile(rf"(?<![\w-])(?:{find})(?![\w-])")
    return Entry(fields["name"], fields.get("meaning"), pattern)


def _rank(entry: Entry) -> list[str]:
    bare = unicodedata.normalize("NFKD", entry.name.lower()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", bare)
