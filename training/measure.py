"""How good a model is: recall on the questions held out, and nDCG on the development sets.

    python -m training.measure FOLDER…

Held-out questions are looked for among the held-out passages and others that stand beside them.
"""

import argparse
import random
from pathlib import Path

import bm25s
import numpy as np
from sentence_transformers import SentenceTransformer

from index.words import stems
from training import corpus

OTHERS = 3_000
DENSE = 0.5


def held_out(seed: int = 7) -> tuple[list[str], list[str], list[int]]:
    """(questions, passages, place of each question's passage)."""
    asked = corpus.split(corpus.residents())[1]
    others = sorted({pair.text for pair in corpus.headed()} - {pair.text for pair in asked})
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


def main() -> None:
    """Prints a line for BM25, and two for each model: dense alone and fused at equal weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", type=Path)
    questions, passages, right = held_out()
    print(f"{len(questions)} questions, {len(passages)} passages; recall@1, @5")
    lexical = lexical_scores(questions, passages)
    _print("BM25", lexical, right)
    for folder in parser.parse_args().models:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        model.max_seq_length = 256
        asked = model.encode_query(questions, normalize_embeddings=True)
        texts = model.encode_document(passages, normalize_embeddings=True)
        dense = asked @ texts.T
        _print(f"{folder}, dense", dense, right)
        _print(f"{folder}, fused", (1 - DENSE) * lexical + DENSE * spread(dense), right)


def _print(name: str, scores: np.ndarray, right: list[int]) -> None:
    print(f"{name:50} {recall(scores, right, 1):.3f} {recall(scores, right, 5):.3f}", flush=True)


if __name__ == "__main__":
    main()
