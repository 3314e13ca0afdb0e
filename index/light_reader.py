"""The shipped reader: a small cross-encoder in 8-bit integers, run by ONNX Runtime without torch.

It reads French questions and stretches with the words of the shipped encoder, whose tokenizer it
shares. How it was made, and how good it is: `docs/reader.md`.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Encoding, Tokenizer

from index.errors import ModelMissing, first_line
from index.models import SUMS, shipped_folder
from index.reader import Logits

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NAME = "selon-lecteur"
MODEL = "model.onnx"
QUESTION_TOKENS = 36
TOKENS = 112
THREADS = 2  # the same logits to the last bit with one, two or three


class LightReader:
    """A `Reader` on two threads; safe to share between threads."""

    def __init__(self, folder: Path, tokenizer: Path, *, name: str, revision: str) -> None:
        """Loads the model in `folder`. Raises `ModelMissing`."""
        self._name, self._revision = name, revision
        self._lock = Lock()
        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
            self._session = _opened(folder / MODEL)
        except Exception as exc:  # neither library raises anything narrower
            raise ModelMissing(name=name, why=first_line(exc)) from exc
        self._tokenizer.no_padding()

    @property
    def name(self) -> str:
        """Its name among the models."""
        return self._name

    @property
    def revision(self) -> str:
        """The sha256 over those of its files."""
        return self._revision

    def read(self, question: str, texts: Sequence[str]) -> Logits:
        """Of each text how surely it answers: shape (len(texts),), the higher the surer."""
        with self._lock:
            asked = self._cut(question)
            return np.array([self._logit(asked, text) for text in texts], dtype=np.float32)

    def _cut(self, question: str) -> str:
        """The question as far as it is read: `QUESTION_TOKENS`, the marks around it included."""
        self._tokenizer.enable_truncation(QUESTION_TOKENS)
        ends = [end for _, end in self._tokenizer.encode(question).offsets]
        return question[: max(ends, default=0)]

    def _logit(self, question: str, text: str) -> float:
        self._tokenizer.enable_truncation(TOKENS, strategy="only_second")
        found = self._session.run(None, _inputs(self._tokenizer.encode(question, text)))
        return float(found[0][0, 0])


def shipped_reader() -> LightReader:
    """The reader of the package, its weights checked. Raises `ModelMissing` and `ModelAltered`."""
    folder = shipped_folder(NAME)
    revision = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    tokenizer = folder.parent / "selon-fr" / "tokenizer.json"
    return LightReader(folder, tokenizer, name=NAME, revision=revision)


def _opened(path: Path) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 - a tenth of a second that words alone don't need

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _inputs(encoding: Encoding) -> dict[str, np.ndarray]:
    return {
        "input_ids": np.array([encoding.ids], dtype=np.int64),
        "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
        "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
    }
