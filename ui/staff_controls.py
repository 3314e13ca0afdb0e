"""The real things behind the pages where staff change something."""

import logging
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from index.edition import Edition
from index.shelf import Shelf
from retrieval.edition_changes import Asked
from retrieval.gold import GoldError, GoldQuestion, chain, read_gold
from retrieval.journal_errors import JournalError
from retrieval.journal_file import FILE as JOURNAL
from retrieval.journal_reading import JournalReader
from ui.audit import FILE as AUDIT
from ui.audit import AuditLog
from ui.service import Service
from ui.settings import Settings
from ui.staff.controls import Controls, Questions
from ui.switch import FILE as SERVICE
from ui.switch import ServiceSwitch
from ui.uploaded import swept
from ui.uploading import PATIENCE, building_apart

# The questions that were marked by reviewers of this installation, where there are any.
OWN_GOLD = "gold.jsonl"
MOST_ASKED = 50

log = logging.getLogger("selon.staff")


def controls_of(settings: Settings, service: Service, switch: ServiceSwitch) -> Controls:
    """The controls under `settings.home`; what cut-off uploads left there is swept away."""
    cut = swept(settings.inbox)
    return Controls(
        shelf=Shelf(settings.home, patience=PATIENCE),
        switch=switch,
        audit=AuditLog(settings.home / AUDIT),
        inbox=settings.inbox,
        build=building_apart(settings, service),
        questions=questions_of(service, settings.home),
        cut=cut,
    )


def switch_of(settings: Settings) -> ServiceSwitch:
    """The switch under `settings.home`."""
    return ServiceSwitch(settings.home / SERVICE)


def questions_of(service: Service, home: Path) -> Questions:
    """Gives gold questions of both editions' reports, suggestions, and what is asked most often."""

    def questions(before: Edition, after: Edition) -> list[Asked]:
        sources = {each.manifest.provenance.source for each in (before, after)}
        gold = (each for found in (_shipped(), _own(home)) for each in found)
        return [
            *(_asked(one, among) for among in gold for one in among if one.pdf in sources),
            *map(Asked, service.suggestions()),
            *map(Asked, _most_asked(home)),
        ]

    return questions


def _asked(gold: GoldQuestion, among: tuple[GoldQuestion, ...]) -> Asked:
    return Asked(gold.question, chain(gold, among))


def _shipped() -> Iterator[tuple[GoldQuestion, ...]]:
    for entry in (files("retrieval") / "data").iterdir():
        if entry.name.endswith(".jsonl"):
            with as_file(entry) as path:
                yield read_gold(path)


def _own(home: Path) -> Iterator[tuple[GoldQuestion, ...]]:
    """The questions of this installation; a broken file is told where they are kept, not here."""
    path = home / OWN_GOLD
    try:
        if path.exists():
            yield read_gold(path)
    except GoldError as exc:
        log.error("the questions of this installation can't be read: %s", type(exc).__qualname__)


def _most_asked(home: Path) -> list[str]:
    try:
        return JournalReader(home / JOURNAL).most_asked(MOST_ASKED)
    except JournalError as exc:
        log.error("the journal can't be read: %s", type(exc).__qualname__)
        return []
