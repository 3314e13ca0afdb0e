"""What processes need, as Linux tells it under /proc."""

import os
from collections.abc import Iterator
from pathlib import Path


def children(parent: int) -> list[int]:
    """The processes that `parent` started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        fields = _stat(entry.name) if entry.name.isdigit() else []
        if fields and int(fields[1]) == parent:
            found.append(int(entry.name))
    return found


def family(pid: int) -> Iterator[int]:
    """The process and all that come from it."""
    yield pid
    for child in children(pid):
        yield from family(child)


def resident(pid: int) -> int:
    """Bytes in memory, what is shared with others included; 0 for a process that is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def processor_seconds(pid: int) -> float:
    """Seconds of the processor so far; 0 for a process that is gone."""
    fields = _stat(str(pid))
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _stat(pid: str) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may hold anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
