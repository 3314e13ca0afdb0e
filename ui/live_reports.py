"""The reports that can be asked by name beside the default one; each is opened once it is asked."""

import threading
from collections.abc import Hashable, Sequence
from typing import Protocol

from index.edition import Edition
from index.errors import UnknownReport
from index.manifest import Manifest


class Reports(Protocol):
    """The door to the reports on disk."""

    def stamp(self) -> Hashable:
        """Changes whenever another edition goes live; None where that can't be told."""

    def listed(self) -> Sequence[Manifest]:
        """The manifest of each report's live edition, in the order of names; nothing is opened."""

    def open_report(self, slug: str) -> Edition:
        """The live edition of the report `slug`. Raises `SelonError` if it can't be opened."""


class LiveReports:
    """The live edition of every report; every method may be called by any thread."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self._lock = threading.Lock()
        self._opened: dict[str, tuple[str, Edition]] = {}
        self._listed: tuple[Hashable, tuple[Manifest, ...]] = (None, ())

    def listed(self) -> tuple[Manifest, ...]:
        """The manifest of each report's live edition, in the order of names."""
        stamp, listed = self._listed
        now = self._reports.stamp()
        if now is None or now != stamp:
            listed = tuple(self._reports.listed())
            self._listed = now, listed
        return listed

    def open(self, slug: str) -> Edition:
        """The live edition of the report `slug`, which stays open as long as it is live.

        Raises `UnknownReport`, and the `SelonError` that says why it can't be opened.
        """
        live = {manifest.report: manifest.edition for manifest in self.listed()}
        if slug not in live:
            raise UnknownReport(slug=slug, known=", ".join(live))
        with self._lock:
            self._opened = {name: held for name, held in self._opened.items() if name in live}
            if slug not in self._opened or self._opened[slug][0] != live[slug]:
                self._opened[slug] = live[slug], self._reports.open_report(slug)
            return self._opened[slug][1]

    def known(self, edition_id: str) -> Edition | None:
        """The edition `edition_id`, if it is open."""
        opened = tuple(self._opened.values())
        return next((edition for _, edition in opened if edition.id == edition_id), None)
