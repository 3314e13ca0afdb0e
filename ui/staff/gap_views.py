"""Gaps as they are shown: counts that lead to their questions, why, and what may be done."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from retrieval.answer import Outcome
from retrieval.cause import Cause
from retrieval.diagnosis import Diagnosis
from retrieval.gap_report import Told
from retrieval.gaps import Gap
from ui.gap_words import action, reason, to_copy, trend
from ui.render import QuoteView, in_print, offered, quote_view, told
from ui.staff.findings import Looked
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
    """A gap: `query` ends the address of its questions, `copy` is what may be copied.

    `cause`, and what follows from it, is "" while nobody looked into it yet.
    """

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


@dataclass(frozen=True, slots=True)
class CauseView:
    """How many of the gaps that were looked into have a cause, and the way to them."""

    code: str
    name: str
    count: int
    query: str


def cause_views(causes: Iterable[Cause], chosen: Chosen) -> tuple[CauseView, ...]:
    """Each of the `causes` that there is, in their order."""
    counted = Counter(causes)
    return tuple(
        CauseView(
            cause.value,
            told(f"gaps.cause.{cause.value}"),
            counted[cause],
            chosen.query(cause=cause.value),
        )
        for cause in Cause
        if counted[cause]
    )


def gap_view(one: Looked, chosen: Chosen, *, base: str) -> GapView:
    """What to show of a gap in the period that was chosen; `base` leads to the first page."""
    gap, diagnosis = one.gap, one.diagnosis
    return GapView(
        id=str(gap.id),
        question=one.texts[0],
        wordings=one.texts[1:WORDINGS],
        count=gap.count,
        trend=in_print(trend(gap)),
        query=chosen.query(manque=str(gap.id)),
        cause=diagnosis.cause.value if diagnosis else "",
        reason=in_print(reason(diagnosis)) if diagnosis else told("staff.gaps.not_yet"),
        action=in_print(action(diagnosis)) if diagnosis else "",
        copy=to_copy(Told(gap, one.texts, diagnosis)) if diagnosis else "",
        topic=_topic(diagnosis, chosen) if diagnosis else None,
        territories=", ".join(map(offered, gap.territories)),
        outcomes=tuple(_outcomes(gap, chosen)),
        quotes=tuple(quote_view(each, base=base) for each in diagnosis.passages)
        if diagnosis
        else (),
    )


def _topic(diagnosis: Diagnosis, chosen: Chosen) -> TopicView | None:
    row = diagnosis.topic
    if row is None:
        return None
    of = f"?{urlencode({'rapport': chosen.rapport})}" if chosen.rapport else ""
    return TopicView(offered(row.topic.name), row.whole.state.value, row.topic.id + of)


def _outcomes(gap: Gap, chosen: Chosen) -> Iterator[Line]:
    """How its questions ended, the most frequent first, each with the way to them."""
    order = list(Outcome)
    counted = gap.outcomes().items()
    for outcome, count in sorted(counted, key=lambda each: (-each[1], order.index(each[0]))):
        query = chosen.query(manque=str(gap.id), issue=outcome.value)
        yield Line(told(f"outcomes.{outcome.value}.label"), count, query)
