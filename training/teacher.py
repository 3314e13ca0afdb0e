"""Stage 4: where the English model puts each English text, kept as fp16 on disk (some minutes).

The French side is kept beside it as token ids, so that training starts at once.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers import AutoTokenizer

from training import corpus
from training.places import TEACHER, TOKENIZER, teacher_folder

MOST = {"tatoeba": 200_000, "blog": 5_000, "mintaka": 5_000, "short": 70_000, "passage": 12_000}
SHARD = 16_384
TEACHER_TOKENS = 128
STUDENT_TOKENS = 128


@dataclass(frozen=True, slots=True)
class Lessons:
    """Twins ready to learn from: French token ids, and the teacher's vector of the English side."""

    ids: list[np.ndarray]
    targets: np.ndarray
    kinds: list[str]


def chosen_twins(seed: int = 3) -> list[corpus.Twin]:
    """The twins that the teacher reads, in an order of their own.

    They are drawn before anything is left out, so that its vectors stay good when more is guarded.
    """
    by_kind: dict[str, list[corpus.Twin]] = {}
    for twin in corpus.twins(whole=True):
        by_kind.setdefault(twin.kind, []).append(twin)
    rng = random.Random(seed)
    chosen = [
        twin
        for kind, most in MOST.items()
        for twin in rng.sample(by_kind[kind], min(most, len(by_kind[kind])))
    ]
    rng.shuffle(chosen)
    return chosen


def load_lessons(folder: Path = TEACHER) -> Lessons:
    """What a teacher's script wrote to `folder`."""
    flat = np.load(folder / "ids.npy")
    ends = np.load(folder / "ends.npy")
    kinds = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
    return Lessons(np.split(flat, ends[:-1]), np.load(folder / "targets.npy", mmap_mode="r"), kinds)


def write_ids(folder: Path, tokenizer_folder: Path, texts: list[tuple[str, str]]) -> None:
    """Writes the token ids of (kind, text), end to end, where each ends, and their kinds."""
    tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder)
    encoded = tokenizer([text for _, text in texts], truncation=True, max_length=STUDENT_TOKENS)
    ids = [np.array(row, dtype=np.uint16) for row in encoded["input_ids"]]
    np.save(folder / "ids.npy", np.concatenate(ids))
    np.save(folder / "ends.npy", np.cumsum([len(row) for row in ids]))
    (folder / "kinds.json").write_text(json.dumps([kind for kind, _ in texts]), encoding="utf-8")


def encode_shard(teacher: SentenceTransformer, texts: list[str], path: Path) -> None:
    """Writes the unit vectors of `texts` as fp16, whole or not at all."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = teacher.encode(texts, batch_size=64, normalize_embeddings=True)
    aside = path.with_suffix(".new.npy")
    np.save(aside, np.asarray(vectors, dtype=np.float16))
    aside.replace(path)
    print(path.name, flush=True)


def main() -> None:
    """Writes the lessons, unless they are there."""
    if (TEACHER / "targets.npy").exists():
        return
    TEACHER.mkdir(parents=True, exist_ok=True)
    twins = chosen_twins()
    teacher = SentenceTransformer(str(teacher_folder()), device="cpu", local_files_only=True)
    teacher.max_seq_length = TEACHER_TOKENS
    shards = []
    for number, start in enumerate(range(0, len(twins), SHARD)):
        path = TEACHER / f"targets-{number:03}.npy"
        if not path.exists():
            encode_shard(teacher, [twin.en for twin in twins[start : start + SHARD]], path)
        shards.append(np.load(path))
    kept = [number for number, twin in enumerate(twins) if corpus.may_stay(twin.fr)]
    write_ids(TEACHER, TOKENIZER, [(twins[n].kind, twins[n].fr) for n in kept])
    np.save(TEACHER / "targets.npy", np.concatenate(shards)[kept])
    print(f"teacher: {len(kept)} twins of {len(twins)}, {TEACHER}")


if __name__ == "__main__":
    main()
