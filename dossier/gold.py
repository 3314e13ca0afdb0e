"""Turns questions about the dossier's facts into gold questions, each with its pages.

python -m dossier.gold                                     writes the gold that ships
python -m dossier.gold --questions FILE.yaml --out FILE.jsonl    the same for other questions
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from dossier.facts import Fact, load_facts
from dossier.paper import read_paper
from retrieval.keys import stands_in

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.yaml"
FACT_PAGES = HERE / "fact_pages.json"
SHIPPED = HERE.parent / "retrieval" / "data" / "dossier_gold.jsonl"
PDF = "dossier.pdf"
DOSSIER = HERE.parent / "ingest" / "data" / PDF

KIND_OF_STYLE = {"sms": "typo", "fautes": "typo", "sans ponctuation": "typo"}

T = TypeVar("T")
Entry = Mapping[str, Any]


def write_gold(questions: Path, out: Path) -> int:
    """Writes the gold of `questions` to `out`; how many questions that is."""
    lines = gold_lines(questions)
    out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)


def gold_lines(questions: Path = QUESTIONS) -> list[str]:
    """One JSON line a question, in the order of the file."""
    facts, places = load_facts(), read_places(FACT_PAGES)
    texts = read_paper(DOSSIER.read_bytes()).texts
    entries = map(as_entry, yaml.safe_load(questions.read_text(encoding="utf-8")))
    return [json.dumps(gold_of(each, facts, places, texts), ensure_ascii=False) for each in entries]


def as_entry(raw: Entry) -> Entry:
    """`raw` as questions.yaml words it; a list of `fact_ids` without a kind is understood too.

    Such a list names facts of which any answers; it says nothing of keys.
    """
    if "fact_ids" not in raw:
        return raw
    named = {name: raw[name] for name in ("id", "question", "previous") if raw.get(name)}
    if not raw["fact_ids"]:
        kind = "near_miss" if raw.get("kind") == "quasi-sujet" else "off_topic"
        return {**named, "kind": kind, "why": raw.get("reason", "")}
    kind = "followup" if "previous" in named else KIND_OF_STYLE.get(raw.get("style"), "reworded")
    return {**named, "kind": kind, "facts": raw["fact_ids"], "answer": ""}


@dataclass(frozen=True, slots=True)
class Place:
    """The page (from 1) of a fact's statement, and those of tables and figures that show it."""

    page: int
    also: tuple[int, ...] = ()


def read_places(path: Path) -> dict[str, Place]:
    """Where each fact is found."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {fact: Place(at["page"], tuple(at.get("also", ()))) for fact, at in found.items()}


def gold_of(
    entry: Entry, facts: Mapping[str, Fact], places: Mapping[str, Place], texts: Sequence[str]
) -> dict[str, object]:
    """The gold question of one entry; `texts` are those of the dossier's pages.

    A page that shows a fact in a table or a figure supports the answer if it shows every key too.
    Raises KeyError for a fact that isn't in the dossier.
    """
    asked = {
        "id": entry["id"],
        "pdf": PDF,
        "kind": entry["kind"],
        "question": entry["question"],
        "previous": entry.get("previous"),
    }
    if "why" in entry:
        return {**asked, "why": entry["why"]}
    groups = entry.get("groups") or [entry["facts"]]
    named = _once(fact for group in groups for fact in group)
    keys = entry.get("keys", ())
    page_groups = [_pages([facts[f] for f in group], keys, places, texts) for group in groups]
    first, *more = [facts[fact].statement for fact in named]
    return {
        **asked,
        "pages": _once(page for group in page_groups for page in group),
        **({"groups": page_groups} if "groups" in entry else {}),
        "answer": entry["answer"],
        "evidence": first,
        **({"evidence_extra": more} if more else {}),
        "keys": list(keys),
    }


def _pages(
    group: Sequence[Fact], keys: Sequence[str], places: Mapping[str, Place], texts: Sequence[str]
) -> list[int]:
    """The pages of the statements, then those that show a fact with the keys it answers for."""
    own = [key for key in keys if any(stands_in(key, fact.statement) for fact in group)]
    shown = sorted({page for fact in group for page in places[fact.id].also})
    with_keys = [n for n in shown if own and all(stands_in(key, texts[n - 1]) for key in own)]
    return _once([*(places[fact.id].page for fact in group), *with_keys])


def _once(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the gold and says how many questions it holds."""
    parser = argparse.ArgumentParser(description="Write gold questions on the dossier's facts.")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    chosen = parser.parse_args(arguments)
    print(f"{write_gold(chosen.questions, chosen.out)} questions in {chosen.out}")


if __name__ == "__main__":
    main()
