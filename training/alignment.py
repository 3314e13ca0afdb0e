"""Stage 2: which English token each French token stands for, counted in parallel text (2 min).

Token ids are aligned, not words: the counts then say directly which rows of the English word
table make up a French one. eflomal (GPL-3.0, used here only, never shipped) does the alignment.
"""

import random
import tempfile
from pathlib import Path

import numpy as np
from eflomal import Aligner
from scipy import sparse
from transformers import AutoTokenizer

from training import corpus
from training.places import LINKS, TOKENIZER, teacher_folder

LONGEST = 110
BOTH_WAYS, ONE_WAY = 1.0, 0.25
SHARES = {"tatoeba": 200_000, "blog": 5_000, "mintaka": 5_000, "short": 90_000, "passage": 12_000}


def sampled_twins(seed: int = 2) -> list[corpus.Twin]:
    """About 260,000 twins in which every kind has its share."""
    by_kind: dict[str, list[corpus.Twin]] = {}
    for twin in corpus.twins():
        by_kind.setdefault(twin.kind, []).append(twin)
    rng = random.Random(seed)
    return [
        twin
        for kind, most in SHARES.items()
        for twin in rng.sample(by_kind[kind], min(most, len(by_kind[kind])))
    ]


def token_ids(tokenizer: object, texts: list[str]) -> list[list[int]]:
    """Ids of each text without special tokens, at most `LONGEST`."""
    encoded = tokenizer(texts, add_special_tokens=False, truncation=True, max_length=LONGEST)  # type: ignore[operator]
    return list(encoded["input_ids"])


def count_links(
    french: list[list[int]], english: list[list[int]], shape: tuple[int, int]
) -> sparse.csr_matrix:
    """Matrix (French id, English id) of weighted links; `shape` is the two vocabulary sizes."""
    with tempfile.TemporaryDirectory() as folder:
        forward, backward = Path(folder, "forward"), Path(folder, "backward")
        Aligner(model=1).align(
            [" ".join(map(str, ids)) + "\n" for ids in french],
            [" ".join(map(str, ids)) + "\n" for ids in english],
            links_filename_fwd=str(forward),
            links_filename_rev=str(backward),
        )
        rows, columns, weights = [], [], []
        with forward.open() as ahead, backward.open() as back:
            for fr, en, line, other in zip(french, english, ahead, back, strict=True):
                one, two = set(line.split()), set(other.split())
                for link in one | two:
                    source, target = map(int, link.split("-"))
                    rows.append(fr[source])
                    columns.append(en[target])
                    weights.append(BOTH_WAYS if link in one and link in two else ONE_WAY)
    return sparse.coo_matrix((weights, (rows, columns)), shape=shape).tocsr()


def main() -> None:
    """Writes the counts, unless they are there."""
    if LINKS.exists():
        return
    french_tokenizer = AutoTokenizer.from_pretrained(TOKENIZER)
    english_tokenizer = AutoTokenizer.from_pretrained(teacher_folder())
    pairs = sampled_twins()
    french = token_ids(french_tokenizer, [twin.fr for twin in pairs])
    english = token_ids(english_tokenizer, [twin.en for twin in pairs])
    kept = [(fr, en) for fr, en in zip(french, english, strict=True) if fr and en]
    counts = count_links(
        [fr for fr, _ in kept],
        [en for _, en in kept],
        (len(french_tokenizer), len(english_tokenizer)),
    )
    sparse.save_npz(LINKS, counts)
    linked = int((np.diff(counts.indptr) > 0).sum())
    print(f"alignment: {len(kept)} pairs, {linked} French tokens linked, {LINKS}")


if __name__ == "__main__":
    main()
