"""Turns questions about the dossier's facts into gold questions, each with its pages.

python -m dossier.gold                                     writes the gold that ships
python -m dossier.gold --questions FILE.yaml --out FILE.jsonl    the same for other questions
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from dossier.facts import Fact, load_facts

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.yaml"
FACT_PAGES = HERE / "fact_pages.json"
SHIPPED = HERE.parent / "retrieval" / "data" / "dossier_gold.jsonl"
PDF = "dossier.pdf"

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
    facts, pages = load_facts(), read_pages(FACT_PAGES)
    entries = map(as_entry, yaml.safe_load(questions.read_text(encoding="utf-8")))
    return [json.dumps(gold_of(each, facts, pages), ensure_ascii=False) for each in entries]


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


def read_pages(path: Path) -> dict[str, int]:
    """The page (from 1) that each fact's statement stands on."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {fact: int(place["page"]) for fact, place in found.items()}


def gold_of(entry: Entry, facts: Mapping[str, Fact], pages: Mapping[str, int]) -> dict[str, object]:
    """The gold question of one entry. Raises KeyError for a fact that isn't in the dossier."""
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
    page_groups = [_once(pages[fact] for fact in group) for group in groups]
    first, *more = [facts[fact].statement for fact in named]
    return {
        **asked,
        "pages": _once(page for group in page_groups for page in group),
        **({"groups": page_groups} if "groups" in entry else {}),
        "answer": entry["answer"],
        "evidence": first,
        **({"evidence_extra": more} if more else {}),
        "keys": list(entry.get("keys", ())),
    }


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
