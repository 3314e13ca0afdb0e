"""Fits how sure an answer is, and prints what that is worth, cross-validated.

    python -m bench.confidence --questions WEIGHT HOME GOLD.jsonl … [--write]

Reports are the live editions under HOME. A question is well answered where the first stretch stands
on a gold page; the unanswerable never are. A logistic sum of signs is fitted on all sets, each
question weighing WEIGHT. What is printed is said by sums that saw no question of the same report.

A wrong answer costs as much as four refusals: `cost` counts 4 for each wrong answer and 1 for each
answerable question that isn't well answered.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.logistic import Flags, Matrix, fit_logistic, logistic
from bench.looked_up import FOLDS, LookedUp, folds, look_up, on_gold_page, shows_keys
from index.models import load_encoder
from index.reader import load_reader
from index.shelf import Shelf
from retrieval.decide import signs
from retrieval.evidence import weigh
from retrieval.gold import GoldQuestion, read_gold
from retrieval.reading import read
from retrieval.tools import Tools

DATA = Path("retrieval/data/thresholds.json")
SIGNS = (
    *("whole", "coverage", "kind", "counted", "open", "no_year", "other_year", "known", "margin"),
    *("names_around", "found", "likeness", "heading", "strange", "length", "sentence"),
    *("reads", "read_best", "read_next"),
)
COST = 4
BANDS = (0.0, 0.2, 0.4, 0.6, 0.75, 0.9, 1.0001)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the signs it is decided by; `good` if its first stretch is on a gold page.

    `given` is None where the question was stopped before any search, or nothing was found.
    """

    gold: GoldQuestion
    weight: float = 1.0
    given: Mapping[str, float] | None = None
    good: bool = False
    right: bool = False


def cases(home: Path, gold: Sequence[GoldQuestion], tools: Tools, weight: float) -> Iterator[Case]:
    """Each question of a report under `home`, searched, weighed and read as `ask` does."""
    editions = {e.manifest.provenance.source: e for e in Shelf(home).all_live()}
    for question in gold:
        if question.pdf in editions:
            found = look_up(question, gold, editions[question.pdf], tools)
            yield _case(question, found, tools, weight)


def _case(gold: GoldQuestion, found: LookedUp | None, tools: Tools, weight: float) -> Case:
    if found is None or not found.hits:
        return Case(gold, weight)
    evidence = read(found.text, weigh(found.asked, found.hits), tools.reader)
    good = on_gold_page(evidence[0], gold)
    right = good and shows_keys(evidence[0], gold)
    return Case(gold, weight, signs(found.asked, evidence), good, right)


def rows_of(found: Sequence[Case], names: Sequence[str]) -> tuple[Matrix, Flags]:
    """The signs `names` of each case that has any, a row each, and which are good."""
    held = [case for case in found if case.given is not None]
    rows = np.array([[(case.given or {}).get(name, 0.0) for name in names] for case in held])
    return rows, np.array([case.good for case in held])


def fit(found: Sequence[Case], names: Sequence[str]) -> Matrix:
    """The coefficients, the constant first."""
    weights = np.array([case.weight for case in found if case.given is not None])
    return fit_logistic(*rows_of(found, names), weights=weights)


def cross_validated(found: Sequence[Case], names: Sequence[str]) -> Matrix:
    """The confidence in each case that has signs, by coefficients from the other reports."""
    held = [case for case in found if case.given is not None]
    rows, _ = rows_of(held, names)
    fold = folds([case.gold.pdf for case in held])
    sure = np.zeros(len(held))
    for each in range(FOLDS):
        taught = [case for case, at in zip(held, fold, strict=True) if at != each]
        at = np.array(fold) == each
        sure[at] = logistic(np.c_[np.ones(len(rows)), rows][at] @ fit(taught, names))
    return sure


def print_figures(name: str, found: Sequence[Case], sure: Matrix) -> None:
    """The trade-off at a few thresholds, and how often each band of confidence was good."""
    held = [case for case in found if case.given is not None]
    able = np.array([case.gold.kind.answerable for case in held])
    good, right = np.array([c.good for c in held]), np.array([c.right for c in held])
    asked = sum(case.gold.kind.answerable for case in found)
    refusable = len(found) - asked
    print(f"{name}: {asked} answerable, {refusable} not\n  from  answered  right  refused  cost")
    for at in (0.5, 0.6, 0.65, 0.68, 0.7, 0.75, 0.8, 0.9):
        said = sure >= at
        cost = COST * int((said & ~good).sum()) + asked - int((said & good).sum())
        shares = (said & able).sum() / asked, (said & right).sum() / asked
        refused = 1 - (said & ~able).sum() / max(refusable, 1)
        print(f"  {at:.2f}  {shares[0]:8.3f}  {shares[1]:5.3f}  {refused:7.3f}  {cost:4d}")
    print(f"  nothing answered at all costs {asked}\n  said      good  questions")
    for low, high in pairwise(BANDS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            said, held_good = sure[inside].mean(), good[inside].mean()
            print(f"  {said:.2f}  {held_good:8.2f}  {int(inside.sum()):9d}")


def main() -> None:
    """Prints what was measured, and writes the coefficients if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", nargs=3, action="append", required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    tools = Tools(load_encoder(None), load_reader())
    sets = {
        gold: list(cases(Path(home), read_gold(Path(gold)), tools, float(weight)))
        for weight, home, gold in asked.questions
    }
    every = [case for some in sets.values() for case in some]
    sure = iter(cross_validated(every, SIGNS).tolist())
    for gold, some in sets.items():
        own = [next(sure) for case in some if case.given is not None]
        print_figures(f"{Path(gold).parent.name}/{Path(gold).name}", some, np.array(own))
    coefficients = dict(zip(("bias", *SIGNS), fit(every, SIGNS).round(3).tolist(), strict=True))
    written = {**json.loads(DATA.read_text(encoding="utf-8")), "confidence": coefficients}
    print(json.dumps(written, indent=2))
    if asked.write:
        DATA.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
