"""Work in a process of its own: it tells how far it is, can be stopped, and slows no answer down.

The process has a low claim on the processor, and takes nothing along where it breaks.
"""

import atexit
import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

from ui.background import Progress
from ui.errors import WorkCut

Result = TypeVar("Result")

# A third of the claim of what answers; never more than its share where nothing is asked.
NICENESS = 10
# How often `tell` is called at least, so that work that hangs can be stopped.
HEARTBEAT = 0.5

_SPAWN = get_context("spawn")  # threads run here already


class Process(Protocol):
    """The door to another process: `multiprocessing.Process`."""

    def start(self) -> None:
        """It begins."""

    def kill(self) -> None:
        """It ends now."""

    def join(self) -> None:
        """Returns once it has ended."""


Hire = Callable[[Callable[..., None], tuple[Any, ...]], Process]


def hired(task: Callable[..., None], given: tuple[Any, ...]) -> Process:
    """A process that will do `task`; not a daemon, which could start no process that reads."""
    return _SPAWN.Process(target=task, args=given)


def done_apart(work: Callable[[Progress], Result], tell: Progress, *, hire: Hire = hired) -> Result:
    """What `work` gives in another process; raises what it raises.

    `work` and what it gives are pickled. `tell` is called here, again and again with the last
    progress while there is none; what it raises ends the process. Raises `WorkCut` where the
    process ends before it is done.
    """
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = hire(_do, (theirs, work))
    process.start()
    atexit.register(process.kill)
    theirs.close()
    try:
        return _heard(ours, tell)  # type: ignore[no-any-return]
    except EOFError as exc:
        raise WorkCut from exc
    finally:
        atexit.unregister(process.kill)
        process.kill()
        process.join()
        ours.close()


def _heard(told: Connection, tell: Progress) -> Any:
    last = ("", 0, 0)
    while True:
        while not told.poll(HEARTBEAT):
            tell(*last)
        what, found = told.recv()
        if what == "done":
            return found
        if what == "raised":
            raise found
        last = found
        tell(*last)


def _do(told: Connection, work: Callable[[Progress], Any]) -> None:
    os.nice(NICENESS)
    try:
        found = work(lambda step, done, total: told.send(("told", (step, done, total))))
    except Exception as exc:
        told.send(("raised", exc))
    else:
        told.send(("done", found))
