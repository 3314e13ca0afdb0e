"""A sentence encoder that is known at once, and loaded only when something has to be encoded."""

from functools import cached_property

from index.encoder import Encoder
from index.hub import Advance, HuggingFace
from index.models import ModelIdentity, describe_model, load_encoder


class LazyModel:
    """A model known by name, loaded when the first edition has to be built.

    `advance` hears how much of it came, where it has to be downloaded.
    """

    def __init__(self, name: str | None, advance: Advance | None = None) -> None:
        self._name = name
        self._hub = HuggingFace(advance)

    @cached_property
    def identity(self) -> ModelIdentity:
        """Who it is."""
        return describe_model(self._name, hub=self._hub)

    def load(self) -> Encoder:
        """The encoder."""
        return self._encoder

    @cached_property
    def _encoder(self) -> Encoder:
        return load_encoder(self._name, hub=self._hub)
