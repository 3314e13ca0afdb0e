"""The door to sentence encoders: whatever turns a text into a unit vector stands in it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Puts questions and passages into one space; the dot product is their likeness.

    Questions and passages have separate verbs so that a model's prompts can't be mixed up.
    """

    @property
    def name(self) -> str:
        """The preset, hub id or folder that the model was asked for by."""

    @property
    def revision(self) -> str:
        """What pins the weights: a commit of the hub or a sha256."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(questions), dimension)."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension)."""
