"""Where runs are kept: a folder of one file a run, of which a damaged one is only left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import Lock

from index.files import Disk, PrivateDisk, replace_file, told_apart
from retrieval.gold_sets import GoldSet
from retrieval.kept_run import About, KeptRun, TopicName, read_kept, write_kept
from retrieval.run import Json, RunMissing, RunUnreadable

FOLDER = "quality"
# As many as a chart can still be read with, and pages under a second.
MOST_LISTED = 50
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-(shipped|own)")

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """The last runs of a set, oldest first, and the names of the files that can't be read."""

    runs: tuple[KeptRun, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def last(self) -> KeptRun | None:
        """The newest run."""
        return self.runs[-1] if self.runs else None


class RunStore:
    """The runs in `folder`; may be used by any thread, and by other processes beside."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or PrivateDisk()
        self._lock = Lock()
        self._read: dict[str, tuple[Stamp, KeptRun | None]] = {}

    def keep(self, about: About, evaluation: Json, topics: Mapping[str, TopicName]) -> str:
        """The name of the run, which is on the disk. Raises `DiskFull` and `HomeNotWritable`."""
        while self._path(about.id).exists():
            about = replace(about, made=about.made + timedelta(seconds=1))
        path = self._path(about.id)
        content = write_kept(about, evaluation, topics)
        with told_apart(path, len(content)):
            self._disk.make_folder(self.folder)
            replace_file(self._disk, path, content)
        return about.id

    def listed(self, gold_set: GoldSet, most: int = MOST_LISTED) -> Listed:
        """The last `most` runs of `gold_set`."""
        names = sorted(path.stem for path in self.folder.glob(f"*-{gold_set.value}.json"))
        known = [name for name in names if _NAME.fullmatch(name)][-most:]
        found = {name: self._run(name) for name in known}
        return Listed(
            runs=tuple(run for run in found.values() if run),
            damaged=tuple(f"{name}.json" for name, run in found.items() if run is None),
        )

    def last(self, gold_set: GoldSet) -> KeptRun | None:
        """The newest run of `gold_set` that can be read, of the last ones."""
        return self.listed(gold_set).last

    def find(self, run_id: str) -> KeptRun:
        """The run of that name. Raises `RunMissing` and `RunUnreadable`."""
        path = self._path(run_id)
        if not _NAME.fullmatch(run_id) or not path.is_file():
            raise RunMissing(path=str(path))
        found = self._run(run_id)
        if found is None:
            raise RunUnreadable(path=str(path), detail="damaged, or of another version")
        return found

    def _run(self, name: str) -> KeptRun | None:
        """The run `name`, read again only where its file changed; None where it can't be."""
        path = self._path(name)
        with self._lock:
            try:
                found = path.stat()
                stamp = found.st_mtime_ns, found.st_size
                if self._read.get(name, (None,))[0] != stamp:
                    self._read[name] = stamp, _read(path)
            except OSError:
                return None
            return self._read[name][1]

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"


def _read(path: Path) -> KeptRun | None:
    """The run in the file; None where it isn't one, or not the one that the name says."""
    try:
        run = read_kept(path.name, path.read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return run if run.id == path.stem else None
