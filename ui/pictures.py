"""Pictures of pages: drawn in a process of their own, kept while they are asked for.

PDFium is not thread-safe, and a PDF that makes it crash must not take the server along. Whoever
waits for a picture holds no thread meanwhile: those are for the answers.
"""

import asyncio
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
# One takes some tenths of a second: whoever came after these would have scrolled on.
MOST_WAITING = 32
# Letters stay sharp from this quality on; a higher method saves little and takes long.
QUALITY, METHOD = 82, 2


@dataclass(frozen=True, slots=True)
class PictureKey:
    """Which picture: page `number` of the edition whose PDF is `pdf`, `width` pixels wide."""

    edition: str
    pdf: Path
    number: int
    width: int


class TooManyPictures(Exception):
    """As many pictures as may be wait to be drawn already."""


class PictureLost(Exception):
    """Two workers died over the picture, one after the other."""


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

    async def get(self, key: PictureKey) -> bytes:
        """The bytes of the picture. A failure is not kept.

        Raises `TooManyPictures`, `PictureLost` and what drawing it raised.
        """
        try:
            return await self._drawn(key)
        except BrokenProcessPool:
            try:
                return await self._drawn(key)
            except BrokenProcessPool as exc:
                raise PictureLost from exc

    def close(self) -> None:
        """Sends the worker home without waiting for what it draws."""
        with self._lock:
            executor, self._executor = self._executor, None
            self._kept.clear()
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)

    async def _drawn(self, key: PictureKey) -> bytes:
        future = self._future(key)
        try:
            return await _waited_for(future)
        except BrokenProcessPool:
            self._replace_worker(key, future)
            raise
        except Exception:
            self._forget(key, future)
            raise

    def _future(self, key: PictureKey) -> Future[bytes]:
        with self._lock:
            if key not in self._kept:
                if sum(not one.done() for one in self._kept.values()) >= MOST_WAITING:
                    raise TooManyPictures
                self._kept[key] = self._submit(key)
            self._kept.move_to_end(key)
            while len(self._kept) > PICTURES_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def _submit(self, key: PictureKey) -> Future[bytes]:
        """The picture as it is being drawn, by a new worker where the last one died idle."""
        self._executor = self._executor or self._hire()
        try:
            return self._executor.submit(self._draw, key.pdf, key.number, key.width)
        except BrokenProcessPool:
            self._executor = self._hire()
            return self._executor.submit(self._draw, key.pdf, key.number, key.width)

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


async def _waited_for(future: Future[bytes]) -> bytes:
    """What `future` gives; a visitor who leaves meanwhile doesn't take it from the others."""
    return await asyncio.shield(asyncio.wrap_future(future))


def _drawn(future: Future[bytes]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
