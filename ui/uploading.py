"""Makes an edition that waits of a PDF that was uploaded, in a process of its own."""

import logging
from collections.abc import Callable
from functools import partial

from index.manifest import Manifest
from index.shelf import Shelf
from ingest.errors import SelonError
from ingest.sources import Source
from retrieval.gazetteer import load_gazetteer
from retrieval.watched_topics import WatchedTopics
from ui.apart import done_apart
from ui.covered import coverage_of
from ui.ingestion import Advance, Model, edition_of, readers_for
from ui.lazy_model import LazyModel
from ui.service import Service
from ui.settings import Settings

# Whoever is at the desk doesn't wait for another's ingestion.
PATIENCE = 5.0

log = logging.getLogger("selon.uploading")

Build = Callable[[Source, str, Advance], Manifest]


def building_apart(settings: Settings, service: Service) -> Build:
    """Reads and encodes beside the pages, with the encoder of the edition that answers."""

    def build(source: Source, slug: str, advance: Advance) -> Manifest:
        name = _model(settings, service)
        return done_apart(partial(_with_model, settings, name, source, slug), advance)

    return build


def _with_model(
    settings: Settings, name: str | None, source: Source, slug: str, advance: Advance
) -> Manifest:
    model = LazyModel(name, partial(advance, "fetch"))
    return waiting_edition(settings, model, source, slug, advance)


def waiting_edition(
    settings: Settings, model: Model, source: Source, slug: str, advance: Advance
) -> Manifest:
    """The edition of `source` under the home, whole and waiting to go live, its coverage kept.

    `advance` hears of a step "coverage" last. Raises what reading and publishing raise.
    """
    shelf = Shelf(settings.home, patience=PATIENCE)
    with readers_for(settings.home) as readers:
        given = edition_of(source, slug, shelf, model, advance, readers=readers, live=False)
    made = given.manifest
    advance("coverage", 0, 0)
    try:
        coverage_of(
            shelf.edition(f"{made.report}/{made.edition}"),
            WatchedTopics(settings.topics).current(),
            home=settings.home,
            gazetteer=load_gazetteer(settings.places),
            load_encoder=model.load,
        )
    except SelonError as exc:  # the edition is there all the same, and the desk will say why
        log.error("coverage of a new edition failed: %s", type(exc).__qualname__)
    return made


def _model(settings: Settings, service: Service) -> str | None:
    try:
        return service.ready().edition.manifest.model.name
    except SelonError:  # there is no report yet
        return settings.model
