"""Whether residents may ask, and what is announced to them: one small file, heard of at once.

The pages and the command line both write it; whoever serves looks at it anew at each request.
"""

import json
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index.files import Disk, LocalDisk, replace_file, told_apart
from index.locks import held
from ingest.errors import SelonError
from ui.errors import SentenceUnfit, ServiceFileUnreadable

FILE, LOCK = "service.json", "service.lock"
LONGEST = 300
PATIENCE = 5.0

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The sentence that residents read instead of the pages, and the one above them, or ""."""

    paused: str = ""
    banner: str = ""

    def __post_init__(self) -> None:
        for sentence in (self.paused, self.banner):
            if sentence and fit(sentence) != sentence:
                raise SentenceUnfit(longest=LONGEST)


class ServiceSwitch:
    """The switch in the file `path`; every method may be called by any thread.

    A file that can't be read changes nothing: what it said before goes on, an open service at
    first. `problem` says so.
    """

    def __init__(self, path: Path, *, disk: Disk | None = None, patience: float = PATIENCE) -> None:
        self.path = path
        self._disk = disk or LocalDisk()
        self._patience = patience
        self._read: tuple[Stamp, ServiceState, SelonError | None] = (None, ServiceState(), None)
        self._lock = threading.Lock()

    @property
    def state(self) -> ServiceState:
        """How the service is meant to be, as of now."""
        return self._current()[1]

    @property
    def problem(self) -> SelonError | None:
        """Why the file can't be read; None where it can, and where there is none."""
        return self._current()[2]

    def pause(self, sentence: str) -> None:
        """Residents read `sentence` and nothing else.

        Raises `SentenceUnfit`, and what keeps the file from being written.
        """
        self._change(paused=fit(sentence))

    def resume(self) -> None:
        """The pages are open again."""
        self._change(paused="")

    def announce(self, sentence: str) -> None:
        """`sentence` stands above the pages; "" takes away what stood there."""
        self._change(banner=fit(sentence) if sentence.strip() else "")

    def banner(self) -> str:
        """What is announced now; "" for nothing."""
        return self.state.banner

    def _change(self, **changed: str) -> None:
        with told_apart(self.path.parent):
            self._disk.make_folder(self.path.parent)
            with held(self.path.with_name(LOCK), patience=self._patience, waiting=lambda: None):
                state = replace(self.state, **changed)
                content = json.dumps(asdict(state), ensure_ascii=False, indent=1).encode()
                replace_file(self._disk, self.path, content)

    def _current(self) -> tuple[Stamp, ServiceState, SelonError | None]:
        stamp = self._stamp()
        if stamp != self._read[0]:
            with self._lock:
                self._read = self._reread(stamp)
        return self._read

    def _stamp(self) -> Stamp:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _reread(self, stamp: Stamp) -> tuple[Stamp, ServiceState, SelonError | None]:
        if stamp is None:
            return None, ServiceState(), None
        try:
            given = json.loads(self.path.read_bytes())
            return stamp, ServiceState(**given), None
        except (OSError, ValueError, TypeError, AttributeError, SentenceUnfit):
            return stamp, self._read[1], ServiceFileUnreadable(path=str(self.path))


def fit(sentence: str) -> str:
    r"""`sentence` as one line of text. Raises `SentenceUnfit` where it can't be shown as that.

    >>> fit("  Maintenance\n samedi. ")
    'Maintenance samedi.'
    """
    text = " ".join(sentence.split())
    if not text or len(text) > LONGEST or not text.isprintable():
        raise SentenceUnfit(longest=LONGEST)
    return text
