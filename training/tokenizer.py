"""Stage 1: a French word-piece tokenizer of 30,000 entries, accents stripped (25 s)."""

import random
from collections.abc import Iterator, Sequence

from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer
from transformers import PreTrainedTokenizerFast

from training import corpus
from training.places import TOKENIZER

SIZE = 30_000
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LONGEST = 256


def balanced_texts(seed: int = 1) -> Iterator[str]:
    """French text in which law doesn't crush everyday words (about 55 M characters)."""
    by_kind: dict[str, list[str]] = {}
    for twin in corpus.twins():
        by_kind.setdefault(twin.kind, []).append(twin.fr)
    rng = random.Random(seed)
    for kind, times, most in (
        ("tatoeba", 2, 200_000),
        ("blog", 4, 5_000),
        ("mintaka", 2, 5_000),
        ("short", 1, 60_000),
        ("passage", 1, 15_000),
    ):
        texts = by_kind[kind]
        for _ in range(times):
            yield from texts if len(texts) <= most else rng.sample(texts, most)
    headed: dict[str, list[str]] = {}
    for pair in corpus.headed():
        headed.setdefault(pair.source, []).append(" ".join((*pair.asked, pair.text)))
    for source, times, most in (
        ("codes", 1, 20_000),
        ("fiches", 2, 9**9),
        ("climate", 2, 9**9),
        ("work", 2, 9**9),
    ):
        for _ in range(times):
            yield from (
                headed[source] if len(headed[source]) <= most else rng.sample(headed[source], most)
            )
    asked = [
        *corpus.split(corpus.residents())[0],
        *corpus.everyday(),
        *corpus.encyclopaedic(),
    ]
    for _ in range(4):
        yield from (" ".join((*pair.asked, pair.text)) for pair in asked)


def train_tokenizer() -> PreTrainedTokenizerFast:
    """The tokenizer, trained."""
    tokenizer = Tokenizer(WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("’", "'"),
            normalizers.Replace("œ", "oe"),
            normalizers.Replace("Œ", "oe"),
            normalizers.Replace("\u00ad", ""),
            normalizers.BertNormalizer(lowercase=True, strip_accents=True),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = WordPieceTrainer(vocab_size=SIZE, min_frequency=3, special_tokens=SPECIAL)
    tokenizer.train_from_iterator(balanced_texts(), trainer)
    return finished(tokenizer, SPECIAL)


def finished(tokenizer: Tokenizer, special: Sequence[str]) -> PreTrainedTokenizerFast:
    """The tokenizer as `transformers` loads it; `special` are its first entries, in order."""
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, special.index(name)) for name in ("[CLS]", "[SEP]")],
    )
    named = {f"{name.strip('[]').lower()}_token": name for name in special}
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, model_max_length=LONGEST, **named
    )


def main() -> None:
    """Writes the tokenizer, unless it is there."""
    if (TOKENIZER / "tokenizer.json").exists():
        return
    train_tokenizer().save_pretrained(TOKENIZER)
    print(f"tokenizer: {TOKENIZER}")


if __name__ == "__main__":
    main()
