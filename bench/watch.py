"""The memory and the processor time of a server and its workers, while it serves (Linux only)."""

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.served import family, kilobytes

EVERY = 5.0
_TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat after the name in brackets: user and system time.
_USER, _SYSTEM = 11, 12


@dataclass(frozen=True, slots=True)
class Sample:
    """At `seconds` after the start: megabytes resident, and seconds of processor used so far."""

    seconds: float
    megabytes: float
    used: float


async def watch(pid: int, samples: list[Sample]) -> None:
    """Adds a sample of the process and its descendants every `EVERY` seconds, until cancelled."""
    start = time.monotonic()
    while True:
        # A worker may end while it is being looked at.
        with suppress(FileNotFoundError, ProcessLookupError):
            samples.append(sample(pid, time.monotonic() - start))
        await asyncio.sleep(EVERY)


def sample(pid: int, seconds: float) -> Sample:
    """How the process and its descendants are now; pages that they share count for each."""
    pids = family(pid)
    megabytes = sum(kilobytes(each, "VmRSS") for each in pids) / 1024
    return Sample(seconds, megabytes, sum(map(seconds_used, pids)))


def seconds_used(pid: int) -> float:
    """Seconds of processor that the process has used."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    fields = stat.rsplit(")", 1)[1].split()
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS


def slope(samples: Sequence[Sample]) -> float:
    """Megabytes gained a minute, by least squares over the second half; 0 of fewer than two.

    >>> slope([Sample(0, 1, 0), Sample(30, 9, 0), Sample(60, 10, 0), Sample(120, 12, 0)])
    2.0
    """
    half = samples[len(samples) // 2 :]
    if len(half) < 2:
        return 0.0
    minutes = [one.seconds / 60 for one in half]
    return round(float(np.polyfit(minutes, [one.megabytes for one in half], 1)[0]), 2)


def minutely(samples: Sequence[Sample]) -> list[float]:
    """Megabytes at the start and at the end of each minute, by the sample nearest to it.

    >>> minutely([Sample(0, 1, 0), Sample(30, 9, 0), Sample(61, 10, 0), Sample(118, 12, 0)])
    [1, 10, 12]
    """
    minutes = round(samples[-1].seconds / 60) if samples else -1
    nearest = (min(samples, key=lambda one: abs(one.seconds - 60 * n)) for n in range(minutes + 1))
    return [round(one.megabytes, 1) for one in nearest]
