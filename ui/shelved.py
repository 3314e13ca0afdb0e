"""The real things behind the service: the shelf, the question answered, the encoder, candidates."""

import logging
from collections.abc import Hashable, Iterator
from dataclasses import replace
from importlib.resources import as_file, files

from index.edition import Edition
from index.errors import AmbiguousEdition
from index.manifest import Manifest
from index.models import is_superseded, load_encoder
from index.reader import load_reader
from index.register import REGISTER
from index.shelf import Shelf
from retrieval.ask import ask
from retrieval.gold import Kind, read_gold
from retrieval.tools import Tools
from ui import suggestions
from ui.service import Service
from ui.settings import Settings
from ui.suggestions import Candidate

log = logging.getLogger("selon.shelved")

SUGGESTED = frozenset({Kind.DIRECT, Kind.REWORDED, Kind.NUMBER, Kind.LIST})


class ShelfLibrary:
    """The default report of a shelf; its register changes whenever another edition goes live."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def stamp(self) -> Hashable:
        """When, how large and which file the register is; None where nothing was published."""
        try:
            found = (self._shelf.home / REGISTER).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def open_live(self) -> Edition:
        """The live edition of the default report, or the last good one before it."""
        return self._shelf.live()

    def listed(self) -> list[Manifest]:
        """The manifest of each report's live edition, in the order of names."""
        return self._shelf.listed()

    def open_report(self, slug: str) -> Edition:
        """The live edition of the report `slug`, or the last good one before it."""
        return self._shelf.live(slug)

    def open_edition(self, edition_id: str) -> Edition:
        """The edition, from whichever report: where several have it, they are copies."""
        try:
            return self._shelf.edition(edition_id)
        except AmbiguousEdition as exc:
            report = str(exc.values["reports"]).partition(", ")[0]
            return self._shelf.edition(f"{report}/{edition_id}")


def shelved_service(settings: Settings, lists: Tools | None = None) -> Service:
    """The service over the editions under `settings.home`; no `lists`: those of the package."""
    return Service(
        ShelfLibrary(Shelf(settings.home)),
        ask=ask,
        load_tools=lambda edition: tools_of(edition, settings.reader, lists or Tools()),
        candidates=candidates,
    )


def tools_of(edition: Edition, reader: str | None, lists: Tools) -> Tools:
    """The encoder that the edition was built with, whatever is asked for new ones, and the rest.

    An edition whose encoder this version no longer ships answers from its words, without one.
    """
    recorded = edition.manifest.model
    if is_superseded(recorded):
        log.warning("%s was built with another %s: read it again", edition.id, recorded.name)
        return replace(lists, reader=load_reader(reader))
    encoder = load_encoder(recorded.name)
    return replace(lists, encoder=encoder, reader=load_reader(reader))


def candidates(edition: Edition) -> Iterator[list[Candidate]]:
    """Questions worth suggesting: those that ship for this report, then one per heading."""
    yield suggestions.spread(list(_shipped(edition.manifest.provenance.source)))
    headings = [passage.headings for passage in edition.passages]
    yield suggestions.spread(list(suggestions.from_headings(headings)))


def _shipped(source: str) -> Iterator[Candidate]:
    """The gold questions that ship for the report read from the file `source`.

    Only those that a resident would type as they stand: no mistakes, nothing that leans back.
    """
    for entry in (files("retrieval") / "data").iterdir():
        if entry.name.endswith(".jsonl"):
            with as_file(entry) as path:
                gold = read_gold(path)
            for asked in gold:
                if asked.pdf == source and asked.kind in SUGGESTED:
                    yield Candidate(asked.question, tuple(asked.keys))
