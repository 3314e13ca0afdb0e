"""Measures the latency of an answer, and memory, over many passages.

    python -m bench.scale TRAIN [--passages 2000 100000]

TRAIN is the folder of training texts: its passages are articles of law and sheets for residents,
all distinct, cut to the length of the product's own. Questions are those of `residents_questions`,
as they are and with a slip in each word. The first 2,000 passages are encoded; the others, whose
vectors are searched one by one whatever they hold, get mixtures of those, since encoding 100,000
takes a quarter of an hour. Writes bench/results/scale.json.
"""

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bench.stamp import stamp
from index.dense import FaissStore, VectorStore
from index.encoder import Encoder
from index.indexed import Indexed, index_words, searched_text
from index.lexical import WordIndex
from index.models import load_encoder
from index.reader import load_reader
from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.ask import ask
from retrieval.tools import Tools
from retrieval.variants import Variant, vary

RESULT = Path(__file__).parent / "results" / "scale.json"
SOURCES = (
    "codes_heading_article.jsonl.gz",
    "service_public_fiches_2020.jsonl.gz",
    "fiches_travail.jsonl.gz",
    "territoires_en_transitions.jsonl.gz",
    "justice_canada_fr_note_section.jsonl.gz",
)
LONGEST = 600
QUESTIONS = 200
ENCODED = 2000
WHOLE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class Corpus:
    """Passages as an edition has them, one a page."""

    indexed: Indexed
    title: str = "Corpus"

    @property
    def id(self) -> str:
        """Its name in the store."""
        return self.indexed.id

    @property
    def report_slug(self) -> str:
        """The same."""
        return self.indexed.report_slug

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages."""
        return self.indexed.passages

    @property
    def words(self) -> WordIndex:
        """BM25 over them."""
        return self.indexed.words

    @property
    def store(self) -> VectorStore:
        """Where their vectors are."""
        return self.indexed.store

    @cached_property
    def model(self) -> str | None:
        """The revision of their encoder."""
        return self.indexed.model

    def page(self, number: int) -> Page:
        """The page on which passage `number` stands, counted from 1."""
        text = self.passages[number - 1].text
        return Page(number, str(number), (Line(text, WHOLE, 10),), 600, 800)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each training passage, every text once."""
    seen: set[str] = set()
    for name in SOURCES:
        for row in rows(folder / name):
            text = " ".join(str(row.get("text", "")).split())[:LONGEST]
            if text and text not in seen:
                seen.add(text)
                yield str(row.get("title") or " — ".join(row.get("head", []))), text


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a packed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def passages(folder: Path, wanted: int) -> tuple[Passage, ...]:
    """The first `wanted` texts as passages, one a page."""
    found = []
    for number, (title, text) in zip(range(1, wanted + 1), texts(folder), strict=False):
        placed = (Placement(0, len(text), number, WHOLE),)
        found.append(Passage(f"p{number}", text, (title,), placed, str(number)))
    if len(found) < wanted:
        raise SystemExit(f"only {len(found)} distinct texts in {folder}")
    return tuple(found)


def vectors(encoder: Encoder, every: Sequence[Passage]) -> np.ndarray:
    """A unit row for each passage: its own for the first `ENCODED`, a mixture for the others."""
    own = encoder.encode_document([searched_text(passage) for passage in every[:ENCODED]])
    draw = np.random.default_rng(0)
    pairs = draw.integers(0, len(own), (2, max(0, len(every) - len(own))))
    noise = draw.normal(0, 0.02, (pairs.shape[1], own.shape[1]))
    mixed = own[pairs[0]] + own[pairs[1]] + noise
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    return np.concatenate([own, mixed]).astype(np.float32)


def measured(corpus: Corpus, tools: Tools, questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds of an answer, warm: median and 95th percentile, and of the stages the median."""
    ask(questions[0], [corpus], tools=tools)
    took, stages = [], dict[str, list[float]]()
    for question in questions:
        start = time.perf_counter()
        answer = ask(question, [corpus], tools=tools)
        took.append((time.perf_counter() - start) * 1000)
        for stage, milliseconds in answer.timings_ms.items():
            stages.setdefault(stage, []).append(milliseconds)
    p50, p95 = np.percentile(took, [50, 95])
    medians = {f"{stage}_ms": round(float(np.median(each)), 1) for stage, each in stages.items()}
    return {"p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1), **medians}


def main() -> None:
    """Measures each size and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[2000, 100_000])
    given = parser.parse_args()
    encoder = load_encoder(None)
    tools = Tools(encoder, load_reader(None))
    every = passages(given.train, max(given.passages))
    rows_of = vectors(encoder, every)
    asked = [str(r["question"]) for r in rows(given.train / "residents_questions.jsonl.gz")]
    plain = asked[:: max(1, len(asked) // QUESTIONS)][:QUESTIONS]
    typos = [vary(question, Variant.TYPO, seed=question) for question in plain]
    figures: dict[str, Any] = {**stamp(encoder), "questions": len(plain)}
    for size in sorted(given.passages):
        store = FaissStore()
        store.add("corpus", rows_of[:size])
        some = every[:size]
        indexed = Indexed("corpus", "corpus", some, index_words(some), store, encoder.revision)
        corpus = Corpus(indexed)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures[str(size)] = {
            "plain": measured(corpus, tools, plain),
            "typo": measured(corpus, tools, typos),
            "peak_memory_mb": round(memory),
        }
        print(size, json.dumps(figures[str(size)]), flush=True)
    RESULT.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
