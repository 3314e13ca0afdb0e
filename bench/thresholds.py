"""Measures when to answer: fits what signs weigh, prints the trade-off, writes the thresholds.

    python -m bench.thresholds GOLD.jsonl… [--home HOME] [--write]

Reports are the live editions under HOME (`selon ingest` them first). Everything printed is
cross-validated: a report's questions are weighed by what the other reports taught. `answered` is
the share of answerable questions at or above a confidence, `right` those whose best stretch alone
holds every key on a gold page, `refused` the share of unanswerable ones that stay below. Questions
stopped before any search (blocked, out of scope whatever is found) count as refused. What stays
as it is in the file: the price of length, of an announcement, and of a `strange` thing to count.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.logistic import Choice, Flags, Matrix, fit_choice, fit_logistic, logistic
from index.edition import Edition
from index.encoder import Encoder
from index.lexical import Rarity
from index.models import load_encoder
from index.search import search
from index.shelf import Shelf
from retrieval.ask import HITS
from retrieval.evidence import Evidence, stretches
from retrieval.followup import complete
from retrieval.gold import GoldQuestion, chain, read_gold
from retrieval.keys import stands_in
from retrieval.question import query_of, understand
from retrieval.scope import Weight, find_elsewhere
from retrieval.screening import Verdict, screen

DATA = Path("retrieval/data/thresholds.json")
DECIDES = ("whole", "kind", "counted", "open", "no_year", "known", "margin")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One gold question: its stretches, which are right or on a gold page, and what is known."""

    gold: GoldQuestion
    found: tuple[Evidence, ...]
    right: Flags
    on_page: Flags
    known: float

    def choice(self, names: Sequence[str]) -> Choice:
        """The signs `names` of every stretch."""
        return Choice(np.array([[e.signs[n] for n in names] for e in self.found]), self.right)


def cases(
    gold: Sequence[GoldQuestion], editions: Mapping[str, Edition], encoder: Encoder
) -> Iterator[Case | None]:
    """Each question of an indexed report; None where it is stopped before any search."""
    for question in gold:
        if question.pdf not in editions:
            continue
        edition = editions[question.pdf]
        screened = screen(question.question)
        elsewhere = find_elsewhere(screened.text, titles=[edition.title])
        if screened.verdict is not Verdict.GOES_ON or (
            elsewhere and elsewhere.weight is not Weight.IF_SILENT
        ):
            yield None if not question.kind.answerable else _case(question, (), 0.0)
            continue
        completed = complete(screened.text, chain(question, gold))
        understood = understand(completed, Rarity((edition.words,)))
        hits = search([edition], query_of(completed, understood), encoder=encoder, k=HITS)
        found = tuple(each for hit in hits for each in stretches(understood, hit))
        yield _case(question, found, understood.known)


def _case(gold: GoldQuestion, found: tuple[Evidence, ...], known: float) -> Case:
    on_page = np.array([_page(each) in (gold.pages or ()) for each in found], dtype=bool)
    keyed = np.array([_keyed(each, gold) for each in found], dtype=bool)
    return Case(gold, found, on_page & keyed, on_page, known)


def _page(evidence: Evidence) -> int:
    return next(evidence.hit.passage.placed(evidence.start, evidence.end)).page


def _keyed(evidence: Evidence, gold: GoldQuestion) -> bool:
    shown = " ".join((evidence.text, *evidence.hit.passage.headings))
    return all(stands_in(key, shown) for key in gold.keys or ())


def folds(found: Sequence[Case]) -> list[int]:
    """The fold of each case: whole reports are kept together, the largest dealt out first."""
    sizes: dict[str, int] = {}
    for case in found:
        sizes[case.gold.pdf] = sizes.get(case.gold.pdf, 0) + 1
    held = [0] * FOLDS
    place: dict[str, int] = {}
    for pdf in sorted(sizes, key=lambda pdf: (-sizes[pdf], pdf)):
        place[pdf] = held.index(min(held))
        held[place[pdf]] += sizes[pdf]
    return [place[case.gold.pdf] for case in found]


def best(case: Case, weights: Mapping[str, float]) -> tuple[int, dict[str, float]]:
    """Which stretch ranks first under `weights`, and the signs that are decided by."""
    score = case.choice(tuple(weights)).signs @ np.array(list(weights.values()))
    score = np.round(score, 4)
    first = int(np.argmax(score))
    others = [s for s, e in zip(score, case.found, strict=True) if e.hit != case.found[first].hit]
    given = dict(case.found[first].signs)
    given["known"] = case.known
    given["whole"] = (given["coverage"] + given["context"]) * case.known
    given["margin"] = min(1.0, float(score[first]) - max(others)) if others else 1.0
    return first, given


def rank_weights(found: Sequence[Case], start: Mapping[str, float]) -> dict[str, float]:
    """What each sign of a stretch weighs; the price of length stays as it is."""
    names = tuple(start)
    begun = np.array(list(start.values()))
    fixed = np.array([name in ("length", "announces") for name in names])
    fitted = fit_choice([case.choice(names) for case in found if case.found], begun, fixed)
    return {name: round(float(w), 2) for name, w in zip(names, fitted, strict=True)}


def decision_rows(found: Sequence[Case], weights: Mapping[str, float]) -> tuple[Matrix, Flags]:
    """The signs that confidence is made of, a row each, and whether the best is on a gold page."""
    firsts = [best(case, weights) for case in found]
    rows = np.array([[given[name] for name in DECIDES] for _, given in firsts])
    truth = np.array([case.on_page[i] for case, (i, _) in zip(found, firsts, strict=True)])
    return rows, truth


def cross_validated(found: Sequence[Case], start: Mapping[str, float]) -> tuple[Matrix, Flags]:
    """The confidence in each case, and whether its best stretch is right, from other reports."""
    place = np.array(folds(found))
    sure, right = np.zeros(len(found)), np.zeros(len(found), dtype=bool)
    for fold in sorted(set(place.tolist())):
        taught = [case for case, p in zip(found, place, strict=True) if p != fold]
        weights = rank_weights(taught, start)
        coefficients = fit_logistic(*decision_rows(taught, weights))
        for at in np.flatnonzero(place == fold).tolist():
            first, given = best(found[at], weights)
            row = np.array([1.0, *(given[name] for name in DECIDES)])
            sure[at], right[at] = logistic(row @ coefficients), found[at].right[first]
    return sure, right


def print_trade_off(found: Sequence[Case], sure: Matrix, right: Flags, stopped: int) -> None:
    """A line for each confidence: what would be answered, right and refused."""
    answerable = np.array([case.gold.kind.answerable for case in found])
    unanswerable = int((~answerable).sum()) + stopped
    print("confidence  answered  right  right_when_answered  refused")
    for at in np.arange(0.05, 0.95, 0.05):
        said = sure >= at
        answered = int((said & answerable).sum())
        good = int((said & answerable & right).sum())
        refused = 1 - int((said & ~answerable).sum()) / max(unanswerable, 1)
        total = max(int(answerable.sum()), 1)
        print(
            f"{at:10.2f}  {answered / total:8.3f}  {good / total:5.3f}"
            f"  {good / max(answered, 1):19.3f}  {refused:7.3f}"
        )


def main() -> None:
    """Prints the trade-off, and writes what was fitted on everything if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    editions = {e.manifest.provenance.source: e for e in Shelf(asked.home).all_live()}
    encoder = load_encoder(None)
    every = [c for path in asked.gold for c in cases(read_gold(path), editions, encoder)]
    found = [case for case in every if case is not None and case.found]
    held = json.loads(DATA.read_text(encoding="utf-8"))
    print(f"{len(found)} questions searched, {len(every) - len(found)} stopped before")
    print_trade_off(found, *cross_validated(found, held["stretch"]), every.count(None))
    weights = rank_weights(found, held["stretch"])
    coefficients = fit_logistic(*decision_rows(found, weights))
    fitted = dict(zip(("bias", *DECIDES), coefficients.round(2).tolist(), strict=True))
    written = {**held, "stretch": weights, "confidence": {**held["confidence"], **fitted}}
    print(json.dumps(written, indent=2))
    if asked.write:
        text = json.dumps(written, indent=2)
        DATA.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
