"""Makes an edition that waits of a PDF that was uploaded, in a process of its own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from index.manifest import Manifest
from index.shelf import Shelf
from ingest.errors import SelonError
from ingest.sources import Source
from ui.apart import done_apart
from ui.ingestion import Advance, edition_of
from ui.lazy_model import LazyModel
from ui.service import Service
from ui.settings import Settings

# Whoever is at the desk doesn't wait for another's ingestion.
PATIENCE = 5.0

Build = Callable[[Source, str, Advance], Manifest]


def building_apart(settings: Settings, service: Service) -> Build:
    """Reads and encodes beside the pages, with the encoder of the edition that answers."""

    def build(source: Source, slug: str, advance: Advance) -> Manifest:
        model = _model(settings, service)
        return done_apart(partial(waiting_edition, settings.home, model, source, slug), advance)

    return build


def waiting_edition(
    home: Path, model: str | None, source: Source, slug: str, advance: Advance
) -> Manifest:
    """The edition of `source` under `home`, whole and waiting to go live.

    Raises what reading and publishing raise.
    """
    shelf = Shelf(home, patience=PATIENCE)
    return edition_of(source, slug, shelf, LazyModel(model), advance, live=False).manifest


def _model(settings: Settings, service: Service) -> str | None:
    try:
        return service.ready().edition.manifest.model.name
    except SelonError:  # there is no report yet
        return settings.model
