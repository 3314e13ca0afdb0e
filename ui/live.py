"""The edition that answers: looked for again when another is published, the last good one kept."""

import logging
import threading
from collections.abc import Hashable
from typing import Protocol

from index.edition import Edition
from ingest.errors import SelonError
from ui.live_reports import LiveReports, Reports

log = logging.getLogger("selon.live")

# Answers given before point at the pages of the edition they came from.
EDITIONS_KEPT = 3
# Links lead to editions that answered once, and staff compare up to four: the last ones stay open.
PINNED_KEPT = 4


class Library(Reports, Protocol):
    """The door to what is published on disk."""

    def stamp(self) -> Hashable:
        """Changes whenever another edition goes live; cheap enough to ask at every question."""

    def open_live(self) -> Edition:
        """The live edition of the default report.

        Raises `SelonError` if nothing was published or it can't be read.
        """

    def open_edition(self, edition_id: str) -> Edition:
        """The edition `edition_id`, live or not. Raises `SelonError` if it can't be opened."""


class LiveEdition:
    """The edition to answer from; every method may be called by any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.reports = LiveReports(library)
        self._lock = threading.Lock()
        self._stamp: Hashable = None
        self._opened: tuple[Edition, ...] = ()
        self._pinned: tuple[Edition, ...] = ()
        self._trouble: SelonError | None = None

    def current(self) -> Edition:
        """The live edition, or the last one that could be opened.

        Raises the `SelonError` of the first attempt if none ever could.
        """
        stamp = self._library.stamp()
        with self._lock:
            if stamp != self._stamp or not self._opened:
                self._open(stamp)
            if not self._opened:
                raise self._trouble or LookupError("no edition and no reason")
            return self._opened[0]

    def known(self, edition_id: str) -> Edition | None:
        """The edition `edition_id`, if this server answered from it lately."""
        held = self._opened + self._pinned
        found = next((edition for edition in held if edition.id == edition_id), None)
        return found or self.reports.known(edition_id)

    def pinned(self, edition_id: str) -> Edition:
        """The edition `edition_id`, opened for the purpose if need be.

        Raises the `SelonError` that says why it can't be, and so once it was deleted.
        """
        held = self.known(edition_id)
        if held is not None and held.pdf.exists():
            return held
        edition = self._library.open_edition(edition_id)
        with self._lock:
            others = tuple(one for one in self._pinned if one.id != edition.id)
            self._pinned = (edition, *others)[:PINNED_KEPT]
        return edition

    def _open(self, stamp: Hashable) -> None:
        again = stamp == self._stamp
        self._stamp = stamp
        try:
            edition = self._library.open_live()
        except SelonError as exc:
            if not again:
                log.error("the live edition can't be opened: %s", exc)
            self._trouble = None if self._opened else exc
            return
        self._trouble = None
        others = tuple(one for one in self._opened if one.id != edition.id)
        self._opened = (edition, *others)[:EDITIONS_KEPT]
