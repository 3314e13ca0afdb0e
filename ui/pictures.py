"""Pictures of pages: drawn in a process of their own, kept while they are asked for.

PDFium is not thread-safe, and a PDF that makes it crash must not take the server along.
"""

import io
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

PICTURES_KEPT = 96
# Letters stay sharp from this quality on; a higher method saves little and takes long.
QUALITY, METHOD = 82, 2


@dataclass(frozen=True, slots=True)
class PictureKey:
    """Which picture: page `number` of the edition whose PDF is `pdf`, `width` pixels wide."""

    edition: str
    pdf: Path
    number: int
    width: int


Draw = Callable[[Path, int, int], bytes]


def draw(pdf: Path, number: int, width: int) -> bytes:
    """The picture as WebP, a fifth of the PNG's bytes on a phone's bill.

    Runs in the worker, which alone imports PDFium.
    """
    from PIL import Image  # noqa: PLC0415 - of no use to the server itself

    from ingest.picture import page_picture  # noqa: PLC0415

    small = io.BytesIO()
    with Image.open(io.BytesIO(page_picture(pdf, number, width=width))) as picture:
        picture.save(small, format="WEBP", quality=QUALITY, method=METHOD)
    return small.getvalue()


def worker() -> Executor:
    """One process that draws; spawned, because threads run here already."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))


class PagePictures:
    """The last pictures that were asked for, each drawn once however many visitors want it."""

    def __init__(self, *, draw: Draw = draw, hire: Callable[[], Executor] = worker) -> None:
        self._draw = draw
        self._hire = hire
        self._executor: Executor | None = None
        self._kept: OrderedDict[PictureKey, Future[bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: PictureKey) -> bytes:
        """The bytes of the picture. Raises what drawing it raised; a failure is not kept."""
        future = self._future(key)
        try:
            return future.result()
        except BrokenProcessPool:
            self._replace_worker(key, future)
            return self._future(key).result()
        except Exception:
            self._forget(key, future)
            raise

    def close(self) -> None:
        """Sends the worker home without waiting for what it draws."""
        with self._lock:
            executor, self._executor = self._executor, None
            self._kept.clear()
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)

    def _future(self, key: PictureKey) -> Future[bytes]:
        with self._lock:
            if key not in self._kept:
                self._executor = self._executor or self._hire()
                self._kept[key] = self._executor.submit(self._draw, key.pdf, key.number, key.width)
            self._kept.move_to_end(key)
            while len(self._kept) > PICTURES_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def _forget(self, key: PictureKey, future: Future[bytes]) -> None:
        with self._lock:
            if self._kept.get(key) is future:
                del self._kept[key]

    def _replace_worker(self, key: PictureKey, future: Future[bytes]) -> None:
        """Forgets a worker that died, once, though several visitors may notice it."""
        with self._lock:
            if self._kept.get(key) is future:
                self._executor = None
                self._kept = OrderedDict(
                    (kept, one) for kept, one in self._kept.items() if _drawn(one)
                )


def _drawn(future: Future[bytes]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
