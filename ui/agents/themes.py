"""The themes that agents can choose from: worked out behind the pages, so that no agent waits."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from index.edition import Edition
from retrieval.coverage import Coverage
from retrieval.filtering import Theme
from retrieval.themes import themes_of
from ui.service import Service

log = logging.getLogger("selon.agents")


@dataclass(frozen=True, slots=True)
class Found:
    """The themes of an edition, and the topics that they were looked for by."""

    topics: object
    themes: tuple[Theme, ...]


class Themes:
    """The themes of each edition by its coverage, which `cover` gives; for any thread.

    Where `topics` gives others than before, they are worked out anew, and the last ones serve
    meanwhile. Nothing begins before the encoder of `service` is there, which coverage needs.
    """

    def __init__(
        self, service: Service, cover: Callable[[Edition], Coverage], topics: Callable[[], object]
    ) -> None:
        self._service = service
        self._cover = cover
        self._topics = topics
        self._found: dict[str, Found] = {}
        self._working: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    def of(self, edition: Edition) -> tuple[Theme, ...]:
        """The themes of `edition`, () until they are there; sends for those that are missing."""
        topics = self._topics()
        found = self._found.get(edition.id)
        if found is None or found.topics is not topics:
            self._send_for(edition, topics)
        return found.themes if found else ()

    def awaited(self, edition: Edition) -> bool:
        """Whether `of` may soon give more than it does now."""
        never = edition.id not in self._found
        return edition.id in self._working or (never and self._service.encoder_pending)

    def wait(self) -> None:
        """Returns once nothing is being worked out: a thread must not outlive the interpreter."""
        with self._lock:
            working = tuple(self._working.values())
        for thread in working:
            thread.join()

    def _send_for(self, edition: Edition, topics: object) -> None:
        if self._service.tools_of(edition).encoder is None:
            return
        with self._lock:
            if edition.id not in self._working:
                thread = threading.Thread(target=self._find, args=(edition, topics), daemon=True)
                self._working[edition.id] = thread
                thread.start()

    def _find(self, edition: Edition, topics: object) -> None:
        """What fails is not tried again until the topics change, or Selon is started anew."""
        themes: tuple[Theme, ...] = ()
        try:
            themes = themes_of(self._cover(edition))
        except Exception as exc:
            log.error("no themes to filter by: %s", type(exc).__qualname__)
        with self._lock:
            self._found[edition.id] = Found(topics, themes)
            del self._working[edition.id]


def themes_within(themes: Themes | None, editions: tuple[Edition, ...]) -> tuple[Theme, ...]:
    """The themes that a search in `editions` can be kept to: those of a single one."""
    return themes.of(editions[0]) if themes and len(editions) == 1 else ()
