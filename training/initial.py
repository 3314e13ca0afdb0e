"""Stage 3: the starting model: MiniLM's layers under a French word table (seconds).

Each French row is a mean of the English rows it aligns with, mixed with the row of its own
spelling where links are few; everything else is the English model's, unchanged.
"""

import numpy as np
import torch
from scipy import sparse
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import AutoModel, AutoTokenizer

from training.places import INITIAL, LINKS, TOKENIZER, WORK, teacher_folder

LEAST_SHARE = 0.03
MOST_LINKS = 8
LEAST_NORM = 0.9


def french_rows() -> np.ndarray:
    """The word table of the French model, shape (French ids, 384)."""
    french = AutoTokenizer.from_pretrained(TOKENIZER)
    english = AutoTokenizer.from_pretrained(teacher_folder())
    table = AutoModel.from_pretrained(teacher_folder()).embeddings.word_embeddings.weight
    rows = table.detach().numpy()
    counts = sparse.load_npz(LINKS)
    known = english.get_vocab()
    made = np.zeros((len(french), rows.shape[1]), dtype=np.float32)
    for token, number in french.get_vocab().items():
        if token in french.all_special_tokens:
            made[number] = rows[known[token]]
            continue
        spelt = _spelling(token, known, english, rows)
        linked, weight = _linked(counts[number], rows)
        share = weight / (weight + 1)
        made[number] = share * linked + (1 - share) * spelt
    return _raise_norms(made, float(np.linalg.norm(rows, axis=1).mean()))


def _spelling(token: str, known: dict[str, int], english: object, rows: np.ndarray) -> np.ndarray:
    if token in known:
        return np.asarray(rows[known[token]])
    pieces = english(token.removeprefix("##"), add_special_tokens=False)["input_ids"]  # type: ignore[operator]
    return np.asarray(rows[pieces].mean(axis=0) if pieces else rows.mean(axis=0))


def _linked(counts: sparse.csr_matrix, rows: np.ndarray) -> tuple[np.ndarray, float]:
    """(weighted mean of the best linked rows, how much they weigh together)."""
    if counts.nnz == 0:
        return np.zeros(rows.shape[1], dtype=np.float32), 0.0
    order = np.argsort(-counts.data)[:MOST_LINKS]
    weights = counts.data[order]
    kept = weights >= LEAST_SHARE * weights[0]
    weights, columns = weights[kept], counts.indices[order][kept]
    return (weights[:, None] * rows[columns]).sum(axis=0) / weights.sum(), float(weights.sum())


def _raise_norms(table: np.ndarray, mean_norm: float) -> np.ndarray:
    """Rows below `LEAST_NORM` of the English mean norm are brought up to it."""
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    least = LEAST_NORM * mean_norm
    return np.where(norms < least, table * least / np.maximum(norms, 1e-6), table)


def main() -> None:
    """Writes the starting model as a SentenceTransformer folder, unless it is there."""
    if (INITIAL / "modules.json").exists():
        return
    core = AutoModel.from_pretrained(teacher_folder())
    table = torch.tensor(french_rows())
    core.resize_token_embeddings(len(table), mean_resizing=False)
    with torch.no_grad():
        core.embeddings.word_embeddings.weight.copy_(table)
    core.config.vocab_size = len(table)
    core.config.hidden_dropout_prob = core.config.attention_probs_dropout_prob = 0.0
    core.config.pad_token_id = 0
    bare = WORK / "initial-core"
    core.save_pretrained(bare)
    AutoTokenizer.from_pretrained(TOKENIZER).save_pretrained(bare)
    words = Transformer(str(bare), max_seq_length=256)
    model = SentenceTransformer(modules=[words, Pooling(384, "mean"), Normalize()], device="cpu")
    model.save(str(INITIAL))
    print(f"initial: {INITIAL}")


if __name__ == "__main__":
    main()
