"""What staff look into: how far each edition covers the topics, and the journal of questions."""

import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date

from index.edition import Edition
from index.shelved import ShelvedReport
from ingest.errors import SelonError
from retrieval.asked import AskedDays
from retrieval.coverage import Coverage
from retrieval.gazetteer import Gazetteer, shipped_gazetteer
from retrieval.journal_reading import JournalReader
from retrieval.review_gold import FILE as GOLD
from retrieval.review_gold import OwnGold
from retrieval.watched_topics import WatchedTopics

Cover = Callable[[Edition], Coverage]
# A matrix holds some thousand quotes: as many as can be compared, and the one that answers.
_KEPT = 5


class Records:
    """Coverage by `cover`, worked out once an edition, what was `asked`, and our own `gold`.

    `topics` are those that `cover` goes by: where they change, it is worked out anew. `shelved`
    gives every report with its editions, those that are kept too. `unhelpful` gives the ids of the
    questions whose answer was marked as no help. Any thread may ask.
    """

    def __init__(
        self,
        cover: Cover,
        asked: JournalReader,
        topics: WatchedTopics | None = None,
        gold: OwnGold | None = None,
        *,
        shelved: Callable[[], Sequence[ShelvedReport]] = tuple,
        gazetteer: Callable[[], Gazetteer] = shipped_gazetteer,
        unhelpful: Callable[[], Collection[int]] = frozenset,
    ) -> None:
        self.asked = asked
        self.shelved = shelved
        self.gold = gold or OwnGold(asked.path.with_name(GOLD))
        self.topics = topics or WatchedTopics(None)
        self.days = AskedDays(asked, self.topics.current, gazetteer)
        self.unhelpful = unhelpful
        self._cover = cover
        self._covering = self.topics.current()
        self._covered: tuple[Coverage, ...] = ()
        self._working = threading.Lock()

    def warm(self, today: date) -> None:
        """Reads what was asked lately, so that nobody waits for it; an error is told later."""
        with suppress(SelonError):
            self.days.warm(today)

    def coverage(self, edition: Edition) -> Coverage:
        """The coverage of `edition`; it takes seconds, once, and whoever else comes waits for it.

        Raises what `cover` raises.
        """
        found = self._known(edition)
        if found:
            return found
        with self._working:
            self._covering = self.topics.current()
            found = self._known(edition) or self._cover(edition)
            others = tuple(one for one in self._covered if one.edition != found.edition)
            self._covered = (found, *others)[:_KEPT]
            return found

    def _known(self, edition: Edition) -> Coverage | None:
        if self.topics.current() is not self._covering:
            self._covered = ()
        return next((one for one in self._covered if one.edition == edition.id), None)
