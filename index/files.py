"""The door to the disk: what is written is on it when the call returns, or an error says why."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from index.errors import DiskFull, HomeNotWritable
from index.manifest import FileSeal

OWNER_ONLY = 0o600

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}


class Disk(Protocol):
    """Writes files and folders; each verb raises OSError as the system does."""

    def make_folder(self, path: Path) -> None:
        """The folder and those above it are there."""

    def write(self, path: Path, content: bytes) -> None:
        """The file holds `content`, on the disk itself."""

    def copy(self, source: Path, target: Path) -> FileSeal:
        """`target` is a copy, on the disk itself; the seal is that of what was copied."""

    def move(self, source: Path, target: Path) -> None:
        """`source` is now called `target`, in one step; a file at `target` is replaced."""

    def remove(self, folder: Path) -> None:
        """The folder and all it holds are gone."""


class LocalDisk:
    """The real disk."""

    def make_folder(self, path: Path) -> None:
        """The folder and those above it are there."""
        path.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, content: bytes) -> None:
        """The file holds `content`, on the disk itself."""
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def copy(self, source: Path, target: Path) -> FileSeal:
        """`target` is a copy, on the disk itself; the seal is that of what was copied."""
        digest, size = hashlib.sha256(), 0
        with source.open("rb") as read, target.open("wb") as written:
            while block := read.read(1 << 20):
                digest.update(block)
                size += written.write(block)
            written.flush()
            os.fsync(written.fileno())
        return FileSeal(digest.hexdigest(), size)

    def move(self, source: Path, target: Path) -> None:
        """`source` is now called `target`, in one step; a file at `target` is replaced."""
        if source.is_dir():
            _sync_folder(source)
        source.replace(target)
        _sync_folder(target.parent)

    def remove(self, folder: Path) -> None:
        """The folder and all it holds are gone."""
        shutil.rmtree(folder)


class PrivateDisk(LocalDisk):
    """The real disk, where only the owner can read the files that are written (mode 600)."""

    def write(self, path: Path, content: bytes) -> None:
        """The file holds `content`, on the disk itself; nobody else could read it meanwhile."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            os.fchmod(handle, OWNER_ONLY)
            file.write(content)
            file.flush()
            os.fsync(handle)


def replace_file(disk: Disk, path: Path, content: bytes) -> None:
    """Readers of `path` see the old content or the new one, never half of it."""
    beside = path.with_name(f".{path.name}.new")
    disk.write(beside, content)
    disk.move(beside, path)


@contextmanager
def told_apart(path: Path, needed: int = 1_000_000) -> Iterator[None]:
    """Within it, a full or forbidden disk is a `DiskFull` or a `HomeNotWritable` of `path`."""
    try:
        yield
    except OSError as exc:
        if exc.errno in _FULL:
            raise DiskFull(path=str(path), needed=needed) from exc
        if exc.errno in _FORBIDDEN:
            raise HomeNotWritable(path=str(path)) from exc
        raise


def seal_of(content: bytes) -> FileSeal:
    """What a file of that content must be."""
    return FileSeal(hashlib.sha256(content).hexdigest(), len(content))


def _sync_folder(path: Path) -> None:
    """Renames inside the folder are on the disk, where the system can promise it."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
