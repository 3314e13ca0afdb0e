"""The shipped reader: a small cross-encoder in 8-bit integers, run by ONNX Runtime without torch.

It reads French questions and stretches with word pieces of its own. How it was made, and how good
it is: `docs/reader.md`.
"""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np
from tokenizers import Encoding, Tokenizer

from index.errors import ModelMissing, first_line
from index.models import SUMS, shipped_folder
from index.one_thread import opened
from index.reader import Logits

NAME = "selon-lecteur"
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
QUESTION_TOKENS = 36
TOKENS = 112
THREADS = 2


class LightReader:
    """A `Reader` of two stretches at a time, a thread each; safe to share between threads.

    So it takes three quarters of the time that two threads take for one stretch after the other.
    """

    def __init__(self, folder: Path, *, name: str, revision: str) -> None:
        """Loads the model in `folder`. Raises `ModelMissing`."""
        self._name, self._revision = name, revision
        self._lock = Lock()
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = opened(folder / MODEL)
        except Exception as exc:  # neither library raises anything narrower
            raise ModelMissing(name=name, why=first_line(exc)) from exc
        self._tokenizer.no_padding()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix=name)

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
        with self._lock:  # what is cut off is a state of the tokenizer
            asked = self._cut(question)
            self._tokenizer.enable_truncation(TOKENS, strategy="only_second")
            pairs = [_inputs(self._tokenizer.encode(asked, text)) for text in texts]
        return np.array(list(self._threads.map(self._logit, pairs)), dtype=np.float32)

    def _cut(self, question: str) -> str:
        """The question as far as it is read: `QUESTION_TOKENS`, the marks around it included."""
        self._tokenizer.enable_truncation(QUESTION_TOKENS)
        ends = [end for _, end in self._tokenizer.encode(question).offsets]
        return question[: max(ends, default=0)]

    def _logit(self, pair: dict[str, np.ndarray]) -> float:
        return float(self._session.run(None, pair)[0][0, 0])


def shipped_reader() -> LightReader:
    """The reader of the package, its weights checked. Raises `ModelMissing` and `ModelAltered`."""
    folder = shipped_folder(NAME)
    revision = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    return LightReader(folder, name=NAME, revision=revision)


def _inputs(encoding: Encoding) -> dict[str, np.ndarray]:
    return {
        "input_ids": np.array([encoding.ids], dtype=np.int64),
        "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
        "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
    }
