"""A sentence encoder that is known at once, and loaded only when something has to be encoded."""

from functools import cached_property

from index.encoder import Encoder
from index.models import ModelIdentity, describe_model, load_encoder


class LazyModel:
    """A model known by name, loaded when the first edition has to be built."""

    def __init__(self, name: str | None) -> None:
        self._name = name

    @cached_property
    def identity(self) -> ModelIdentity:
        """Who it is."""
        return describe_model(self._name)

    def load(self) -> Encoder:
        """The encoder."""
        return self._encoder

    @cached_property
    def _encoder(self) -> Encoder:
        return load_encoder(self._name)
