"""Fits what the signs of a stretch weigh, so that the right one ranks first.

    python -m bench.thresholds GOLD.jsonl… [--home HOME] [--write]

Reports are the live editions under HOME (`selon ingest` them first). What is printed is
cross-validated: a report's questions are weighed by what the other reports taught. What stays as it
is in the file: the price of length and of an announcement. When to answer is `bench.confidence`'s.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.logistic import Choice, Flags, fit_choice
from bench.looked_up import LookedUp, folds, look_up, on_gold_page, shows_keys
from index.edition import Edition
from index.models import load_encoder
from index.shelf import Shelf
from retrieval.evidence import Evidence, stretches
from retrieval.gold import GoldQuestion, read_gold
from retrieval.tools import Tools

DATA = Path("retrieval/data/thresholds.json")


@dataclass(frozen=True, slots=True)
class Case:
    """One gold question: its stretches, and which are right or on a gold page."""

    gold: GoldQuestion
    found: tuple[Evidence, ...]
    right: Flags
    on_page: Flags

    def choice(self, names: Sequence[str]) -> Choice:
        """The signs `names` of every stretch."""
        return Choice(np.array([[e.signs[n] for n in names] for e in self.found]), self.right)


def cases(
    gold: Sequence[GoldQuestion], editions: Mapping[str, Edition], tools: Tools
) -> Iterator[Case]:
    """Each question of an indexed report that is looked up at all."""
    for question in gold:
        if question.pdf in editions:
            found = look_up(question, gold, editions[question.pdf], tools)
            if found is not None and found.hits:
                yield _case(question, found)


def _case(gold: GoldQuestion, looked_up: LookedUp) -> Case:
    found = tuple(each for hit in looked_up.hits for each in stretches(looked_up.asked, hit))
    on_page = np.array([on_gold_page(each, gold) for each in found], dtype=bool)
    keyed = np.array([shows_keys(each, gold) for each in found], dtype=bool)
    return Case(gold, found, on_page & keyed, on_page)


def first(case: Case, weights: Mapping[str, float]) -> int:
    """Which stretch ranks first under `weights`."""
    score = case.choice(tuple(weights)).signs @ np.array(list(weights.values()))
    return int(np.argmax(np.round(score, 4)))


def rank_weights(found: Sequence[Case], start: Mapping[str, float]) -> dict[str, float]:
    """What each sign of a stretch weighs; the price of length stays as it is."""
    names = tuple(start)
    begun = np.array(list(start.values()))
    fixed = np.array([name in ("length", "announces") for name in names])
    fitted = fit_choice([case.choice(names) for case in found], begun, fixed)
    return {name: round(float(w), 2) for name, w in zip(names, fitted, strict=True)}


def cross_validated(found: Sequence[Case], start: Mapping[str, float]) -> tuple[float, float]:
    """How often the first stretch is on a gold page, and right, by weights of other reports."""
    place = np.array(folds([case.gold.pdf for case in found]))
    on_page, right = [], []
    for fold in sorted(set(place.tolist())):
        weights = rank_weights([c for c, p in zip(found, place, strict=True) if p != fold], start)
        for case, at in zip(found, place, strict=True):
            if at == fold and case.gold.kind.answerable:
                best = first(case, weights)
                on_page.append(bool(case.on_page[best]))
                right.append(bool(case.right[best]))
    return float(np.mean(on_page)), float(np.mean(right))


def main() -> None:
    """Prints the trade-off, and writes what was fitted on everything if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    editions = {e.manifest.provenance.source: e for e in Shelf(asked.home).all_live()}
    tools = Tools(load_encoder(None))
    found = [c for path in asked.gold for c in cases(read_gold(path), editions, tools)]
    held = json.loads(DATA.read_text(encoding="utf-8"))
    on_page, right = cross_validated(found, held["stretch"])
    print(f"{len(found)} questions: first stretch on a gold page {on_page:.3f}, right {right:.3f}")
    written = {**held, "stretch": rank_weights(found, held["stretch"])}
    print(json.dumps(written["stretch"], indent=2))
    if asked.write:
        text = json.dumps(written, indent=2)
        DATA.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
