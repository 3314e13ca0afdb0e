"""What staff change, and what they need for it: editions, the service, and who did what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.edition import Edition
from index.shelf import Shelf
from retrieval.edition_changes import Asked
from ui.audit import AuditLog
from ui.switch import ServiceSwitch
from ui.uploading import Build

Questions = Callable[[Edition, Edition], Sequence[Asked]]


@dataclass(frozen=True, slots=True)
class Controls:
    """The real things that the desk changes.

    Uploads wait in `inbox`; `build` makes an edition of one, `questions` gives what is worth asking
    two editions to tell them apart. `cut` names the uploads that the end of a server cut off.
    """

    shelf: Shelf
    switch: ServiceSwitch
    audit: AuditLog
    inbox: Path
    build: Build
    questions: Questions
    cut: tuple[str, ...] = ()
