"""Compares Selon's ranking with what a tutorial would build, on the same gold questions.

    python -m bench.baseline GOLD.jsonl REPORTS… [--home HOME] [--out FILE.json]

The tutorial: overlapping windows of 1,000 characters over pypdf's text of each page, plain BM25
over lower-case words without accents, the English model, and a weighted sum of both; a follow-up
is asked with the questions before it. Selon: the live editions under HOME. Each is asked of the
question's own report and of all reports together. `page_recall` wants one page of each group,
`any_page` one gold page; `fact` counts whether a unit that holds the evidence stands first or among
the first five. With questions on the dossier, its statements alone are ranked too, one a unit.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from pypdf import PdfReader

from bench.stamp import stamp
from dossier.facts import load_facts
from dossier.gold import PDF
from index.encoder import Encoder
from index.indexed import index_passages
from index.models import FORMER_DEFAULT, load_encoder
from index.reader import load_reader
from index.search import Searchable
from index.shelf import Shelf
from index.words import fold
from ingest.normalise import normalise
from ingest.report import Box, Passage, Placement
from retrieval.gold import GoldQuestion, chain, read_gold
from retrieval.metrics import recall_at, share
from retrieval.rank import rank
from retrieval.tools import Tools

WINDOW, OVERLAP = 1000, 200
DENSE_WEIGHT = 0.3
HELD = 0.8
DEPTH = 200

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that is ranked as a whole, and the page it is from."""

    pdf: str
    page: int
    text: str


Ranking = Callable[[GoldQuestion, str | None], Sequence[Unit]]
"""The units for a question, best first, of one PDF or (None) of all."""


def windows(pdf: Path) -> list[Unit]:
    """Overlapping windows over the text of each page; one that is blank is left out."""
    units = []
    for number, page in enumerate(PdfReader(pdf).pages, start=1):
        text = page.extract_text()
        starts = range(0, max(len(text) - OVERLAP, 1), WINDOW - OVERLAP)
        units += [Unit(pdf.name, number, text[start : start + WINDOW]) for start in starts]
    return [unit for unit in units if unit.text.strip()]


class Tutorial:
    """Ranks windows by words, by meaning, or by both."""

    def __init__(
        self, units: Sequence[Unit], gold: Sequence[GoldQuestion], encoder: Encoder
    ) -> None:
        self.units, self.gold, self.encoder = units, gold, encoder
        self.vectors = encoder.encode_document([unit.text for unit in units])
        self.places = {
            pdf: [i for i, unit in enumerate(units) if unit.pdf == pdf]
            for pdf in {unit.pdf for unit in units}
        }
        self.models = {
            pdf: _plain_bm25([units[i].text for i in rows])
            for pdf, rows in [*self.places.items(), (None, range(len(units)))]
        }

    def ranking(self, dense_weight: float) -> Ranking:
        """Units by the weighted sum of both scores, each brought to 0..1."""

        def ranked(question: GoldQuestion, pdf: str | None) -> list[Unit]:
            rows = list(range(len(self.units))) if pdf is None else self.places[pdf]
            asked = " ".join((*chain(question, self.gold), question.question))
            words = self.models[pdf].get_scores(_tokens(asked))
            likeness = self.vectors[rows] @ self.encoder.encode_query([asked])[0]
            scores = (1 - dense_weight) * _unit(words) + dense_weight * _unit(likeness)
            return [self.units[rows[i]] for i in np.argsort(-scores, kind="stable")[:DEPTH]]

        return ranked

    def rankings(self) -> dict[str, Ranking]:
        """The three tutorials by name."""
        weights = {"BM25": 0.0, "English model": 1.0, "weighted sum": DENSE_WEIGHT}
        return {name: self.ranking(weight) for name, weight in weights.items()}


def selon(
    editions: Mapping[str, Searchable], gold: Sequence[GoldQuestion], encoder: Encoder
) -> Ranking:
    """Passages as Selon ranks them."""
    pdf_of = {edition.id: pdf for pdf, edition in editions.items()}
    tools = Tools(encoder, load_reader())

    def ranked(question: GoldQuestion, pdf: str | None) -> list[Unit]:
        asked = list(editions.values()) if pdf is None else [editions[pdf]]
        before = chain(question, gold)
        hits = rank(question.question, asked, tools=tools, previous=before, k=DEPTH)
        return [Unit(pdf_of[h.edition], h.passage.first_page, h.passage.text) for h in hits]

    return ranked


def statements(gold: Sequence[GoldQuestion], encoder: Encoder) -> dict[str, dict[str, object]]:
    """How well the dossier's statements are ranked, each a unit of its own."""
    units = [Unit(PDF, 1, fact.statement) for fact in load_facts().values()]
    passages = [
        Passage(str(n), unit.text, (), (Placement(0, len(unit.text), 1, Box(0, 0, 1, 1)),), "1")
        for n, unit in enumerate(units)
    ]
    editions = {PDF: index_passages(passages, encoder)}
    tutorial = Tutorial(units, gold, load_encoder(FORMER_DEFAULT))
    rankings = tutorial.rankings() | {"Selon": selon(editions, gold, encoder)}
    return {
        name: {k: v for k, v in measure(gold, ranked, alone=True).items() if k.startswith("fact")}
        for name, ranked in rankings.items()
    }


def measure(gold: Sequence[GoldQuestion], ranking: Ranking, *, alone: bool) -> dict[str, object]:
    """Recall of pages and of evidence over the answerable questions."""
    pages: dict[int, list[float]] = {1: [], 5: []}
    any_page: dict[int, list[float]] = {1: [], 5: []}
    facts: dict[int, list[bool]] = {1: [], 5: []}
    for question in gold:
        units = ranking(question, question.pdf if alone else None)
        found = list(dict.fromkeys((unit.pdf, unit.page) for unit in units))
        groups = [{(question.pdf, page) for page in group} for group in question.groups]
        also = set() if alone else set(question.also_in)
        for k, values in pages.items():
            values.append(recall_at(k, found, [group | also for group in groups]))
            any_page[k].append(recall_at(k, found, [frozenset().union(*groups) | also]))
        for k, held in facts.items():
            held.append(any(_holds(unit, question) for unit in units[:k]))
    return {
        **{f"page_recall@{k}": share(values) for k, values in pages.items()},
        **{f"any_page@{k}": share(values) for k, values in any_page.items()},
        **{f"fact@{k}": share(values) for k, values in facts.items()},
    }


def _holds(unit: Unit, question: GoldQuestion) -> bool:
    """Whether most words of one piece of evidence stand in the unit."""
    shown = set(_tokens(unit.text))
    wanted = [set(_tokens(evidence)) for evidence in question.evidence]
    return any(words and len(words & shown) >= HELD * len(words) for words in wanted)


def _plain_bm25(texts: Sequence[str]) -> bm25s.BM25:
    model = bm25s.BM25()
    model.index([_tokens(text) or [""] for text in texts], show_progress=False)
    return model


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", fold(normalise(text)))


def _unit(scores: NDArray[np.floating]) -> Scores:
    low, high = float(scores.min()), float(scores.max())
    return (np.asarray(scores, dtype=np.float64) - low) / ((high - low) or 1.0)


def main() -> None:
    """Prints the comparison and stores it."""
    parser = argparse.ArgumentParser(description="Compare with a tutorial's pipeline.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    gold = read_gold(chosen.gold)
    encoder, english = load_encoder(None), load_encoder(FORMER_DEFAULT)
    editions = {e.manifest.provenance.source: e for e in Shelf(chosen.home).all_live()}
    asked = [each for each in gold if each.kind.answerable and each.pdf in editions]
    units = [unit for pdf in chosen.reports for unit in windows(pdf)]
    rankings = Tutorial(units, gold, english).rankings() | {"Selon": selon(editions, gold, encoder)}
    figures = {
        name: {
            scope: measure(asked, ranking, alone=scope == "own report")
            for scope in ("own report", "all reports")
        }
        for name, ranking in rankings.items()
    }
    result: dict[str, object] = {
        **stamp(encoder),
        "gold": chosen.gold.name,
        "questions": len(asked),
        "reports": {pdf: edition.manifest.sha256 for pdf, edition in editions.items()},
        "figures": figures,
    }
    if all(each.pdf == PDF for each in asked):
        result["statements_alone"] = statements(asked, encoder)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if chosen.out:
        chosen.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
