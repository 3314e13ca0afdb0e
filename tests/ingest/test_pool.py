"""A job that hangs, dies or eats memory is lost alone; the others are done."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from ingest.errors import DamagedPdf
from ingest.pool import Done, Lost, Pool

MEGABYTE = 1024 * 1024


def work(job: str) -> str:
    """Does what the job says."""
    match job:
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(3600)
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "eat":
            return str(len(bytearray(2000 * MEGABYTE)))
        case "refuse":
            raise DamagedPdf(file="a.pdf")
        case "stumble":
            raise ValueError("a flaw")
    return job.upper()


def hired() -> Callable[[str], str]:
    """What a worker does."""
    return work


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool[str, str]]:
    """Two workers whose jobs may take a second of the processor."""
    made: Pool[str, str] = Pool(
        hired, workers=2, seconds=1, memory=1000 * MEGABYTE, patience=3600.0
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("job", "lost"),
    [
        ("hang", Lost.SLOW),
        ("die", Lost.BROKEN),
        ("eat", Lost.BROKEN),
        ("stumble", Lost.BROKEN),
    ],
)
def test_a_job_that_takes_its_worker_down_is_lost_alone(
    pool: Pool[str, str], job: str, lost: Lost
) -> None:
    done = sorted(pool.run(["a", job, "b", "c"]), key=lambda each: each.job)
    others = [Done("a", "A"), Done("b", "B"), Done("c", "C")]
    assert done == sorted([*others, Done(job, lost=lost)], key=lambda each: each.job)


def test_a_job_that_waits_for_ever_is_lost_by_the_clock() -> None:
    pool: Pool[str, str] = Pool(hired, workers=1, seconds=1, memory=1000 * MEGABYTE, patience=0.2)
    assert list(pool.run(["sleep"])) == [Done("sleep", lost=Lost.SLOW)]
    pool.close()


def test_an_error_of_ours_comes_through_with_its_values(pool: Pool[str, str]) -> None:
    (done,) = pool.run(["refuse"])
    assert isinstance(done.error, DamagedPdf)
    assert done.error.values == {"file": "a.pdf"}


def test_no_job_is_taken_before_a_worker_is_free(pool: Pool[str, str]) -> None:
    taken = []

    def jobs() -> Iterator[str]:
        for job in "abcdef":
            taken.append(job)
            yield job

    running = pool.run(jobs())
    next(running)
    assert len(taken) <= 4
    assert len(list(running)) == 5
