"""The multilingual model of `training.packed`, cut to the word pieces that French text uses.

    python -m training.multilingual

The pieces are told apart neither by accents nor by capitals, so that « departement » is read as
« Département » is.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer
from spellchecker import SpellChecker
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from training import exercises
from training.packed import Floats, Packed, packed
from training.place_words import TARGET as PLACE_WORDS
from training.places import HALF, MULTILINGUAL
from training.tokenizer import LONGEST, balanced_texts, finished

SIZE = 26_000
LETTERS = re.compile(r"▁?[a-z0-9'’.,%€()-]+|[^a-z]+")
EVERY_OTHER = [0, 2, 4, 7, 9, 11]  # as DistilBERT began (Sanh et al. 2019)
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDINGS = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
SPECIAL = {"[PAD]": 1, "[CLS]": 0, "[SEP]": 2, "[UNK]": 3}  # and their rows in the package
BEYOND_ASCII = "▁’€«»–—…•·°²³“”§µ½¼×"
OWN_TIMES = 6  # how often our excerpts count, beside the corpus


def plain(text: str) -> str:
    """`text` as the French pieces are told apart: small letters, no accents, one apostrophe.

    The curved one, which the model knows better: with the other it finds less.

    >>> plain("▁Œuvré d'Art")
    '▁oeuvre d’art'
    """
    text = text.replace("'", "’").replace("œ", "oe").replace("Œ", "oe").replace("\u00ad", "")
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if unicodedata.category(c) != "Mn").lower()


def counted(model: Packed) -> Counter[int]:
    """How often French training text uses each of the model's pieces."""
    texts = list(balanced_texts())
    for row in exercises.excerpt_rows():
        asked = [each["q"] for each in row["asked"]]
        texts += [" ".join((*row["headings"], row["text"])), *asked, *row["missed"]] * OWN_TIMES
    texts += SpellChecker(language="fr").word_frequency.words()
    texts += PLACE_WORDS.read_text(encoding="utf-8").splitlines()
    tokenizer = Tokenizer(Unigram(list(zip(model.pieces, model.scores, strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    counts: Counter[int] = Counter()
    for start in range(0, len(texts), 2000):
        for each in tokenizer.encode_batch(texts[start : start + 2000]):
            counts.update(each.ids)
    return counts


def french(model: Packed, counts: Mapping[int, int]) -> tuple[list[tuple[str, float]], Floats]:
    """The French pieces with their scores, and their rows: the mean of what they join, by use."""
    joined: dict[str, list[int]] = {}
    for number, piece in enumerate(model.pieces):
        if number not in SPECIAL.values() and plain(piece):
            joined.setdefault(plain(piece), []).append(number)
    total = Counter({piece: sum(counts[n] for n in some) for piece, some in joined.items()})
    single = [p for p in joined if len(p) == 1 and (p.isascii() or p in BEYOND_ASCII)]
    best = {piece: max(model.scores[n] for n in some) for piece, some in joined.items()}
    often = sorted(filter(LETTERS.fullmatch, joined), key=lambda p: (-total[p], -best[p]))
    kept = list(dict.fromkeys([*single, *often]))[: SIZE - len(SPECIAL)]
    kept.sort(key=lambda piece: -total[piece])
    every = sum(total[piece] for piece in kept)
    scored = [(piece, math.log((total[piece] + 0.5) / every)) for piece in kept]
    words = model.tensors["emb.word"].reshape(-1, model.config.hidden_size)
    rows = [words[number] for number in SPECIAL.values()]
    for piece in kept:
        some = [n for n in joined[piece] if "'" not in model.pieces[n]] or joined[piece]
        weights = np.array([counts[n] + 1e-3 for n in some], dtype=np.float32)
        rows.append(weights / weights.sum() @ words[some])
    return [*((name, 0.0) for name in SPECIAL), *scored], np.stack(rows)


def french_tokenizer(pieces: list[tuple[str, float]]) -> PreTrainedTokenizerFast:
    """The tokenizer of the French pieces."""
    tokenizer = Tokenizer(Unigram(pieces, unk_id=list(SPECIAL).index("[UNK]")))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("'", "’"),
            normalizers.Replace("œ", "oe"),
            normalizers.Replace("Œ", "oe"),
            normalizers.Replace("\u00ad", ""),
            normalizers.Nmt(),
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return finished(tokenizer, list(SPECIAL))


def model_of(model: Packed, words: Floats, layers: list[int] | None = None) -> BertModel:
    """The model over the rows `words`, with some of its layers, in order, or with all."""
    chosen = list(range(model.config.num_hidden_layers)) if layers is None else layers
    own = {"vocab_size": len(words), "num_hidden_layers": len(chosen), "pad_token_id": 0}
    core = BertModel(BertConfig(**{**model.config.to_dict(), **own}), add_pooling_layer=False)
    shapes = {name: each.shape for name, each in core.state_dict().items()}
    flat = {"embeddings.word_embeddings.weight": words}
    flat |= {ours: model.tensors[name] for name, ours in EMBEDDINGS.items()}
    for at, layer in enumerate(chosen):
        for name, ours in PARTS.items():
            for theirs, what in (("w", "weight"), ("b", "bias")):
                flat[f"encoder.layer.{at}.{ours}.{what}"] = model.tensors[
                    f"l{layer}.{name}.{theirs}"
                ]
    core.load_state_dict(
        {name: torch.tensor(flat[name]).reshape(shape) for name, shape in shapes.items()}
    )
    return core


def write(core: BertModel, tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """The model as a folder that `SentenceTransformer` loads."""
    inner = folder.with_name(f"{folder.name}.core")
    core.save_pretrained(inner)
    tokenizer.save_pretrained(inner)
    modules = [
        Transformer(str(inner), max_seq_length=LONGEST),
        Pooling(core.config.hidden_size, "mean"),
        Normalize(),
    ]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))


def main() -> None:
    """Writes the model with French pieces, whole and with every other layer, unless it is there."""
    if (HALF / "modules.json").exists():
        return
    model = packed()
    pieces, words = french(model, counted(model))
    tokenizer = french_tokenizer(pieces)
    write(model_of(model, words), tokenizer, MULTILINGUAL)
    write(model_of(model, words, EVERY_OTHER), tokenizer, HALF)
    print(f"multilingual: {len(pieces)} pieces, {MULTILINGUAL}")


if __name__ == "__main__":
    main()
