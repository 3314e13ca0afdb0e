"""Turns `prose.yaml` and the facts into what the Typst templates lay out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from dossier.facts import Fact
from dossier.sources import Source, number_sources, numbers
from dossier.spacing import set_in_french

PROSE = Path(__file__).parent / "prose.yaml"

Block = dict[str, Any]
"""One thing on a page, as JSON: its `kind` and what that kind needs."""


class Plan:
    """The chapters of the dossier, with the facts that stand in them and the sources they cite."""

    def __init__(self, chapters: Sequence[Mapping[str, Any]], facts: Mapping[str, Fact]) -> None:
        """Checks that every fact stands in a paragraph, once, under its own theme."""
        self._chapters = chapters
        self.facts = facts
        placed = [(theme, piece) for theme, piece in self._placed() if piece in facts]
        if sorted(piece for _, piece in placed) != sorted(facts):
            raise ValueError("every fact stands in one paragraph")
        if strays := [piece for theme, piece in placed if facts[piece].theme != theme]:
            raise ValueError(f"facts outside their theme: {strays}")
        self._order = [piece for _, piece in placed]
        self.sources: dict[str, Source] = number_sources(self.in_order().values())

    def in_order(self) -> dict[str, Fact]:
        """The facts by id, in the order in which they are printed."""
        return {fact: self.facts[fact] for fact in self._order}

    @property
    def themes(self) -> list[str]:
        """The themes in the order of the dossier."""
        return [section["theme"] for chapter in self._chapters for section in chapter["sections"]]

    def chapters(self, breaks: frozenset[str]) -> list[Block]:
        """The chapters as JSON; a fact named in `breaks` starts a new column."""
        return [
            {
                **{k: v for k, v in chapter.items() if k != "sections"},
                "sections": [self._section(section, breaks) for section in chapter["sections"]],
            }
            for chapter in self._chapters
        ]

    def _section(self, section: Mapping[str, Any], breaks: frozenset[str]) -> Block:
        """A theme; its title goes to the next column with the paragraph that follows it."""
        title = {
            "kind": "h2",
            "title": set_in_french(section["theme"]),
            "page": section.get("page", False),
        }
        blocks = [title, *self._blocks(section["blocks"], breaks)]
        for before, after in reversed(list(pairwise(blocks))):
            if before["kind"] in {"h2", "h3"} and after.get("break"):
                before["break"], after["break"] = True, False
        return {"title": title["title"], "blocks": blocks}

    def _placed(self) -> Iterator[tuple[str, str]]:
        """Every piece of every paragraph, with its theme."""
        for chapter in self._chapters:
            for section in chapter["sections"]:
                for block in section["blocks"]:
                    for piece in block.get("p", ()):
                        yield section["theme"], piece

    def _blocks(
        self, blocks: Sequence[Mapping[str, Any]], breaks: frozenset[str]
    ) -> Iterator[Block]:
        for block in blocks:
            ((kind, content),) = block.items()
            if kind == "p":
                yield from self._paragraphs(content, breaks)
            elif kind == "column":
                yield {"kind": "column"}
            elif kind == "h3":
                yield {"kind": "h3", "title": set_in_french(content)}
            else:
                yield {"kind": kind, **self._dressed(content)}

    def _paragraphs(self, pieces: Sequence[str], breaks: frozenset[str]) -> Iterator[Block]:
        """One paragraph, or several where a page must end between two of its facts."""
        for part in split(pieces, breaks):
            stated = [self.facts[piece] for piece in part if piece in self.facts]
            words = [self.facts[p].statement if p in self.facts else p for p in part]
            yield {
                "kind": "p",
                "text": set_in_french(" ".join(words)),
                "refs": numbers(stated, self.sources),
                "break": any(fact.id in breaks for fact in stated),
            }

    def _dressed(self, content: Any) -> Any:
        """`content` with French spaces in its strings, and the numbers of its sources as `refs`."""
        if isinstance(content, str):
            return set_in_french(content)
        if isinstance(content, list):
            return [self._dressed(each) for each in content]
        if not isinstance(content, dict):
            return content
        dressed = {k: v if k == "facts" else self._dressed(v) for k, v in content.items()}
        if cited := content.get("facts"):
            dressed["refs"] = numbers((self.facts[fact] for fact in cited), self.sources)
        return dressed


def split(pieces: Sequence[str], breaks: frozenset[str]) -> list[list[str]]:
    """`pieces` cut before each fact of `breaks`; the sentence that leads to it goes with it.

    >>> split(["Puis ceci.", "A-1", "A-2"], frozenset({"A-2"}))
    [['Puis ceci.', 'A-1'], ['A-2']]
    >>> split(["Puis ceci.", "A-1", "A-2"], frozenset({"A-1"}))
    [['Puis ceci.', 'A-1', 'A-2']]
    """
    parts: list[list[str]] = [[]]
    for piece in pieces:
        led = len(parts[-1]) == 1 and parts[-1][0].endswith(".")
        if piece in breaks and parts[-1] and not led:
            parts.append([])
        parts[-1].append(piece)
    return parts


def load_plan(facts: Mapping[str, Fact], path: Path = PROSE) -> Plan:
    """The plan that `prose.yaml` draws for `facts`."""
    return Plan(yaml.safe_load(path.read_text("utf-8"))["chapters"], facts)
