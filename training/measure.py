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

import bm25s
import numpy as np
from sentence_transformers import SentenceTransformer

from index.models import find_model
from index.words import stems
from retrieval.beir import read_beir
from retrieval.metrics import ndcg_at
from training import corpus
from training.places import SHARED

OTHERS = 3_000
DENSE = 0.5


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


def lexical_scores(questions: list[str], passages: list[str]) -> np.ndarray:
    """BM25 scores of shape (questions, passages), the best of each question at 1."""
    engine = bm25s.BM25()
    engine.index([stems(text) or ["∅"] for text in passages], show_progress=False)
    rows = [engine.get_scores(stems(question) or ["∅"]) for question in questions]
    scores = np.stack(rows)
    return np.asarray(scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-9))


def spread(scores: np.ndarray) -> np.ndarray:
    """Each row stretched over 0 to 1."""
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    return np.asarray((scores - low) / (high - low))


def recall(scores: np.ndarray, right: list[int], k: int) -> float:
    """Share of questions with their passage among the first `k`."""
    better = (scores > scores[np.arange(len(right)), right][:, None]).sum(axis=1)
    return float((better < k).mean())


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
    yield Task("held_out", questions, passages, [{place} for place in right])


def figures(task: Task, scores: np.ndarray) -> str:
    """nDCG@10 and, where one text answers, recall@1 and @5."""
    ranked = np.argsort(-scores, axis=1, kind="stable")[:, :10].tolist()
    gain = float(np.mean([ndcg_at(10, r, w) for r, w in zip(ranked, task.right, strict=True)]))
    if task.name != "held_out":
        return f"{gain:.3f}"
    right = [next(iter(places)) for places in task.right]
    return f"{gain:.3f} {recall(scores, right, 1):.3f} {recall(scores, right, 5):.3f}"


def main() -> None:
    """Prints, for each task, a line for BM25 and two for each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", type=Path, default=[find_model().path])
    folders = parser.parse_args().models
    models = {folder: _loaded(folder) for folder in folders}
    for task in tasks():
        lexical = lexical_scores(task.questions, task.texts)
        print(f"{task.name}: {len(task.questions)} questions, {len(task.texts)} texts")
        print(f"  BM25          {figures(task, lexical)}", flush=True)
        for folder, model in models.items():
            dense = model.encode_query(task.questions) @ model.encode_document(task.texts).T
            fused = (1 - DENSE) * lexical + DENSE * spread(dense)
            print(
                f"  dense / fused {figures(task, dense)} / {figures(task, fused)} {folder}",
                flush=True,
            )


def _loaded(folder: Path) -> SentenceTransformer:
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    model.max_seq_length = 256
    return model


if __name__ == "__main__":
    main()
