"""Which Selon this is: its version, and the commit that it was built from where that is known."""

import json
import shutil
import subprocess
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHOWN = 12


@cache
def version() -> str:
    """The version of Selon, as `selon --version` tells it."""
    return distribution("selon").version


@cache
def commit() -> str:
    """The beginning of the commit, with "+" where files differ from it; "" where nobody knows.

    Known where Selon was installed from a repository, or runs in one.
    """
    recorded = distribution("selon").read_text("direct_url.json") or "{}"
    found: str = json.loads(recorded).get("vcs_info", {}).get("commit_id", "")
    if found or not (ROOT / ".git").exists():
        return found[:SHOWN]
    head = _git("rev-parse", "HEAD")[:SHOWN]
    return head + "+" if head and _git("status", "--short", "--untracked-files=no") else head


def _git(*arguments: str) -> str:
    """What git says of our own folder; "" where it can't."""
    program = shutil.which("git")
    if program is None:
        return ""
    asked = [program, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
