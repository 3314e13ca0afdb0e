"""A small BERT's forward pass in NumPy: a question's vector without torch's seconds and megabytes.

The formulas are those of Devlin et al. 2018 as the `transformers` library computes them
(`BertModel`, absolute positions, exact GELU); a test holds both to within 1e-4 of each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Array = NDArray[np.float32]

WORDS = "embeddings.word_embeddings.weight"
HALF_ROOT = np.float32(0.5**0.5)


@dataclass(frozen=True, slots=True)
class Affine:
    """x → x @ weight + bias; `weight` has shape (in, out)."""

    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Rows of shape (…, out) for rows of shape (…, in)."""
        return x @ self.weight + self.bias


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation: each row to mean 0 and variance 1, then scaled and shifted."""

    scale: Array
    shift: Array
    epsilon: np.float32

    def __call__(self, x: Array) -> Array:
        """The rows of `x`, each normalised."""
        width = np.float32(x.shape[-1])
        centred = x - x.sum(axis=-1, keepdims=True) / width
        variance = np.einsum("ij,ij->i", centred, centred)[:, None] / width
        centred *= self.scale / np.sqrt(variance + self.epsilon)
        centred += self.shift
        return np.asarray(centred)


@dataclass(frozen=True, slots=True)
class Layer:
    """Self-attention and a feed-forward step, each added to what came in and normalised."""

    joined: Affine  # queries, keys and values side by side
    attended: Affine
    after_attention: Norm
    wide: Affine
    narrow: Affine
    after: Norm
    heads: int

    def __call__(self, x: Array) -> Array:
        """The states after this layer, of the shape (tokens, dimension) of those before."""
        x = self.after_attention(x + self.attended(self._attention(x)))
        return self.after(x + self.narrow(gelu(self.wide(x))))

    def _attention(self, x: Array) -> Array:
        length, width = x.shape
        split = self.joined(x).reshape(length, 3, self.heads, width // self.heads)
        query, key, value = split.transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) / np.float32((width // self.heads) ** 0.5)
        mixed = softmax(scores) @ value
        return np.asarray(mixed.transpose(1, 0, 2).reshape(length, width))


class Bert:
    """The layers of a BERT model, from its tensors, named as `transformers` names them."""

    def __init__(self, tensors: Mapping[str, NDArray[Any]], *, heads: int, epsilon: float) -> None:
        """Copies all but the word table to fp32. Raises `KeyError` where a tensor is missing."""
        named = {name.removeprefix("bert."): tensor for name, tensor in tensors.items()}
        self._words = named.pop(WORDS)
        weights = {name: tensor.astype(np.float32) for name, tensor in named.items()}
        self._places = weights["embeddings.position_embeddings.weight"]
        self._kind = weights["embeddings.token_type_embeddings.weight"][0]
        small = np.float32(epsilon)
        self._first = _norm(weights, "embeddings.LayerNorm", small)
        layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layer.")}
        self._layers = [
            _layer(weights, f"encoder.layer.{number}.", small, heads)
            for number in range(len(layers))
        ]

    @property
    def longest(self) -> int:
        """The most tokens that it has places for."""
        return len(self._places)

    def vector(self, ids: list[int]) -> Array:
        """The mean of the last layer's states, at length 1: shape (dimension,)."""
        words = self._words[ids].astype(np.float32)
        states = self._first(words + self._places[: len(ids)] + self._kind)
        for layer in self._layers:
            states = layer(states)
        mean = states.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def gelu(x: Array) -> Array:
    """The product x · Φ(x), Φ being the normal distribution (Hendrycks and Gimpel 2016), exact."""
    share = erf(x * HALF_ROOT)
    share += 1
    share *= x
    share *= np.float32(0.5)
    return np.asarray(share)


def softmax(x: Array) -> Array:
    """Shares of the last axis that add up to 1."""
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _norm(weights: dict[str, Array], name: str, epsilon: np.float32) -> Norm:
    return Norm(weights[f"{name}.weight"], weights[f"{name}.bias"], epsilon)


def _affine(weights: dict[str, Array], *names: str) -> Affine:
    return Affine(
        np.ascontiguousarray(np.concatenate([weights[f"{name}.weight"] for name in names]).T),
        np.concatenate([weights[f"{name}.bias"] for name in names]),
    )


def _layer(weights: dict[str, Array], at: str, epsilon: np.float32, heads: int) -> Layer:
    own = f"{at}attention.self."
    return Layer(
        joined=_affine(weights, f"{own}query", f"{own}key", f"{own}value"),
        attended=_affine(weights, f"{at}attention.output.dense"),
        after_attention=_norm(weights, f"{at}attention.output.LayerNorm", epsilon),
        wide=_affine(weights, f"{at}intermediate.dense"),
        narrow=_affine(weights, f"{at}output.dense"),
        after=_norm(weights, f"{at}output.LayerNorm", epsilon),
        heads=heads,
    )
