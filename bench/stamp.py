"""What every stored figure is signed with: the commit, the model, the machine."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from index.encoder import Encoder

ROOT = Path(__file__).parent.parent


def stamp(encoder: Encoder | None = None) -> dict[str, object]:
    """The commit (with "+" if the tree differs from it), the day, the machine and the model."""
    return {
        "commit": _git("rev-parse", "--short=12", "HEAD") + ("+" if _git("status", "-s") else ""),
        "day": datetime.now(UTC).date().isoformat(),
        "machine": {
            "cores": len(os.sched_getaffinity(0)),
            "system": platform.system(),
            "processor": platform.machine(),
            "python": platform.python_version(),
        },
        **({"model": {"name": encoder.name, "revision": encoder.revision}} if encoder else {}),
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
