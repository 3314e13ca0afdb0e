"""Measures what each half of search finds: pages of gold questions by words, by meaning, by both.

    python -m bench.halves GOLD.jsonl… --home HOME [--home OTHER] [--out FILE.json]

Each home holds the same reports, read by editions of another encoder: the encoder alone differs.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from bench.run import RESULTS
from bench.stamp import stamp
from index.edition import Edition
from index.encoder import Encoder
from index.models import load_encoder
from index.search import Mode
from index.shelf import Shelf
from retrieval.evaluate import pages_wanted
from retrieval.gold import GoldQuestion, chain, read_gold
from retrieval.judge import pages_ranked
from retrieval.metrics import recall_at
from retrieval.rank import rank
from retrieval.tools import Tools

MODES: tuple[Mode, ...] = ("lexical", "dense", "hybrid")
Figures = dict[str, dict[str, list[float]]]


def found(gold: Sequence[GoldQuestion], home: Path, *, together: bool) -> Figures:
    """For each kind of question and mode, [page_recall@1, page_recall@5, questions]."""
    shelf = {edition.manifest.provenance.source: edition for edition in Shelf(home).all_live()}
    editions = list(shelf.values())
    encoder = load_encoder(editions[0].manifest.model.name)
    gathered: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for question in gold:
        if not question.kind.answerable or question.pdf not in shelf:
            continue
        among = editions if together else [shelf[question.pdf]]
        for mode in MODES:
            recalls = _recalls(question, gold, among, encoder, mode)
            for kind in ("all", question.kind.value):
                gathered.setdefault(kind, {}).setdefault(mode, []).append(recalls)
    return {
        kind: {mode: _means(rows) for mode, rows in by_mode.items()}
        for kind, by_mode in gathered.items()
    }


def _recalls(
    question: GoldQuestion,
    gold: Sequence[GoldQuestion],
    among: Sequence[Edition],
    encoder: Encoder,
    mode: Mode,
) -> tuple[float, float]:
    previous = chain(question, gold)
    hits = rank(question.question, among, tools=Tools(encoder), previous=previous, mode=mode)
    ranked = pages_ranked(hits, {each.id: each.manifest.provenance.source for each in among})
    pdfs = {each.manifest.provenance.source for each in among}
    groups = pages_wanted(question, frozenset(pdfs) if len(among) > 1 else frozenset())
    return recall_at(1, ranked, groups), recall_at(5, ranked, groups)


def _means(rows: Sequence[tuple[float, float]]) -> list[float]:
    return [round(sum(column) / len(rows), 3) for column in zip(*rows, strict=True)] + [len(rows)]


def main() -> None:
    """Prints a line for each home, gold file and mode, and stores all kinds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, default=RESULTS / "halves.json")
    asked = parser.parse_args()
    stored = {}
    for home in asked.home:
        model = Shelf(home).all_live()[0].manifest.model.name
        for path in asked.gold:
            for together in (False, True):
                name = f"{model}, {path.name}, {'all reports' if together else 'own report'}"
                stored[name] = found(read_gold(path), home, together=together)
                print(name, stored[name]["all"], stored[name].get("reworded"), flush=True)
    asked.out.write_text(json.dumps(stamp() | {"figures": stored}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
