"""What staff change, and what they need for it: editions, the service, and who did what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.edition import Edition
from index.shelf import Shelf
from retrieval.edition_changes import Asked
from ui.audit import AuditLog
from ui.ingestion import Model
from ui.switch import ServiceSwitch

Questions = Callable[[Edition, Edition], Sequence[Asked]]


@dataclass(frozen=True, slots=True)
class Controls:
    """The real things that the desk changes.

    Uploads wait in `inbox`; `model` gives the encoder of new editions, `questions` what is worth
    asking two editions to tell them apart.
    """

    shelf: Shelf
    switch: ServiceSwitch
    audit: AuditLog
    inbox: Path
    model: Callable[[], Model]
    questions: Questions
