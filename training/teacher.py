"""Where the multilingual model puts French texts: what the encoder that ships learns to follow.

    python -m training.teacher

Questions are read as questions and passages as passages, each with the model's own prompt. The mean
vector of either is taken away: the model's vectors all lie in one narrow cone, and what tells them
apart is where they lie in it.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers import AutoTokenizer

from training import asking, corpus, exercises
from training.places import MULTILINGUAL, TEACHER

MOST = {"tatoeba": 20_000, "short": 10_000, "passage": 3_000, "codes": 5_000, "notes": 3_000}
SHARD = 4_096
READ = 12 * SHARD
QUESTION, PASSAGE = "query: ", "passage: "
TOKENS = 112
STUDENT_TOKENS = 128
Text = tuple[str, str, str]  # of which kind, its prompt, itself


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts ready to learn from: their token ids, and the teacher's vector of each."""

    ids: list[np.ndarray]
    targets: np.ndarray
    kinds: list[str]


def texts(seed: int = 11) -> list[Text]:
    """The French texts that the teacher reads, in an order of their own."""
    by_kind: dict[str, list[Text]] = {}
    for text in dict.fromkeys(_texts(random.Random(seed))):
        by_kind.setdefault(text[0], []).append(text)
    rng = random.Random(seed)
    chosen = [
        text
        for kind, some in by_kind.items()
        for text in rng.sample(some, min(MOST.get(kind, len(some)), len(some)))
    ]
    rng.shuffle(chosen)
    return chosen[:READ]


def _texts(rng: random.Random) -> Iterator[Text]:
    for twin in corpus.twins():
        yield twin.kind, QUESTION if twin.kind == "mintaka" else PASSAGE, twin.fr
    for pair in corpus.headed():
        yield pair.source, PASSAGE, "\n".join((*pair.asked[-2:], asking.window(pair, rng)))
    asked = [*corpus.split(corpus.residents())[0], *corpus.encyclopaedic()]
    for pair in (*asked, *(pair for pair, _ in exercises.excerpt_pairs())):
        yield pair.source, QUESTION, pair.asked[0]
        yield pair.source, PASSAGE, pair.text
    for pair in corpus.split(corpus.everyday())[0]:
        yield pair.source, QUESTION, pair.asked[0]
        yield pair.source, PASSAGE, pair.text
    for row, _ in exercises.learnt_excerpts():
        for missed in row["missed"]:
            yield "excerpts", QUESTION, missed


def load_lessons() -> Lessons:
    """What `main` wrote."""
    flat = np.load(TEACHER / "ids.npy")
    ends = np.load(TEACHER / "ends.npy")
    kinds = json.loads((TEACHER / "kinds.json").read_text(encoding="utf-8"))
    return Lessons(
        np.split(flat, ends[:-1]), np.load(TEACHER / "targets.npy", mmap_mode="r"), kinds
    )


def write_ids(texts: list[tuple[str, str]]) -> None:
    """Writes the token ids of (kind, text), end to end, where each ends, and their kinds."""
    tokenizer = AutoTokenizer.from_pretrained(MULTILINGUAL)
    encoded = tokenizer([text for _, text in texts], truncation=True, max_length=STUDENT_TOKENS)
    ids = [np.array(row, dtype=np.uint16) for row in encoded["input_ids"]]
    np.save(TEACHER / "ids.npy", np.concatenate(ids))
    np.save(TEACHER / "ends.npy", np.cumsum([len(row) for row in ids]))
    (TEACHER / "kinds.json").write_text(json.dumps([kind for kind, _ in texts]), encoding="utf-8")


def encode_shard(teacher: SentenceTransformer, texts: list[str], path: Path) -> None:
    """Writes the unit vectors of `texts` as fp16, whole or not at all."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = teacher.encode(texts, batch_size=64, normalize_embeddings=True)
    aside = path.with_suffix(".new.npy")
    np.save(aside, np.asarray(vectors, dtype=np.float16))
    aside.replace(path)
    print(path.name, flush=True)


def centred(vectors: NDArray[np.float16], prompts: list[str]) -> NDArray[np.float16]:
    """The vectors without the mean of their prompt's, at length 1 again."""
    made = vectors.astype(np.float32)
    for prompt in (QUESTION, PASSAGE):
        rows = np.array([each == prompt for each in prompts])
        made[rows] -= made[rows].mean(axis=0)
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def main() -> None:
    """Writes the lessons, unless they are there."""
    if (TEACHER / "targets.npy").exists():
        return
    TEACHER.mkdir(parents=True, exist_ok=True)
    chosen = texts()
    teacher = SentenceTransformer(str(MULTILINGUAL), device="cpu", local_files_only=True)
    teacher.max_seq_length = TOKENS
    shards = []
    for number, start in enumerate(range(0, len(chosen), SHARD)):
        path = TEACHER / f"targets-{number:03}.npy"
        if not path.exists():
            some = [prompt + text for _, prompt, text in chosen[start : start + SHARD]]
            encode_shard(teacher, some, path)
        shards.append(np.load(path))
    write_ids([(kind, text) for kind, _, text in chosen])
    targets = centred(np.concatenate(shards), [prompt for _, prompt, _ in chosen])
    np.save(TEACHER / "targets.npy", targets)
    print(f"teacher: {len(chosen)} French texts, {TEACHER}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
