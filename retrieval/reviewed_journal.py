"""The journal's file together with the opinions on its entries: both are let go on the same day."""

from dataclasses import dataclass

from retrieval.journal import Entry, WrapUp
from retrieval.journal_writer import Store
from retrieval.review_store import ReviewStore


@dataclass(frozen=True, slots=True)
class WithOpinions:
    """Where the journal is written, and what is said of it. Every verb raises `JournalError`."""

    journal: Store
    reviews: ReviewStore

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The journal's damaged files."""
        return self.journal.set_aside

    def append(self, entry: Entry, instead_of: int | None = None) -> None:
        """Writes an entry; the one that it stands for goes."""
        self.journal.append(entry, instead_of)

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        """Writes the code beside an entry."""
        self.journal.wrap_up(entry_id, code)

    def keep_for(self, months: int) -> int:
        """How many entries were older than that and are gone, and opinions with them."""
        gone = self.journal.keep_for(months)
        self.reviews.keep_for(months)
        return gone

    def close(self) -> None:
        """Lets go of the file."""
        self.journal.close()
