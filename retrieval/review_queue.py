"""What a reviewer reads first: answers that didn't help, then unsure ones, then a sample."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval.answer import Outcome
from retrieval.journal import Entry
from retrieval.journal_reading import JournalReader, Wanted
from retrieval.reviews import Opinion, Review, Verdict, review_id
from retrieval.thresholds import shipped_thresholds

# Of each kind: what can be read in a sitting.
MOST = 20
# The latest questions that unsure answers and the sample are chosen from.
LATEST = 2000


class Why(StrEnum):
    """Why a question waits to be reviewed."""

    NOT_HELPFUL = "not_helpful"
    UNSURE = "unsure"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question of the journal that waits to be reviewed, and what was said of its answer."""

    entry: Entry
    why: Why
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, by `MOST` of each kind; `counts` say of how many.

    `unread` is how many unhelpful answers went to questions whose text was not kept, or is gone.
    """

    waiting: tuple[Waiting, ...]
    counts: Mapping[Why, int]
    unread: int


def queue(
    asked: JournalReader,
    opinions: Mapping[int, Opinion],
    reviews: Iterable[Review],
    *,
    since: date,
) -> Queue:
    """What waits as of now; unsure answers and the sample are of questions asked `since`.

    A question that was reviewed for its edition doesn't wait, nor one asked twice. Entries have
    random ids, so that the smallest are a sample, and the same one at every look. Raises
    `JournalError`.
    """
    given = tuple(reviews)
    done = {each.id for each in given} | {str(each.entry) for each in given}
    unhelpful = [one.entry for one in opinions.values() if one.verdict is Verdict.NOT_HELPFUL]
    entries = sorted(asked.named(unhelpful), key=lambda each: (each.day, each.hour), reverse=True)
    latest = asked.listed(Wanted(since=since), limit=LATEST)
    strong = shipped_thresholds().strong
    answered = (each for each in latest if each.outcome is Outcome.ANSWERED)
    unsure = (each for each in answered if each.confidence < strong)
    kinds: dict[Why, Iterable[Entry]] = {
        Why.NOT_HELPFUL: entries,
        Why.UNSURE: sorted(unsure, key=lambda each: (each.confidence, each.id)),
        Why.SAMPLE: sorted((each for each in latest if each.outcome), key=lambda each: each.id),
    }
    found = {why: list(_fresh(each, done)) for why, each in kinds.items()}
    waiting = (
        Waiting(entry, why, opinions.get(entry.id))
        for why, each in found.items()
        for entry in each[:MOST]
    )
    unread = len(unhelpful) - sum(each.text is not None for each in entries)
    return Queue(tuple(waiting), {why: len(each) for why, each in found.items()}, unread)


def _fresh(entries: Iterable[Entry], done: set[str]) -> Iterator[Entry]:
    """Those whose text was kept and that aren't `done` yet; they are from now on."""
    for entry in entries:
        if entry.text is None or str(entry.id) in done:
            continue
        name = review_id(entry.text, entry.edition)
        if name not in done:
            done.add(name)
            yield entry
