"""The real things behind the pages where staff change something."""

from pathlib import Path

from index.edition import Edition
from index.shelf import Shelf
from retrieval.edition_changes import Asked
from ui.audit import FILE as AUDIT
from ui.audit import AuditLog
from ui.known_questions import known_questions
from ui.service import Service
from ui.settings import Settings
from ui.staff.controls import Controls, Questions
from ui.switch import FILE as SERVICE
from ui.switch import ServiceSwitch
from ui.uploaded import swept
from ui.uploading import PATIENCE, building_apart


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
        return [*known_questions(sources, home), *map(Asked, service.suggestions())]

    return questions
