"""Locks that the system itself lets go when their holder dies, however it dies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ShelfBusy
from index.files import told_apart


@contextmanager
def held(path: Path, *, patience: float, waiting: Callable[[], None]) -> Iterator[None]:
    """Within it, no other process or thread holds the lock `path`.

    `waiting` is called once if another holds it now. Raises `ShelfBusy` after `patience` seconds,
    and `HomeNotWritable` where no lock can be laid.
    """
    lock = FileLock(path)
    with told_apart(path.parent):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            try:
                lock.acquire(timeout=patience)
            except Timeout as exc:
                raise ShelfBusy(path=str(path), seconds=patience) from exc
    try:
        yield
    finally:
        lock.release()
