"""The threads of the server share a few heaps, so that memory that was freed is used again."""

import platform
import subprocess
import sys

import pytest

# As many threads as may hold memory at once, and how many heaps glibc made for them.
PROBE = """
import ctypes, sys, tempfile, threading
from ui.server import share_heaps
if sys.argv[1] == "shared":
    share_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(6)
def hold():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=hold) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(told.read().count(b"<heap nr="))
"""


def heaps(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, how], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="heaps are glibc's")
def test_threads_share_two_heaps_instead_of_having_one_each() -> None:
    assert heaps("shared") <= 2 < heaps("apart")
