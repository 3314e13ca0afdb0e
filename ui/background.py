"""Work that takes minutes, done beside the pages: one piece at a time, its progress to be read."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ingest.errors import SelonError
from retrieval.journal import now_here
from ui.errors import WorkStopped, WorkUnderWay

log = logging.getLogger("selon.background")

# The step, how much of it is done, and how much there is (0: nobody knows).
Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], str]


class Stage(StrEnum):
    """How far a piece of work is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work as it stands: `done` of `total` in its `step`, 0 of 0 while nobody knows.

    `kind` says what it is, `about` what it is done with, `who` began it and `begun` when; `result`
    is what it gave, where to look for it; `error` is why it failed, None where it failed as none
    of ours does.
    """

    kind: str
    who: str
    begun: datetime
    about: str = ""
    stage: Stage = Stage.RUNNING
    step: str = ""
    done: int = 0
    total: int = 0
    result: str = ""
    error: SelonError | None = None


class Background:
    """Does one piece of work at a time, on a thread of its own; may be called by any thread."""

    def __init__(self, clock: Callable[[], datetime] = now_here) -> None:
        self._clock = clock
        self._changing = threading.Lock()
        self._last: Piece | None = None
        self._thread: threading.Thread | None = None
        self._stopped_by = ""

    def last(self, kind: str = "") -> Piece | None:
        """The piece under way, or the last one; None if there was none, or of another `kind`."""
        last = self._last
        return last if last and kind in ("", last.kind) else None

    def begin(self, kind: str, who: str, work: Work, about: str = "") -> Piece:
        """Begins `work`, which is given a way to tell its progress. Raises `WorkUnderWay`."""
        with self._changing:
            if self._last and self._last.stage is Stage.RUNNING:
                raise WorkUnderWay(who=self._last.who)
            self._stopped_by = ""
            self._last = begun = Piece(kind, who, self._clock(), about)
            self._thread = threading.Thread(target=self._do, args=(work,), daemon=True, name=kind)
            self._thread.start()
        return begun

    def stop(self, begun: datetime, who: str) -> bool:
        """Whether the piece `begun` then is under way: it ends when it next tells its progress."""
        with self._changing:
            last = self._last
            found = last is not None and last.stage is Stage.RUNNING and last.begun == begun
            self._stopped_by = who if found else self._stopped_by
        return found

    def wait(self, seconds: float | None = None) -> None:
        """Returns when the piece under way is over, or after `seconds`."""
        thread = self._thread
        if thread:
            thread.join(seconds)

    def _do(self, work: Work) -> None:
        try:
            result = work(self._tell)
        except WorkStopped as exc:
            self._change(stage=Stage.FAILED, error=exc)
        except SelonError as exc:
            log.error("work in the background failed: %s", type(exc).__qualname__)
            self._change(stage=Stage.FAILED, error=exc)
        except Exception as exc:
            log.error("work in the background broke: %s", type(exc).__qualname__)
            self._change(stage=Stage.FAILED)
        else:
            self._change(stage=Stage.DONE, result=result)

    def _tell(self, step: str, done: int, total: int) -> None:
        """Takes note of it. Raises `WorkStopped` where somebody wants no more of this."""
        if self._stopped_by:
            raise WorkStopped(who=self._stopped_by)
        self._change(step=step, done=done, total=total)

    def _change(self, **changed: object) -> None:
        with self._changing:
            if self._last:
                self._last = replace(self._last, **changed)  # type: ignore[arg-type]
