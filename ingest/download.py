"""Keeps a download that may break off, so that the next try goes on where it stopped."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import AddressTooBig
from ingest.network import Reply

Progress = Callable[[int, int | None], None]

MEGABYTE = 1_000_000
_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of the document a reply holds: from byte `start` on, of `total` (None: unsaid)."""

    start: int | None
    total: int | None

    @classmethod
    def of(cls, reply: Reply) -> "Stretch":
        """What the headers of `reply` say of its body."""
        said = _RANGE.fullmatch(reply.headers.get("content-range", "").strip())
        if said:
            start, total = said.groups()
            return cls(int(start) if start else None, int(total) if total.isdigit() else None)
        length = reply.headers.get("content-length", "")
        return cls(0, int(length) if length.isdecimal() else None)


@dataclass(frozen=True, slots=True)
class Partial:
    """The bytes of `address` that came so far, in `folder`, with what tells its version."""

    folder: Path
    address: str

    @property
    def file(self) -> Path:
        """The bytes so far."""
        return self.folder / "download.part"

    @property
    def _note(self) -> Path:
        return self.folder / "download.json"

    @property
    def size(self) -> int:
        """How many bytes have come."""
        return self.file.stat().st_size if self.file.exists() else 0

    def headers(self) -> dict[str, str]:
        """What asks for the rest alone; empty if nothing came, or its version isn't known."""
        validator = self._validator()
        if not self.size or not validator:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": validator}

    def begin(self, reply: Reply) -> None:
        """Starts over: forgets what came, and notes the version that `reply` is of.

        A weak tag can't tell whether two versions are the same byte for byte (RFC 9110, 13.1.5).
        """
        tag = reply.headers.get("etag", "")
        validator = tag if tag.startswith('"') else reply.headers.get("last-modified", "")
        self.file.write_bytes(b"")
        self._note.write_text(json.dumps({"validator": validator}), encoding="utf-8")

    def append(
        self, body: Iterable[bytes], total: int | None, *, max_bytes: int, progress: Progress
    ) -> None:
        """Adds `body` to what came; raises `AddressTooBig` rather than keep over `max_bytes`."""
        self.check_size(total, max_bytes)
        size = self.size
        with self.file.open("ab") as out:
            for chunk in body:
                size += len(chunk)
                self.check_size(size, max_bytes)
                out.write(chunk)
                progress(size, total)

    def check_size(self, size: int | None, max_bytes: int) -> None:
        """Raises `AddressTooBig`, keeping nothing, if `size` is over `max_bytes`."""
        if size is not None and size > max_bytes:
            self.clear()
            raise AddressTooBig(address=self.address, limit_mb=max_bytes // MEGABYTE)

    def clear(self) -> None:
        """Forgets everything that came."""
        self.file.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self, name: str) -> Path:
        """The whole document under its own `name`, in place at once."""
        done = self.folder / name
        self.file.replace(done)
        self._note.unlink(missing_ok=True)
        return done

    def _validator(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return ""
        return str(note.get("validator", "")) if isinstance(note, dict) else ""
