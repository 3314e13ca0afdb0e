"""Gaps as they are shown: counts that lead to their questions, why, and what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.answer import Outcome
from retrieval.diagnosis import Diagnosis
from retrieval.gap_report import Told
from ui.gap_words import action, reason, to_copy, trend
from ui.render import QuoteView, in_print, offered, quote_view, told
from ui.staff.period import Chosen
from ui.staff.volumes import Line

WORDINGS = 5


@dataclass(frozen=True, slots=True)
class TopicView:
    """The topic of a gap, how far the report covers it, and where that is shown."""

    name: str
    state: str
    query: str


@dataclass(frozen=True, slots=True)
class GapView:
    """A gap: `query` ends the address of its questions, `copy` is what may be copied."""

    id: str
    question: str
    wordings: tuple[str, ...]
    count: int
    trend: str
    query: str
    cause: str
    reason: str
    action: str
    copy: str
    topic: TopicView | None
    territories: str
    outcomes: tuple[Line, ...]
    quotes: tuple[QuoteView, ...]

    @property
    def pages(self) -> tuple[QuoteView, ...]:
        """The first quote of each page."""
        return tuple({quote.page: quote for quote in self.quotes[::-1]}.values())[::-1]


def gap_view(one: Told, chosen: Chosen, *, base: str) -> GapView:
    """What to show of a gap in the period that was chosen; `base` leads to the first page."""
    gap, diagnosis = one.gap, one.diagnosis
    return GapView(
        id=str(gap.id),
        question=one.texts[0],
        wordings=one.texts[1:WORDINGS],
        count=gap.count,
        trend=in_print(trend(gap)),
        query=chosen.query(manque=str(gap.id)),
        cause=diagnosis.cause.value,
        reason=in_print(reason(diagnosis)),
        action=in_print(action(diagnosis)),
        copy=to_copy(one),
        topic=_topic(diagnosis),
        territories=", ".join(map(offered, gap.territories)),
        outcomes=tuple(_outcomes(one, chosen)),
        quotes=tuple(quote_view(each, base=base) for each in diagnosis.passages),
    )


def _topic(diagnosis: Diagnosis) -> TopicView | None:
    row = diagnosis.topic
    if row is None:
        return None
    return TopicView(offered(row.topic.name), row.whole.state.value, row.topic.id)


def _outcomes(one: Told, chosen: Chosen) -> Iterator[Line]:
    """How its questions ended, the most frequent first, each with the way to them."""
    order = list(Outcome)
    counted = one.gap.outcomes().items()
    for outcome, count in sorted(counted, key=lambda each: (-each[1], order.index(each[0]))):
        query = chosen.query(manque=str(one.gap.id), issue=outcome.value)
        yield Line(told(f"outcomes.{outcome.value}.label"), count, query)
