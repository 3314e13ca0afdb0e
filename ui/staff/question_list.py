"""A page of the questions that were noted, as staff read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retrieval.journal import Entry
from retrieval.journal_reading import PAGE, JournalReader, Place, Wanted, place_of
from retrieval.reviews import Opinion
from ui.cards import in_words
from ui.render import told
from ui.staff.sought import place_written


@dataclass(frozen=True, slots=True)
class EntryView:
    """A question as it is shown; `text` is "" where it wasn't kept, for the reason `withheld`.

    `edition` is the one whose `pages` can be opened, "" where it isn't served any more.
    """

    when: str
    desk: str
    outcome: str
    text: str
    withheld: str
    pages: tuple[int, ...]
    edition: str
    wrap_up: str
    opinion: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of questions, of `count` that are wanted; `older` is where the next one begins."""

    count: int
    entries: tuple[EntryView, ...]
    older: str


def list_view(
    asked: JournalReader,
    wanted: Wanted,
    after: Place | None,
    served: Callable[[str], bool],
    opinions: Mapping[int, Opinion],
) -> ListView:
    """The page of what is `wanted` from `after` on. Raises `JournalError`."""
    found = asked.listed(wanted, after=after, limit=PAGE + 1)
    shown = found[:PAGE]
    return ListView(
        count=asked.count(wanted),
        entries=tuple(entry_view(each, served, opinions.get(each.id)) for each in shown),
        older=place_written(place_of(shown[-1])) if len(found) > PAGE else "",
    )


def entry_view(
    entry: Entry, served: Callable[[str], bool], opinion: Opinion | None = None
) -> EntryView:
    """What to show of `entry`."""
    outcome = f"outcomes.{entry.outcome.value}.label" if entry.outcome else "journal.looked_up"
    withheld, wrap_up = entry.withheld, entry.wrap_up
    return EntryView(
        when=told("staff.questions.when", day=in_words(entry.day), hour=entry.hour),
        desk=told(f"journal.desks.{entry.desk.value}"),
        outcome=told(outcome),
        text=entry.text or "",
        withheld=told(f"journal.withheld.{withheld.value}") if withheld else "",
        pages=entry.pages,
        edition=entry.edition if entry.edition and served(entry.edition) else "",
        wrap_up=told(f"agents.call.{wrap_up.value}") if wrap_up else "",
        opinion=opinion_said(opinion) if opinion else "",
    )


def opinion_said(opinion: Opinion) -> str:
    """« Pas utile : c'est incomplet », as it was pressed."""
    verdict = told(f"web.opinion.{opinion.verdict.value}")
    if opinion.reason is None:
        return verdict
    reason = told(f"web.opinion.reasons.{opinion.reason.value}")
    return told("staff.review.opinion", verdict=verdict, reason=reason[:1].lower() + reason[1:])
