"""What the reviewer's pages show: lines of the queue, an answer beside its page, reviews made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.errors import SelonError
from ingest.report import Box
from retrieval.answer import Citation
from retrieval.journal import Entry
from retrieval.journal_reading import JournalReader
from retrieval.review_gold import OwnGold, marks_for
from retrieval.review_queue import Queue, Waiting, Why
from retrieval.reviews import Opinion, Review, Verdict, fingerprint
from ui.agents.shown import page_of
from ui.cards import in_words, report_card
from ui.page_view import height, page_view, width
from ui.plain import headings_of
from ui.render import NEAREST_SHOWN, QuoteView, in_print, quote_view, told
from ui.staff.cases import Case
from ui.staff.question_list import EntryView, entry_view, opinion_said
from ui.turn import ReportCard
from ui.wording import say_error

LISTED = 100
# Parts that a page's width is drawn in.
_UNITS = 1000


@dataclass(frozen=True, slots=True)
class LineView:
    """A question that waits: `code` is its address, `said` what was pressed under its answer."""

    code: str
    entry: EntryView
    said: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """What waits, by why; `counts` say how many there are of each."""

    kinds: Mapping[str, tuple[LineView, ...]]
    counts: Mapping[str, int]
    unread: int


@dataclass(frozen=True, slots=True)
class ReviewedView:
    """A review that was made."""

    id: str
    code: str
    question: str
    mark: str
    pages: tuple[int, ...]
    edition: str
    by: str
    day: str
    told: bool


@dataclass(frozen=True, slots=True)
class GoldView:
    """The gold file: where it is, how many questions it holds, how many `wait`, what is `wrong`."""

    path: str
    count: int
    waiting: int
    wrong: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A page's picture as SVG: what part of it is seen, in units, and the boxes on it."""

    window: str
    width: str
    height: str
    boxes: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A passage that can be pointed at."""

    passage: str
    page: str
    headings: str
    quote: str
    pdf: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A question to review; `pages_then` are those cited then, where they aren't the same now."""

    code: str
    question: str
    entry: EntryView
    said: str
    card: ReportCard
    outcome: str
    replaced: bool
    pages_then: str
    quotes: tuple[tuple[QuoteView, PictureView | None], ...]
    choices: tuple[ChoiceView, ...]
    marks: tuple[str, ...]
    seen: str
    day: str


def queue_view(found: Queue) -> QueueView:
    """What waits, as it is shown."""
    return QueueView(
        kinds={
            why.value: tuple(_line(each) for each in found.waiting if each.why is why)
            for why in Why
        },
        counts={why.value: count for why, count in found.counts.items()},
        unread=found.unread,
    )


def opined_view(
    asked: JournalReader, opinions: Mapping[int, Opinion], verdict: Verdict
) -> tuple[LineView, ...]:
    """The latest questions whose answers got that `verdict`. Raises `JournalError`."""
    ids = [each.entry for each in opinions.values() if each.verdict is verdict]
    entries = sorted(asked.named(ids), key=lambda each: (each.day, each.hour, each.id))
    return tuple(_line_of(each, opinions[each.id]) for each in entries[::-1][:LISTED])


def reviewed_view(reviews: Sequence[Review]) -> tuple[ReviewedView, ...]:
    """The reviews as they are listed."""
    return tuple(
        ReviewedView(
            id=each.id,
            code=f"{each.entry:x}",
            question=each.question,
            mark=told(f"staff.review.marks.{each.mark.value}"),
            pages=each.gold.pages if each.gold else (),
            edition=each.edition,
            by=each.by,
            day=in_words(each.day),
            told=each.told,
        )
        for each in reviews
    )


def gold_view(gold: OwnGold, reviews: Sequence[Review]) -> GoldView:
    """How the gold file is; what is wrong with it in a sentence."""
    wanted = {each.id for each in reviews if each.gold}
    try:
        held = gold.ids()
    except SelonError as exc:
        return GoldView(str(gold.path), 0, len(wanted), in_print(say_error(exc)))
    return GoldView(str(gold.path), len(held), len(wanted - set(held)), "")


def case_view(
    case: Case,
    found: Sequence[Citation],
    *,
    base: str,
    opinion: Opinion | None,
    today: date,
) -> CaseView:
    """A question to review, the answer given to it, and passages to point at."""
    answer = case.answer
    shown = answer.citations or answer.nearest[:NEAREST_SHOWN]
    cited = tuple(dict.fromkeys(each.page.number for each in answer.citations))
    return CaseView(
        code=f"{case.entry.id:x}",
        question=case.question,
        entry=entry_view(case.entry, lambda _: True),
        said=opinion_said(opinion) if opinion else "",
        card=report_card(case.edition),
        outcome=answer.outcome.value,
        replaced=case.replaced,
        pages_then="" if cited == case.entry.pages else ", ".join(map(str, case.entry.pages)),
        quotes=tuple((quote_view(each, base=base), picture_view(each)) for each in shown),
        choices=tuple(_choice(each, base) for each in found),
        marks=tuple(mark.value for mark in marks_for(answer)),
        seen=fingerprint(answer),
        day=in_words(today),
    )


def picture_view(citation: Citation) -> PictureView | None:
    """The window on the page that shows the quote; attributes only, which no policy forbids."""
    view = page_view(citation)
    if view is None:
        return None
    high = _UNITS / view.ratio

    def drawn(box: Box) -> tuple[str, str, str, str]:
        sides = (box.left * _UNITS, box.top * high, width(box) * _UNITS, height(box) * high)
        left, top, wide, tall = (f"{side:.1f}" for side in sides)
        return left, top, wide, tall

    return PictureView(
        window=" ".join(drawn(view.window)),
        width=f"{_UNITS}",
        height=f"{high:.1f}",
        boxes=tuple(map(drawn, view.boxes)),
    )


def _line(waiting: Waiting) -> LineView:
    return _line_of(waiting.entry, waiting.opinion)


def _line_of(entry: Entry, opinion: Opinion | None) -> LineView:
    said = opinion_said(opinion) if opinion else ""
    code = f"{entry.id:x}" if entry.text else ""
    return LineView(code, entry_view(entry, lambda _: False), said)


def _choice(citation: Citation, base: str) -> ChoiceView:
    return ChoiceView(
        passage=citation.passage.id,
        page=page_of(citation),
        headings=headings_of(citation.passage),
        quote=" ".join(citation.parts),
        pdf=f"{base}pdf/{citation.edition}#page={citation.page.number}",
    )
