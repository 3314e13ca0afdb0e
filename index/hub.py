"""The door to the hub of models: the only way this room can reach the network, and only if asked.

The embedded default never comes through here.
"""

import re
from pathlib import Path
from typing import Protocol

from index.errors import ModelMissing, first_line

_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


class Hub(Protocol):
    """Gives a model's files, downloaded if they are not on this machine yet."""

    def snapshot(self, hub_id: str, revision: str) -> Path:
        """The folder of the model at that revision, named for its commit."""


class HuggingFace:
    """The real door; what was downloaded once is used again, and `HF_HUB_OFFLINE` is respected."""

    def snapshot(self, hub_id: str, revision: str) -> Path:
        """The folder of the model at that revision. Raises `ModelMissing` where it can't be had."""
        from huggingface_hub import snapshot_download  # noqa: PLC0415 - seldom needed, slow

        for offline in (True, False):
            try:
                return Path(
                    snapshot_download(
                        hub_id,
                        revision=revision,
                        local_files_only=offline,
                        ignore_patterns=["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack"],
                    )
                )
            except (OSError, ValueError) as exc:
                if not offline:
                    raise ModelMissing(name=hub_id, why=first_line(exc)) from exc
        raise AssertionError("the loop above returns or raises")


def is_hub_id(name: str) -> bool:
    """Whether `name` has the form `owner/model`."""
    return _HUB_ID.fullmatch(name) is not None
