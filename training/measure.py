"""How good models are: nDCG@10 on the development sets, recall on the questions held out.

    python -m training.measure [FOLDER…]           without a folder: the model that ships

One vector a text, at most 256 tokens; fused half and half with BM25, each stretched over 0 to 1.
Held-out questions are looked for among their passages and others that stand beside them.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from index.fusion import Fusion, Scores
from index.models import find_model
from retrieval.beir import read_beir
from retrieval.metrics import ndcg_at, recall_at
from training import corpus, lexical
from training.places import SHARED
from training.tokenizer import LONGEST

HELD_OUT = "held_out"
OTHERS = 3_000
HALVES = Fusion(0.5)


def held_out(seed: int = 7) -> tuple[list[str], list[str], list[int]]:
    """(questions, passages, place of each question's passage)."""
    asked = corpus.split(corpus.residents(whole=True))[1]
    others = sorted(
        {pair.text for pair in corpus.headed(whole=True)} - {pair.text for pair in asked}
    )
    random.Random(seed).shuffle(others)
    passages = list(dict.fromkeys([pair.text for pair in asked] + others[:OTHERS]))
    places = {text: number for number, text in enumerate(passages)}
    return [pair.asked[0] for pair in asked], passages, [places[pair.text] for pair in asked]


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, texts, and the places of the texts that answer each question."""

    name: str
    questions: list[str]
    texts: list[str]
    right: list[set[int]]


def tasks() -> Iterator[Task]:
    """The two public development sets, then the residents' questions held out."""
    for name in ("service_public", "covid_faq"):
        beir = read_beir(SHARED / "data" / "retrieval_dev" / name)
        places = {key: number for number, key in enumerate(beir.documents)}
        asked = [key for key in beir.questions if beir.answers.get(key)]
        yield Task(
            name,
            [beir.questions[key] for key in asked],
            list(beir.documents.values()),
            [{places[each] for each in beir.answers[key]} for key in asked],
        )
    questions, passages, right = held_out()
    yield Task(HELD_OUT, questions, passages, [{place} for place in right])


def figures(task: Task, scores: Scores) -> str:
    """nDCG@10, and for the questions held out recall@1 and @5, each of one text."""
    ranked = np.argsort(-scores, axis=1, kind="stable")[:, :10].tolist()
    pairs = list(zip(ranked, task.right, strict=True))
    found = [np.mean([ndcg_at(10, first, right) for first, right in pairs])]
    if task.name == HELD_OUT:
        found += [np.mean([recall_at(k, first, [right]) for first, right in pairs]) for k in (1, 5)]
    return " ".join(f"{figure:.3f}" for figure in found)


def main() -> None:
    """Prints, for each task, a line for BM25 and one for each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", type=Path, default=[find_model().path])
    models = {folder: _loaded(folder) for folder in parser.parse_args().models}
    for task in tasks():
        engine = lexical.indexed(task.texts)
        words = np.stack([engine.get_scores(lexical.tokens(each)) for each in task.questions])
        print(f"{task.name}: {len(task.questions)} questions, {len(task.texts)} texts")
        print(f"  BM25          {figures(task, words)}", flush=True)
        for folder, model in models.items():
            dense = model.encode_query(task.questions) @ model.encode_document(task.texts).T
            fused = np.stack([HALVES.fuse(w, d) for w, d in zip(words, dense, strict=True)])
            pair = f"{figures(task, dense)} / {figures(task, fused)}"
            print(f"  dense / fused {pair} {folder}", flush=True)


def _loaded(folder: Path) -> SentenceTransformer:
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    model.max_seq_length = LONGEST
    return model


if __name__ == "__main__":
    main()
