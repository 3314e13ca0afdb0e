"""The real encoder: a sentence-transformers model on the CPU, the same vectors every time.

A question is encoded alone and on one thread, so that neither its neighbours in a batch nor the
number of cores move its vector. Passages are multiplied in bfloat16 where the processor does so by
itself: nearly twice as fast, and their vectors turn by less than half a degree.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoder import Vectors
from index.errors import ModelMissing, ModelUnsound, ModelWrongDimension, first_line
from index.models import ModelFolder, ModelIdentity

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 8  # the fastest on two cores: larger ones fall out of the processor's cache


class SentenceModel:
    """An `Encoder` that sentence-transformers stands behind; safe to share between threads."""

    def __init__(self, model: "SentenceTransformer", identity: ModelIdentity) -> None:
        self._model = model
        self._identity = identity
        self._lock = Lock()

    @classmethod
    def load(cls, found: ModelFolder) -> "SentenceModel":
        """The model in that folder. Raises `ModelMissing` and `ModelWrongDimension`."""
        identity = found.identity
        prompts = None
        if found.query_prompt is not None:
            prompts = {"query": found.query_prompt, "document": found.document_prompt or ""}
        model = _opened(found, prompts)
        dimension = model.get_embedding_dimension()
        if dimension != identity.dimension:
            raise ModelWrongDimension(
                name=identity.name, found=dimension or 0, expected=identity.dimension
            )
        return cls(model, identity)

    @property
    def name(self) -> str:
        """The preset, hub id or folder that the model was asked for by."""
        return self._identity.name

    @property
    def revision(self) -> str:
        """What pins the weights."""
        return self._identity.revision

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._identity.dimension

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(questions), dimension). Raises `ModelUnsound`."""
        with self._lock, _threads(1):
            rows = [self._encoded(self._model.encode_query, [question]) for question in questions]
        return self._sound(np.concatenate(rows) if rows else self._none())

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension). Raises `ModelUnsound`."""
        if not texts:
            return self._none()
        with self._lock, _threads(os.cpu_count() or 1), _halved():
            return self._sound(self._encoded(self._model.encode_document, list(texts)))

    def _none(self) -> Vectors:
        return np.zeros((0, self.dimension), dtype=np.float32)

    def _encoded(self, encode: Any, texts: list[str]) -> Vectors:
        vectors = encode(
            texts, batch_size=BATCH, show_progress_bar=False, normalize_embeddings=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _sound(self, vectors: Vectors) -> Vectors:
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths).all() and (lengths > 0).all()):
            raise ModelUnsound(name=self.name)
        return np.asarray(vectors / lengths, dtype=np.float32)


def _opened(found: ModelFolder, prompts: dict[str, str] | None) -> "SentenceTransformer":
    """The library's model, ready to encode on the CPU; nothing is fetched or printed."""
    from safetensors import SafetensorError  # noqa: PLC0415 - comes with the next
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes some 6 s
    from transformers.utils import logging  # noqa: PLC0415 - comes with the one above

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            str(found.path), device="cpu", local_files_only=True, prompts=prompts
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as exc:
        raise ModelMissing(name=found.identity.name, why=first_line(exc)) from exc
    return model.eval()


@contextmanager
def _threads(wanted: int) -> Iterator[None]:
    """Sets the number of torch's threads for a while; OMP_NUM_THREADS has no say in it."""
    import torch  # noqa: PLC0415 - heavy

    before = torch.get_num_threads()
    torch.set_num_threads(wanted)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextmanager
def _halved() -> Iterator[None]:
    """Multiplies in bfloat16 for a while, on processors that have instructions for it."""
    import torch  # noqa: PLC0415 - heavy

    # No public name tells it; torch is pinned, so this one can't move under us.
    able = torch.cpu._is_avx512_bf16_supported()
    with torch.autocast("cpu", torch.bfloat16, enabled=able):
        yield
