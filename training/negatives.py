"""Hard negatives: passages that BM25 ranks high for a question that they don't answer."""

import json
import random
from collections.abc import Sequence

from training import corpus, lexical
from training.places import WORK

FIRST, LAST = 3, 14
CROWD = 24_000
PATH = WORK / "negatives.json"


def mine(questions: Sequence[corpus.Pair], crowd: Sequence[str]) -> list[list[int]]:
    """For each question, places in `crowd` of the texts that BM25 ranks from FIRST to LAST."""
    engine = lexical.indexed(crowd)
    found = []
    for pair in questions:
        asked = [lexical.tokens(pair.asked[0])]
        ranked, _ = engine.retrieve(asked, k=LAST + 1, show_progress=False)
        found.append([int(n) for n in ranked[0][FIRST - 1 :] if crowd[int(n)] != pair.text][:LAST])
    return found


def crowd_of(questions: Sequence[corpus.Pair], seed: int = 5) -> list[str]:
    """Passages to draw from: those of the questions, and others of the same kind of text."""
    others = sorted({pair.text for pair in corpus.headed()})
    random.Random(seed).shuffle(others)
    return list(dict.fromkeys([pair.text for pair in questions] + others[:CROWD]))


def hard_negatives() -> dict[str, list[str]]:
    """Texts to push away, by question; mined once and kept, again when questions were added."""
    questions, _ = corpus.split(corpus.residents())
    if PATH.exists():
        kept: dict[str, list[str]] = json.loads(PATH.read_text(encoding="utf-8"))
        if len(kept) == len({pair.asked[0] for pair in questions}):
            return kept
    crowd = crowd_of(questions)
    made = {
        pair.asked[0]: [crowd[n] for n in places]
        for pair, places in zip(questions, mine(questions, crowd), strict=True)
    }
    PATH.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return made
