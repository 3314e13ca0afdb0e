"""A pool of processes that can be lost: each has a clock and a limit of memory, and is replaced.

`concurrent.futures` gives up a whole pool when one process dies, and can't stop one that hangs.
Here a job that is too slow or brings its process down is told as lost, and the others go on.
"""

import math
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from ingest.errors import SelonError

try:
    import resource
except ImportError:  # not on every system; the clock then is the only limit
    resource = None  # type: ignore[assignment]

OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)

Job = TypeVar("Job")
Result = TypeVar("Result")
Task = Callable[[Job], Result]


class Lost(StrEnum):
    """Why a job has no result."""

    SLOW = "slow"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Done(Generic[Job, Result]):
    """A job with what came of it: a result, an error of ours, or the way it was lost."""

    job: Job
    result: Result | None = None
    error: SelonError | None = None
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use: seconds of the processor, and bytes of addresses."""

    seconds: int
    memory: int


class Pool(Generic[Job, Result]):
    """At most `workers` processes, started as they are needed.

    `make` is called once in each and gives what does the jobs. A job may take `seconds` of its
    processor, and its process `memory` bytes of addresses, where the system keeps such limits; by
    the clock it may take `patience` times as long, for a machine that has much else to do.
    """

    def __init__(
        self,
        make: Callable[[], Task[Job, Result]],
        *,
        workers: int,
        seconds: int,
        memory: int,
        patience: float = 4.0,
    ) -> None:
        self._make = make
        self._most = workers
        self._limits = Limits(seconds, memory)
        self._clock = seconds * patience
        self._idle: list[_Worker] = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Done[Job, Result]]:
        """Every job done, in the order in which they end; a job is taken when a worker is free."""
        waiting = iter(jobs)
        busy: dict[Connection, tuple[_Worker, Job]] = {}
        try:
            while True:
                while len(busy) < self._most:
                    try:
                        job = next(waiting)
                    except StopIteration:
                        break
                    worker = self._idle.pop() if self._idle else self._start()
                    worker.begin(job, self._clock)
                    busy[worker.connection] = (worker, job)
                if not busy:
                    return
                for worker, job in self._ended(busy):
                    del busy[worker.connection]
                    yield self._told(worker, job)
        finally:
            for worker, _ in busy.values():
                worker.kill()

    def close(self) -> None:
        """No process is left."""
        while self._idle:
            self._idle.pop().kill()

    def _start(self) -> "_Worker":
        return _Worker(self._make, self._limits)

    @staticmethod
    def _ended(busy: "dict[Connection, tuple[_Worker, Any]]") -> "list[tuple[_Worker, Any]]":
        """Those that have answered, died or run out of time; waits for the first."""
        first = min(worker.deadline for worker, _ in busy.values())
        ready = wait(list(busy), timeout=max(0.0, first - time.monotonic()))
        now = time.monotonic()
        return [each for key, each in busy.items() if key in ready or each[0].deadline <= now]

    def _told(self, worker: "_Worker", job: Job) -> Done[Job, Result]:
        """What came of `job`; a worker that did well is free for another."""
        if not worker.connection.poll():
            worker.kill()
            return Done(job, lost=Lost.SLOW)  # by the clock
        try:
            done: Done[Job, Result] = worker.connection.recv()
        except (EOFError, OSError):
            return Done(job, lost=worker.kill())
        if done.lost:
            worker.kill()
        else:
            self._idle.append(worker)
        return done


class _Worker:
    """One process, and the connection on which it is given jobs."""

    def __init__(self, make: Callable[[], Task[Any, Any]], limits: Limits) -> None:
        context = get_context("spawn")  # threads run here already
        self.connection, theirs = context.Pipe()
        self.deadline = 0.0
        self._process = context.Process(
            target=_work, args=(theirs, make, limits), daemon=True, name="selon-reader"
        )
        self._process.start()
        theirs.close()
        try:
            self.connection.recv()  # imports may take long, which is no job's fault
        except EOFError:
            self.kill()
            raise RuntimeError("a reader could not start") from None

    def begin(self, job: object, seconds: float) -> None:
        """The job is being done from now on."""
        with suppress(OSError):  # a process that died idle: told when its answer is awaited
            self.connection.send(job)
        self.deadline = time.monotonic() + seconds

    def kill(self) -> Lost:
        """The process and what it started are gone; tells how it ended where it had by itself."""
        pid = self._process.pid
        if pid is not None and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        ended = self._process.exitcode
        self._process.close()
        self.connection.close()
        return Lost.SLOW if ended == -OUT_OF_TIME else Lost.BROKEN


def _work(connection: Connection, make: Callable[[], Task[Any, Any]], limits: Limits) -> None:
    """The life of a worker: one job after the other, until nobody is there to give any."""
    _stand_alone()
    task = make()
    connection.send("ready")
    _keep_within(limits)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        _grant(limits.seconds)
        connection.send(_done(task, job))


def _done(task: Task[Any, Any], job: object) -> Done[Any, Any]:
    try:
        return Done(job, result=task(job))
    except SelonError as exc:
        return Done(job, error=exc)
    except Exception:  # whatever a broken page leads a reader into, memory that ran out included
        return Done(job, lost=Lost.BROKEN)


def _stand_alone() -> None:
    """A group of its own, which is killed whole; it ends when its parent is gone."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _keep_within(limits: Limits) -> None:
    """No more addresses than that, and no dump where the process is ended by the system."""
    if resource is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _grant(seconds: int) -> None:
    """So much more of the processor; after that the system ends the process (SIGXCPU)."""
    if resource is not None:
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with suppress(ValueError, OSError):
            soft = math.ceil(time.process_time()) + seconds
            resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
