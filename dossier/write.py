"""Writes the embedded dossier: `python -m dossier.write` makes the PDF and `fact_pages.json`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dossier.facts import Fact, load_facts
from dossier.indexes import Entry, load_indexes
from dossier.paper import Paper, locate, read_paper
from dossier.plan import Plan, load_plan
from dossier.sources import Source, dates
from dossier.spacing import set_in_french
from dossier.typeset import Press

HERE = Path(__file__).parent
PDF = HERE.parent / "ingest" / "data" / "dossier.pdf"
FACT_PAGES = HERE / "fact_pages.json"
PRINTINGS = 40
"""Printings after which a dossier that doesn't settle is given up."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The printed dossier; `fact_pages` says where each fact is to be found."""

    pdf: bytes
    fact_pages: dict[str, dict[str, Any]]


def make_dossier() -> Dossier:
    """The dossier, printed again until no statement crosses a column and every reference is right.

    A statement that crosses the end of a column starts the next one instead, the first of each
    chapter at a time, since those behind it move with it.
    """
    facts = load_facts()
    plan, indexes, press = load_plan(facts), load_indexes(), Press()
    breaks: frozenset[str] = frozenset()
    pages: dict[str, int] = {}
    paper = Paper((), (), ())
    for _ in range(PRINTINGS):
        pdf = press.print(_content(plan, indexes, breaks, Places(pages, paper.labels)))
        paper = read_paper(pdf)
        found, cut = locate(plan.in_order(), paper)
        if not cut and found == pages:
            return Dossier(pdf, _fact_pages(facts, pages, paper, press.shown()))
        first = {fact.pacte: fact.id for fact in reversed(cut)}
        if stuck := breaks.intersection(first.values()):
            raise RuntimeError(f"no column holds {', '.join(sorted(stuck))}")
        breaks |= set(first.values())
        pages = found
    raise RuntimeError(f"the pages of the dossier didn't settle in {PRINTINGS} printings")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the facts stood in the printing before: what indexes and sources refer to."""

    pages: Mapping[str, int]
    labels: Sequence[str]

    def of(self, facts: Iterable[str]) -> list[dict[str, Any]]:
        """The pages of `facts`, in order: their number, to link to, and their printed label."""
        numbers = sorted({self.pages[fact] for fact in facts if fact in self.pages})
        return [{"number": number, "label": self.labels[number - 1]} for number in numbers]


def _content(
    plan: Plan, indexes: Mapping[str, Iterable[Entry]], breaks: frozenset[str], places: Places
) -> dict[str, Any]:
    """What the templates lay out."""
    return {
        "chapters": plan.chapters(breaks),
        "sources": [_listed(source, plan, places) for source in plan.sources.values()],
        "counts": {
            "facts": len(plan.facts),
            "themes": len(plan.themes),
            "sources": len(plan.sources),
            "unsure": sum(not fact.sure for fact in plan.facts.values()),
        },
        **{
            name: [_indexed(entry, plan, places) for entry in entries]
            for name, entries in indexes.items()
        },
    }


def _listed(source: Source, plan: Plan, places: Places) -> dict[str, Any]:
    return {
        "number": source.number,
        "title": set_in_french(source.title),
        "url": source.url,
        "dates": dates(source, plan.facts),
        "pages": [place["label"] for place in places.of(source.facts)],
    }


def _indexed(entry: Entry, plan: Plan, places: Places) -> dict[str, Any]:
    return {
        "name": set_in_french(entry.name),
        "meaning": entry.meaning and set_in_french(entry.meaning),
        "pages": places.of(entry.facts(plan.facts)),
    }


def _fact_pages(
    facts: Mapping[str, Fact],
    pages: Mapping[str, int],
    paper: Paper,
    shown: Mapping[str, set[int]],
) -> dict[str, dict[str, Any]]:
    """Fact id → page from 1, printed label, a string that finds it, and where else it is shown."""
    entries = {}
    for fact in facts.values():
        page = pages[fact.id]
        entry = {
            "page": page,
            "label": paper.labels[page - 1],
            "string": distinctive(fact, facts.values()),
        }
        if also := sorted(shown.get(fact.id, set()) - {page}):
            entry["also"] = also
        entries[fact.id] = entry
    return entries


def distinctive(fact: Fact, facts: Iterable[Fact]) -> str:
    """The shortest beginning of the statement, of 8 words or more, that no other one holds."""
    others = [other.statement for other in facts if other.id != fact.id]
    words = fact.statement.split(" ")
    for size in range(min(8, len(words)), len(words) + 1):
        start = " ".join(words[:size])
        if not any(start in other for other in others):
            return start
    raise ValueError(f"the statement of {fact.id} stands in another one")


def main() -> None:
    """Writes both files, then the gold questions that lean on them."""
    dossier = make_dossier()
    PDF.parent.mkdir(parents=True, exist_ok=True)
    PDF.write_bytes(dossier.pdf)
    lines = json.dumps(dossier.fact_pages, ensure_ascii=False, indent=1)
    FACT_PAGES.write_text(lines + "\n", "utf-8")
    print(f"{PDF}: {len(dossier.pdf):,} bytes, {len(dossier.fact_pages)} facts found on their page")
    if find_spec("dossier.gold"):
        import_module("dossier.gold").main()


if __name__ == "__main__":
    main()
