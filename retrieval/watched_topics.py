"""The topics of a file that is edited while a server runs: the last good ones go on serving."""

from pathlib import Path
from threading import Lock

from retrieval.topic import Topic, TopicsError
from retrieval.topics import load_topics, shipped_topics

Stamp = tuple[int, int] | None


class WatchedTopics:
    """The topics of Selon and of one's `own` file, read again whenever that changes.

    While the file is broken, those that were last read well serve (at first those of Selon alone),
    and `problem` says what is wrong and where.
    """

    def __init__(self, own: Path | None) -> None:
        self._own = own
        self._lock = Lock()
        self._topics = load_topics(None)
        self._stamp: Stamp = None
        self.problem: TopicsError | None = None
        self._read()

    def current(self) -> tuple[Topic, ...]:
        """The topics to serve now."""
        with self._lock:
            if self._own is not None and self._stamp_now() != self._stamp:
                self._read()
            return self._topics

    @property
    def file(self) -> Path | None:
        """The operator's own file; None where there is none."""
        return self._own

    def own(self) -> tuple[Topic, ...]:
        """Of the topics to serve now, those that the operator's file added or replaced."""
        shipped = set(shipped_topics())
        return tuple(topic for topic in self.current() if topic not in shipped)

    def _read(self) -> None:
        self._stamp = self._stamp_now()
        try:
            self._topics = load_topics(self._own)
            self.problem = None
        except TopicsError as exc:
            self.problem = exc

    def _stamp_now(self) -> Stamp:
        """When the file was changed, and how long it is; None where it isn't there."""
        try:
            found = self._own.stat() if self._own else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size) if found else None
