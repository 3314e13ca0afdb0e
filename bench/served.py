"""`selon` as an operator runs it: the dossier ingested, `selon serve` over it, and what it eats."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SELON = Path(sys.executable).parent / "selon"
PATIENCE = 120.0


def ingest(home: Path) -> dict[str, Any]:
    """What `selon ingest --json` says of the embedded dossier, read into `home`."""
    done = subprocess.run(
        [SELON, "ingest", "--json"], env=env(home), check=True, capture_output=True, text=True
    )
    (ingested,) = json.loads(done.stdout)["ingested"]
    return dict(ingested)


@contextmanager
def server(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A process of `selon serve` over `home`, and its address; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [SELON, "serve", "--port", str(port)],
        env=env(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def wait_for(address: str, holding: str = "") -> str:
    """What `address` answers once it holds `holding`. Raises TimeoutError."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                text = str(answer.read().decode("utf-8"))
                if holding in text.replace('": "', '":"'):
                    return text
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.05)
    raise TimeoutError(address)


def family(pid: int) -> list[int]:
    """The process and its descendants (Linux only)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def kilobytes(pid: int, field: str) -> int:
    """What /proc says of the memory of a process: `VmRSS` as of now, `VmHWM` at its peak."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


def env(home: Path) -> dict[str, str]:
    """The environment of a `selon` that keeps everything in `home`.

    Whoever measures asks from one address: how often one may is not limited.
    """
    return os.environ | {"SELON_HOME": str(home), "SELON_RATE": "0"}
