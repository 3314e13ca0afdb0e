"""What keeps the file of opinions and reviews from being used, and marks that can't be kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import SelonError
from retrieval.journal import Trouble
from retrieval.journal_errors import JournalError, journal_errors


class ReviewsError(JournalError):
    """The file `path` of opinions and reviews can't be used."""

    code = "reviews"


class ReviewsLocked(ReviewsError):
    """Another program keeps the file `path` to itself."""

    code = "reviews_locked"
    trouble = Trouble.LOCKED


class ReviewsFull(ReviewsError):
    """No room is left to write `path`."""

    code = "reviews_full"
    trouble = Trouble.FULL


class ReviewsUnwritable(ReviewsError):
    """There is no right to open or write `path`."""

    code = "reviews_unwritable"
    trouble = Trouble.UNWRITABLE


class ReviewsNewer(ReviewsError):
    """The file `path` is of the version `found`, of which `known` is the last known."""

    code = "reviews_newer"
    trouble = Trouble.NEWER


class ReviewsDamaged(ReviewsError):
    """The file `path` holds no opinions and reviews any more, or never did."""

    code = "reviews_damaged"
    trouble = Trouble.DAMAGED


class MarkError(SelonError):
    """A mark can't be kept as it was made."""

    code = "mark"


class MarkUnfit(MarkError):
    """The answer can't have that mark."""

    code = "mark_unfit"


class PassageUnpointed(MarkError):
    """The mark goes with a passage of the report, and none of it was pointed at."""

    code = "passage_unpointed"


class KeyAbsent(MarkError):
    """What a right answer must show, `key`, stands in no quote of it."""

    code = "key_absent"


_BY_TROUBLE: dict[Trouble, type[ReviewsError]] = {
    each.trouble: each
    for each in (ReviewsLocked, ReviewsFull, ReviewsUnwritable, ReviewsNewer, ReviewsDamaged)
}


@contextmanager
def review_errors(path: Path) -> Iterator[None]:
    """Within it, what SQLite and the disk raise becomes the `ReviewsError` that says why."""
    try:
        with journal_errors(path):
            yield
    except ReviewsError:
        raise
    except JournalError as exc:
        raise _BY_TROUBLE[exc.trouble](**exc.values) from exc
