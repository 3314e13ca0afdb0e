"""An encoder that needs no torch for questions, nor for passages where it has 8-bit weights.

`import sentence_transformers` costs seconds and hundreds of megabytes; a page that answers
questions needs none of it. Passages of other models are encoded by the library itself.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from index.bert import Bert
from index.eight_bits import EightBits, beside
from index.encoder import Encoder, Vectors
from index.errors import ModelMissing, ModelUnsound, ModelWrongDimension, first_line
from index.models import WEIGHTS, ModelFolder, shipped_folder


class LightModel:
    """An `Encoder` for a plain BERT folder; safe to share between threads."""

    def __init__(self, found: ModelFolder) -> None:
        """Loads the weights. Raises `ModelMissing` and `ModelWrongDimension`."""
        self._found = found
        self._lock = Lock()
        self._blas = ThreadpoolController()
        try:
            self._layers = _layers(found)
            places = int(found.settings("config.json")["max_position_embeddings"])
        except (OSError, ValueError, KeyError, SafetensorError) as exc:
            raise ModelMissing(name=self.name, why=first_line(exc)) from exc
        self._tokenizer = _tokenizer(found, places)
        width = self.encode_query(["taille"]).shape[1]
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
        with self._lock, self._blas.limit(limits=1):
            return self._sound([self._layers.vector(ids) for ids in self._tokens(questions)])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension). Raises `ModelUnsound`."""
        if isinstance(self._layers, EightBits):
            return self._sound(self._layers.vectors(self._tokens(texts)))
        return self._library.encode_document(texts)

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        return [self._tokenizer.encode(text).ids for text in texts]

    def _sound(self, rows: Sequence[Vectors]) -> Vectors:
        found = np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)
        if not np.isfinite(found).all():
            raise ModelUnsound(name=self.name)
        return found

    @cached_property
    def _library(self) -> Encoder:
        from index.sentence_model import SentenceModel  # noqa: PLC0415 - it imports torch

        return SentenceModel.load(self._found)


def can_be_light(found: ModelFolder) -> bool:
    """Whether `LightModel` gives the vectors that the library would: mean pooling, unit length.

    Raises `ModelMissing` where the folder's settings can't be read.
    """
    prompts = found.settings("config_sentence_transformers.json").get("prompts") or {}
    config = found.settings("config.json")
    return (
        not found.query_prompt
        and not prompts.get("query")
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and found.modules() == ["Transformer", "Pooling", "Normalize"]
        and _pools_by_mean(found.settings("1_Pooling/config.json"))
        and (found.path / "tokenizer.json").is_file()
        and (found.path / WEIGHTS).is_file()
    )


def _pools_by_mean(pooling: Mapping[str, Any]) -> bool:
    """Whether the mean is the one pooling, as new folders and as old ones say it."""
    if "pooling_mode" in pooling:
        return bool(pooling["pooling_mode"] == "mean")
    chosen = [key for key, value in pooling.items() if key.startswith("pooling_mode_") and value]
    return chosen == ["pooling_mode_mean_tokens"]


def _layers(found: ModelFolder) -> Bert | EightBits:
    """The 8-bit copy of the weights where there is one, else the weights.

    Raises `ModelMissing` and `ModelAltered`.
    """
    copy = beside(found.path)
    if not copy.is_dir():
        return _bert(found)
    folder = shipped_folder(copy.name, copy.parent)
    try:
        return EightBits(folder)
    except Exception as exc:  # the library raises nothing narrower
        raise ModelMissing(name=found.identity.name, why=first_line(exc)) from exc


def _bert(found: ModelFolder) -> Bert:
    config = found.settings("config.json")
    return Bert(
        load_file(found.path / WEIGHTS),
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
    )


def _tokenizer(found: ModelFolder, places: int) -> Tokenizer:
    """The tokenizer, cutting texts where the model's own settings do. Raises `ModelMissing`."""
    try:
        tokenizer = Tokenizer.from_file(str(found.path / "tokenizer.json"))
    except Exception as exc:  # the library raises nothing narrower
        raise ModelMissing(name=found.identity.name, why=first_line(exc)) from exc
    longest = (
        found.settings("sentence_bert_config.json").get("max_seq_length")
        or found.settings("tokenizer_config.json").get("model_max_length")
        or places
    )
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=int(min(longest, places)))
    return tokenizer
