"""An encoder that answers questions without torch, and calls it only when passages are encoded.

`import sentence_transformers` costs seconds and hundreds of megabytes; a page that answers
questions needs none of it. Passages are encoded by the library itself.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from safetensors import SafetensorError
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from index.bert import Bert, is_plain
from index.encoder import Encoder, Vectors
from index.errors import ModelMissing, ModelUnsound, ModelWrongDimension
from index.models import ModelFolder


class LightModel:
    """An `Encoder` for a plain BERT folder; safe to share between threads."""

    def __init__(self, found: ModelFolder) -> None:
        """Loads the weights. Raises `ModelMissing` and `ModelWrongDimension`."""
        self._found = found
        self._lock = Lock()
        try:
            self._bert = Bert(found.path)
            self._tokenizer = Tokenizer.from_file(str(found.path / "tokenizer.json"))
        except (OSError, ValueError, KeyError, SafetensorError) as exc:
            raise ModelMissing(name=self.name, why=str(exc).splitlines()[0]) from exc
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=_longest(found.path))
        self._blas = ThreadpoolController()
        width = len(self.encode_query(["taille"])[0])
        if width != self.dimension:
            raise ModelWrongDimension(name=self.name, found=width, expected=self.dimension)

    @property
    def name(self) -> str:
        """The preset, hub id or folder that the model was asked for by."""
        return self._found.identity.name

    @property
    def revision(self) -> str:
        """What pins the weights."""
        return self._found.identity.revision

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._found.identity.dimension

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(questions), dimension). Raises `ModelUnsound`."""
        if not questions:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock, self._blas.limit(limits=1):
            rows = [self._bert.vector(self._tokenizer.encode(text).ids) for text in questions]
        if not np.isfinite(rows).all():
            raise ModelUnsound(name=self.name)
        return np.stack(rows)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension). Raises `ModelUnsound`."""
        return self._library.encode_document(texts)

    @cached_property
    def _library(self) -> Encoder:
        from index.sentence_model import SentenceModel  # noqa: PLC0415 - it imports torch

        return SentenceModel.load(self._found)


def can_be_light(found: ModelFolder) -> bool:
    """Whether `LightModel` gives the vectors that the library would."""
    return not found.query_prompt and is_plain(found.path) and not _prompted(found.path)


def _longest(folder: Path) -> int:
    """The most tokens of a text that are read."""
    for file, key in (
        ("sentence_bert_config.json", "max_seq_length"),
        ("tokenizer_config.json", "model_max_length"),
    ):
        path = folder / file
        if path.is_file() and (read := json.loads(path.read_text("utf-8")).get(key)):
            return int(min(read, 512))
    return 512


def _prompted(folder: Path) -> bool:
    """Whether the model's own file puts words before questions."""
    path = folder / "config_sentence_transformers.json"
    if not path.is_file():
        return False
    prompts = json.loads(path.read_text(encoding="utf-8")).get("prompts") or {}
    return bool(prompts.get("query"))
