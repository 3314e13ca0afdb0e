"""The door to readers: whatever tells whether a stretch of text answers a question stands in it."""

from collections.abc import Sequence
from typing import Protocol

from numpy import float32
from numpy.typing import NDArray

Logits = NDArray[float32]


class Reader(Protocol):
    """Reads a question and a stretch together, as an encoder doesn't (a cross-encoder)."""

    @property
    def name(self) -> str:
        """The hub id or folder that the model was asked for by."""

    @property
    def revision(self) -> str:
        """What pins the weights: a commit of the hub or a sha256."""

    def read(self, question: str, texts: Sequence[str]) -> Logits:
        """Of each text how surely it answers: shape (len(texts),), the higher the surer.

        Each is read by itself: what else is in `texts` changes nothing.
        """


def load_reader(name: str | None = None) -> Reader:
    """The cross-encoder in the folder or of the hub id `name`; None is the embedded reader.

    Raises `ModelMissing` and `ModelAltered`.
    """
    if name is None:
        from index.light_reader import shipped_reader  # noqa: PLC0415 - it is read when needed

        return shipped_reader()
    from index.cross_encoder import CrossEncoderReader  # noqa: PLC0415 - it imports torch

    return CrossEncoderReader(name)
