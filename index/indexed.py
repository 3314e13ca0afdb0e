"""Passages that can be searched: their words, and their vectors if an encoder made some."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.dense import FaissStore, VectorStore
from index.encoder import Encoder, Vectors
from index.lexical import WordIndex, build_page_words, build_words
from index.words import stems
from ingest.report import Passage

Progress = Callable[[str, int, int], None]

_SLICE = 64


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Passages in memory, ready to be searched; an edition on disk holds one.

    `id` names them in `store`; `report_slug` is the report they are from; `model` is the
    revision of the encoder that made their vectors (None: words alone).
    """

    id: str
    report_slug: str
    passages: tuple[Passage, ...]
    words: WordIndex
    store: VectorStore
    model: str | None


def index_passages(
    passages: Sequence[Passage],
    encoder: Encoder | None,
    *,
    name: str = "memory",
    report_slug: str = "memory",
    progress: Progress = quiet,
    known: Mapping[str, Vectors] | None = None,
) -> Indexed:
    """The passages, indexed in memory. Texts found in `known` are not encoded again.

    `progress` hears of two stages, "encode" and "index", counted in passages.
    """
    store = FaissStore()
    if encoder is not None:
        store.add(name, encode_passages(passages, encoder, progress=progress, known=known or {}))
    progress("index", 0, len(passages))
    words = index_words(passages)
    progress("index", len(passages), len(passages))
    model = encoder.revision if encoder is not None else None
    return Indexed(name, report_slug, tuple(passages), words, store, model)


def index_words(passages: Sequence[Passage]) -> WordIndex:
    """BM25 over the passages, with that over the pages they start on."""
    documents = [stems(searched_text(passage)) for passage in passages]
    pages = build_page_words(documents, [passage.first_page for passage in passages])
    return replace(build_words(documents), pages=pages)


def searched_text(passage: Passage) -> str:
    """What is looked up: the headings above the passage once, heads of its tables, its text."""
    return "\n".join((*passage.headings, *passage.heads_elsewhere, passage.text))


def encode_passages(
    passages: Sequence[Passage],
    encoder: Encoder,
    *,
    progress: Progress,
    known: Mapping[str, Vectors],
) -> Vectors:
    """Vectors in the order of the passages; a text that comes twice is encoded once.

    Texts are encoded from the shortest to the longest, so that little is padded.
    """
    texts = [searched_text(passage) for passage in passages]
    vectors = {text: known[text] for text in texts if text in known}
    wanted = sorted(set(texts) - set(vectors), key=lambda text: (len(text), text))
    progress("encode", 0, len(wanted))
    for start in range(0, len(wanted), _SLICE):
        batch = wanted[start : start + _SLICE]
        vectors.update(zip(batch, encoder.encode_document(batch), strict=True))
        progress("encode", start + len(batch), len(wanted))
    rows = [vectors[text] for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(texts), encoder.dimension)
