"""The door to the hub of models: the only way this room can reach the network, and only if asked.

The embedded default never comes through here. Files are kept where `HF_HOME` says (or
`HF_HUB_CACHE`), and `HF_HUB_OFFLINE` is respected.
"""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from index.errors import ModelMissing, ModelNotFetched, first_line

Advance = Callable[[int, int], None]
"""Told how many bytes are there, and how many there will be."""

# What Selon never reads: other engines' copies of the same weights.
OTHER_ENGINES = ["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack"]
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


class Hub(Protocol):
    """Gives a model's files, downloaded if they are not on this machine yet."""

    def snapshot(self, hub_id: str, revision: str) -> Path:
        """The folder of the model at that revision, named for its commit."""


class HuggingFace:
    """The real door; what was downloaded once is used again, and each file comes whole or not."""

    def __init__(self, advance: Advance | None = None) -> None:
        self._advance = advance

    def snapshot(self, hub_id: str, revision: str) -> Path:
        """The folder of the model at that revision, whole.

        Raises `ModelMissing` where the hub has no such model, `ModelNotFetched` where it can't be
        reached or stops before the end.
        """
        from huggingface_hub import constants, snapshot_download  # noqa: PLC0415 - seldom needed
        from huggingface_hub.errors import (  # type: ignore[attr-defined] # noqa: PLC0415
            HTTPError,
            LocalEntryNotFoundError,
            RepositoryNotFoundError,
            RevisionNotFoundError,
        )

        # What it would say on the screen, in English, is said by us.
        logging.getLogger("huggingface_hub").setLevel(logging.CRITICAL)

        def fetch(*, here: bool) -> Path:
            return Path(
                snapshot_download(
                    hub_id,
                    revision=revision,
                    local_files_only=here,
                    ignore_patterns=OTHER_ENGINES,
                    tqdm_class=_bar_class(self._advance),
                )
            )

        try:
            return fetch(here=True)
        except LocalEntryNotFoundError:
            pass
        except ValueError as exc:  # a name that can be no model's
            raise ModelMissing(name=hub_id, why=first_line(exc)) from exc
        try:
            return fetch(here=False)
        except (RepositoryNotFoundError, RevisionNotFoundError) as exc:
            raise ModelMissing(name=hub_id, why=first_line(exc)) from exc
        except (OSError, HTTPError) as exc:
            folder = str(constants.HF_HUB_CACHE)
            raise ModelNotFetched(name=hub_id, folder=folder, why=first_line(exc)) from exc


def is_hub_id(name: str) -> bool:
    """Whether `name` has the form `owner/model`."""
    return _HUB_ID.fullmatch(name) is not None


def _bar_class(advance: Advance | None) -> type[Any]:
    """A progress bar as the library drives it, that draws nothing and tells `advance` instead.

    The library makes three; the one that counts the bytes written is told of, for it alone grows
    by what stood there already.
    """
    from tqdm import tqdm  # noqa: PLC0415 - seldom needed

    lock = Lock()

    class Told(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            counts_bytes = kwargs.get("unit") == "B"
            written = str(kwargs.get("desc", "")).startswith("Reconstruct")
            self.tells = counts_bytes and written
            self.bytes_there = 0
            super().__init__(*args, **{**kwargs, "disable": True})
            self.total = kwargs.get("total")

        def update(self, n: float | None = 1) -> bool | None:
            with lock:
                self.bytes_there += int(n or 0)
                if self.tells and advance:
                    advance(self.bytes_there, max(int(self.total or 0), self.bytes_there))
            return None

    return Told
