"""Who changed what, and when: one line an act, added at the end of a file and never altered."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.files import OWNER_ONLY
from retrieval.journal import now_here
from ui.errors import AuditUnreadable, AuditUnwritable

FILE = "audit.jsonl"
SHOWN = 100
ABOUT = ("report", "edition", "said", "review", "mark")
# Who acts at the command line is not named: an account of the system may be a person's name.
COMMAND_LINE = ""


class Deed(StrEnum):
    """What can be done to reports, editions and the service, and said of answers."""

    UPLOAD = "upload"
    INGEST = "ingest"
    PUBLISH = "publish"
    ROLLBACK = "rollback"
    DELETE = "delete"
    DEFAULT = "default"
    OFF = "off"
    ON = "on"
    BANNER = "banner"
    MARK = "mark"
    UNMARK = "unmark"


@dataclass(frozen=True, slots=True)
class Act:
    """A `deed` of the account `who`, `COMMAND_LINE` for none, on an edition of a report.

    `said` is the sentence that was shown to people, where the deed was to show one. `review` is
    the id of a reviewed question, which tells none of its words, and `mark` what was said of it.
    """

    at: datetime
    who: str
    deed: Deed
    report: str = ""
    edition: str = ""
    said: str = ""
    review: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """The latest acts, the last one first, and how many lines of the whole file make no sense."""

    acts: tuple[Act, ...] = ()
    damaged: int = 0


class AuditLog:
    """The acts in the file `path`, of which each is on the disk before the next one begins."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now_here) -> None:
        self.path = path
        self._clock = clock

    def write(self, who: str, deed: Deed, **about: str) -> Act:
        """Adds an act of now; `about` says which of `ABOUT` is meant.

        Raises `AuditUnwritable`.
        """
        act = Act(self._clock(), who, deed, **about)
        line = json.dumps(_record(act), ensure_ascii=False).encode() + b"\n"
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
            with open(handle, "r+b", buffering=0) as file:  # noqa: PTH123 - a handle, not a path
                file.write(line if _ends_whole(handle) else b"\n" + line)
                os.fsync(handle)
        except OSError as exc:
            raise AuditUnwritable(path=str(self.path)) from exc
        return act

    def latest(self, most: int = SHOWN) -> Acts:
        """The `most` latest acts. Raises `AuditUnreadable`."""
        found, damaged = deque[Act](maxlen=most), 0
        for act in self._every():
            if act is None:
                damaged += 1
            else:
                found.append(act)
        return Acts(tuple(reversed(found)), damaged)

    def every(self) -> Iterator[Act]:
        """All acts that can be read, the first one first. Raises `AuditUnreadable`."""
        return (act for act in self._every() if act is not None)

    def _every(self) -> Iterator[Act | None]:
        try:
            with self.path.open("rb") as file:
                for line in filter(bytes.strip, file):
                    yield _read(line)
        except FileNotFoundError:
            return
        except OSError as exc:
            raise AuditUnreadable(path=str(self.path)) from exc


def _ends_whole(handle: int) -> bool:
    """Whether the file is empty or ends with a line that was written to its end."""
    size = os.fstat(handle).st_size
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"


def _record(act: Act) -> dict[str, str]:
    given = {name: getattr(act, name) for name in ABOUT}
    begun = {"at": act.at.isoformat(timespec="seconds"), "who": act.who, "deed": act.deed.value}
    return begun | {name: value for name, value in given.items() if value}


def _read(line: bytes) -> Act | None:
    """The act of a line; None where it makes no sense."""
    try:
        given: dict[str, Any] = json.loads(line)
        words = {name: given.get(name, "") for name in ("who", *ABOUT)}
        if not all(isinstance(word, str) for word in words.values()):
            return None
        return Act(at=datetime.fromisoformat(given["at"]), deed=Deed(given["deed"]), **words)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
