"""A reader of one's own: any cross-encoder of sentence-transformers, by folder or hub id."""

from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.errors import ModelMissing, ModelUnsound, first_line
from index.hub import Hub
from index.models import find_model
from index.reader import Logits


class CrossEncoderReader:
    """A `Reader` that sentence-transformers stands behind; safe to share between threads."""

    def __init__(self, name: str, *, hub: Hub | None = None) -> None:
        """Loads the model `name`; a hub id is downloaded. Raises `ModelMissing`."""
        found = find_model(name, hub=hub)
        self._identity = found.identity
        self._lock = Lock()
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - it imports torch

        try:
            self._model = CrossEncoder(str(found.path), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as exc:
            raise ModelMissing(name=name, why=first_line(exc)) from exc
        if self._model.num_labels != 1:
            raise ModelMissing(name=name, why="it has several scores for a pair, not one")

    @property
    def name(self) -> str:
        """The hub id or folder that the model was asked for by."""
        return self._identity.name

    @property
    def revision(self) -> str:
        """What pins the weights."""
        return self._identity.revision

    def read(self, question: str, texts: Sequence[str]) -> Logits:
        """Of each text how surely it answers: shape (len(texts),). Raises `ModelUnsound`."""
        import torch  # noqa: PLC0415 - seconds that the shipped reader does without

        pairs = [(question, text) for text in texts]
        with self._lock:
            found = self._model.predict(pairs, batch_size=1, activation_fn=torch.nn.Identity())
        logits = np.asarray(found, dtype=np.float32)
        if not np.isfinite(logits).all():
            raise ModelUnsound(name=self.name)
        return logits
