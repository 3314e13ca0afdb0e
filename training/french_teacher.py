"""Where the multilingual model puts French texts: what the encoder that ships learns to follow.

    python -m training.french_teacher

Questions are read as questions and passages as passages, each with the model's own prompt. The mean
vector of either is taken away: the model's vectors all lie in one narrow cone, and what tells them
apart is where they lie in it.
"""

import random
from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from training import asking, corpus, exercises
from training.places import FRENCH_TEACHER, MULTILINGUAL
from training.teacher import encode_shard, write_ids

MOST = {"tatoeba": 20_000, "short": 10_000, "passage": 3_000, "codes": 5_000, "notes": 3_000}
SHARD = 4_096
READ = 12 * SHARD
QUESTION, PASSAGE = "query: ", "passage: "
TOKENS = 112
Text = tuple[str, str, str]  # of which kind, its prompt, itself


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


def centred(vectors: NDArray[np.float16], prompts: list[str]) -> NDArray[np.float16]:
    """The vectors without the mean of their prompt's, at length 1 again."""
    made = vectors.astype(np.float32)
    for prompt in (QUESTION, PASSAGE):
        rows = np.array([each == prompt for each in prompts])
        made[rows] -= made[rows].mean(axis=0)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float16)


def main() -> None:
    """Writes the lessons, unless they are there."""
    if (FRENCH_TEACHER / "targets.npy").exists():
        return
    FRENCH_TEACHER.mkdir(parents=True, exist_ok=True)
    chosen = texts()
    teacher = SentenceTransformer(str(MULTILINGUAL), device="cpu", local_files_only=True)
    teacher.max_seq_length = TOKENS
    shards = []
    for number, start in enumerate(range(0, len(chosen), SHARD)):
        path = FRENCH_TEACHER / f"targets-{number:03}.npy"
        if not path.exists():
            some = [prompt + text for _, prompt, text in chosen[start : start + SHARD]]
            encode_shard(teacher, some, path)
        shards.append(np.load(path))
    write_ids(FRENCH_TEACHER, MULTILINGUAL, [(kind, text) for kind, _, text in chosen])
    targets = centred(np.concatenate(shards), [prompt for _, prompt, _ in chosen])
    np.save(FRENCH_TEACHER / "targets.npy", targets)
    print(f"teacher: {len(chosen)} French texts, {FRENCH_TEACHER}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
