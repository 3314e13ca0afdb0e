"""A hub of models on this machine, that speaks as the real one does and can be cut off."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import numpy as np
import pytest

COMMIT = "5" * 40
HUB_ID = "owner/tiny"
WEIGHTS = 300_000
PATIENCE = 10.0


class LocalHub:
    """Holds one model, a folder; `cut_after` bytes of a file it hangs up, and then answers no more.

    `sent` notes every file asked for, with the byte from which.
    """

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self.cut_after: int | None = None
        self.down = False
        self.sent: list[tuple[str, int]] = []
        self.address = ""

    @contextmanager
    def open(self) -> Iterator["LocalHub"]:
        """It answers on this machine until the end."""
        hub = self

        class Answers(_Answers):
            held = hub

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def wait_for_the_others(self) -> None:
        """Returns once every smaller file was asked for: they come side by side."""
        small = {name for name, kept in self.files.items() if len(kept) <= (self.cut_after or 0)}
        small = {name for name in small if not name.startswith("onnx/")}
        until = monotonic() + PATIENCE
        while not small <= {name for name, _ in self.sent} and monotonic() < until:
            sleep(0.01)

    def tree(self) -> list[dict[str, object]]:
        """What the hub says there is."""
        return [
            {"type": "file", "oid": _etag(kept), "size": len(kept), "path": name}
            for name, kept in self.files.items()
        ]


class _Answers(BaseHTTPRequestHandler):
    held: LocalHub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._file(body=False)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.held.down:
            self._json({"error": "down"}, 503)
        elif path.startswith(f"/api/models/{HUB_ID}/tree/"):
            self._json(self.held.tree())
        elif path.startswith(f"/api/models/{HUB_ID}/revision/"):
            self._json({"id": HUB_ID, "sha": COMMIT, "siblings": []})
        elif path.startswith("/api/"):
            self._json({"error": "none"}, 404, {"X-Error-Code": "RepoNotFound"})
        else:
            self._file(body=True)

    def _file(self, *, body: bool) -> None:
        name = self.path.partition("?")[0].removeprefix(f"/{HUB_ID}/resolve/{COMMIT}/")
        kept = self.held.files.get(name)
        if kept is None or self.held.down:
            self._json({"error": "none"}, 503 if self.held.down else 404)
            return
        asked = self.headers.get("Range", "bytes=0-")
        begin = int(asked.removeprefix("bytes=").partition("-")[0])
        self.send_response(206 if begin else 200)
        self.send_header("ETag", f'"{_etag(kept)}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Content-Length", str(len(kept) - begin))
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(kept) - 1}/{len(kept)}")
        self.end_headers()
        if body:
            self.held.sent.append((name, begin))
            self._body(kept[begin:])

    def _body(self, rest: bytes) -> None:
        cut = self.held.cut_after
        if cut is None or len(rest) <= cut:
            self.wfile.write(rest)
            return
        self.held.wait_for_the_others()
        self.held.down = True
        self.wfile.write(rest[:cut])
        self.wfile.flush()
        self.close_connection = True

    def _json(self, said: object, code: int = 200, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Writes nothing."""


def _etag(kept: bytes) -> str:
    return sha1(b"blob %d\0" % len(kept) + kept, usedforsecurity=False).hexdigest()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where downloads are kept."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def hub(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """A hub with a model of some weights, and an engine's copy that nobody needs."""
    folder = tmp_path / "model"
    (folder / "onnx").mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"hidden_size": 48}))
    (folder / "model.safetensors").write_bytes(np.random.default_rng(3).bytes(WEIGHTS))
    (folder / "onnx" / "model.onnx").write_bytes(b"another engine's")
    with LocalHub(folder).open() as opened:
        place = f"{opened.address}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", opened.address)
        monkeypatch.setattr("huggingface_hub.constants.HUGGINGFACE_CO_URL_TEMPLATE", place)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 10_000)
        yield opened


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network is to be used."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
