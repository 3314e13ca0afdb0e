"""What reports say for the words of every day: groups of expressions, by theme, from data files.

A line of `retrieval/data/thesaurus/<theme>.txt` is a group:

    cantine, cantoche => restauration scolaire, demi-pension (fort)

Asked on the left, looked for on the right; `<=>` goes both ways. How to write one is told in
`docs/thesaurus.md`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path

from index.words import stems
from ingest.errors import SelonError

Stems = tuple[str, ...]

_LINE = re.compile(
    r"(?P<asked>[^<=>]+?)\s*(?P<arrow><=>|=>)\s*(?P<said>[^<=>]+?)\s*\((?P<how>\w+)\)"
)


class ThesaurusUnsound(SelonError):
    """Line `line` of the thesaurus `file` can't be read: `text`."""

    code = "thesaurus_unsound"


class ThesaurusMissing(SelonError):
    """No text in UTF-8 stands at `path`."""

    code = "thesaurus_missing"


class Strength(Enum):
    """How surely a report means the same; the value is what it weighs beside a word asked, 0..1."""

    FORT = 0.8
    MOYEN = 0.5
    FAIBLE = 0.25


@dataclass(frozen=True, slots=True)
class Group:
    """Expressions that may be `asked`, those that reports have `said` for them, how surely."""

    theme: str
    line: int
    asked: tuple[str, ...]
    said: tuple[str, ...]
    strength: Strength
    both_ways: bool = False

    @property
    def name(self) -> str:
        """The file and line that it stands on."""
        return f"{self.theme}:{self.line}"


@dataclass(frozen=True, slots=True)
class Expansion:
    """An expression of a question, as stems, and what is looked up beside it."""

    asked: Stems
    said: Stems
    weight: float
    group: str


def read_groups(text: str, theme: str) -> Iterator[Group]:
    """The groups of one file. Raises `ThesaurusUnsound`, which names the line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or match["how"].upper() not in Strength.__members__:
            raise ThesaurusUnsound(file=theme, line=number, text=line.strip())
        yield Group(
            theme=theme,
            line=number,
            asked=_expressions(match["asked"]),
            said=_expressions(match["said"]),
            strength=Strength[match["how"].upper()],
            both_ways=match["arrow"] == "<=>",
        )


def written_line(asked: Sequence[str], said: Sequence[str], strength: Strength) -> str:
    """A group as a line that `read_groups` reads.

    >>> written_line(["cantoche"], ["restauration scolaire", "demi-pension"], Strength.MOYEN)
    'cantoche => restauration scolaire, demi-pension (moyen)'
    """
    return f"{', '.join(asked)} => {', '.join(said)} ({strength.name.lower()})"


def _expressions(side: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in side.split(",") if part.strip())


@cache
def shipped_groups() -> tuple[Group, ...]:
    """Every group of the package, in the order of files and lines."""
    folder = resources.files("retrieval") / "data" / "thesaurus"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    return tuple(
        group
        for file in files
        for group in read_groups(file.read_text(encoding="utf-8"), file.name.removesuffix(".txt"))
    )


class Thesaurus:
    """Groups, looked up by the stems of a question."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._by_first: dict[str, list[Expansion]] = {}
        for group in groups:
            for expansion in _expansions(group):
                self._by_first.setdefault(expansion.asked[0], []).append(expansion)
        every = chain.from_iterable(self._by_first.values())
        self._stems = frozenset(stem for each in every for stem in (*each.asked, *each.said))

    def has(self, stem: str) -> bool:
        """Whether `stem` stands in any expression."""
        return stem in self._stems

    def expansions(self, asked: Sequence[str]) -> Iterator[Expansion]:
        """Those whose expression stands in the stems `asked`, whole and in order."""
        for at, stem in enumerate(asked):
            for each in self._by_first.get(stem, ()):
                if each.asked == tuple(asked[at : at + len(each.asked)]):
                    yield each


def beside(expansions: Sequence[Expansion]) -> Mapping[str, float]:
    """Each stem to look up beside the question's own, with the most that any group gives it."""
    weights: dict[str, float] = {}
    for each in expansions:
        for stem in each.said:
            weights[stem] = max(weights.get(stem, 0.0), each.weight)
    return weights


@cache
def shipped_thesaurus() -> Thesaurus:
    """The thesaurus of the package."""
    return Thesaurus(shipped_groups())


def load_thesaurus(own: Path | None) -> Thesaurus:
    """The thesaurus of the package, with the groups of a file of one's `own` beside it.

    Raises `ThesaurusMissing` and `ThesaurusUnsound`.
    """
    if own is None:
        return shipped_thesaurus()
    try:
        text = own.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise ThesaurusMissing(path=str(own)) from exc
    return Thesaurus([*shipped_groups(), *read_groups(text, own.name)])


def _expansions(group: Group) -> Iterator[Expansion]:
    sides = [(group.asked, group.said)]
    if group.both_ways:
        sides.append((group.said, group.asked))
    for asked, said in sides:
        looked_up = tuple(dict.fromkeys(stem for each in said for stem in stems(each)))
        for expression in asked:
            key = tuple(stems(expression))
            if key:
                yield Expansion(key, looked_up, group.strength.value, group.name)
