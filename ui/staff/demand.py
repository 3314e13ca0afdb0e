"""The page of supply against demand: topics and territories, by the report and by the questions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fastapi import Request, Response

from retrieval.asked import Asked
from retrieval.demand import Demand, TopicDemand, demand_of
from retrieval.journal import Journal
from ui.cards import moment_in_words, report_card
from ui.chart import Chart, Kind, Series
from ui.render import in_print, offered, told
from ui.service import Service
from ui.sessions import Session
from ui.spreadsheet import csv_of
from ui.staff.admitted import nothing_here
from ui.staff.asking import MISSED
from ui.staff.counting import Counted
from ui.staff.files import chart_file, csv_file
from ui.staff.findings import Findings
from ui.staff.pages import staff_page
from ui.staff.period import Chosen
from ui.staff.period_pages import (
    journal_off,
    kept_period,
    period_given,
    still_counting,
    wrong_period,
)
from ui.staff.records import Records
from ui.staff.volumes import Line
from ui.wording import decimal, say

CHARTED = 15
COLUMNS = ("family", "topic", "state", "text", "questions", "asked", "missed")


@dataclass(frozen=True, slots=True)
class Row:
    """A topic as it is shown; `covered` leads to its evidence, "" where there is none."""

    topic: str
    state: str
    covered: str
    text: str
    questions: Line
    asked: str
    missed: Line


@dataclass(frozen=True, slots=True)
class DemandPages:
    """Shows what share of the report and of the questions each topic has, as of `today`."""

    service: Service
    records: Records
    journal: Journal
    today: Callable[[], date]
    findings: Findings

    def page(self, request: Request, session: Session) -> Response:
        """The chart, the table of its figures, the territories. Raises `JournalError`."""
        heading = told("staff.demand.title")
        if self.journal.state.months is None:
            return journal_off(request, session, "demand", heading)
        try:
            chosen = Chosen.read(request.query_params, self.today())
        except ValueError:
            return wrong_period(request, session)
        counted = self.findings.asked.at_once(chosen.period)
        if counted is None:
            return still_counting(request, session, "demand", heading)
        demand = self._held(counted)
        return staff_page(
            request,
            session,
            "demand",
            heading=heading,
            room="demand",
            card=report_card(self.service.ready().edition),
            **period_given(chosen, self.today()),
            demand=demand,
            counted=in_print(moment_in_words(counted.at)),
            rows=tuple(_row(each, chosen) for each in demand.topics),
            charted=min(CHARTED, len(demand.topics)),
            territories=tuple(
                Line(offered(name), count, chosen.query(territoire=name))
                for name, count in demand.territories
            ),
        )

    def chart(self, request: Request, _: Session) -> Response:
        """The chart as SVG."""
        demand = self._demand(self._kept(request))
        shown = demand.topics[:CHARTED]
        if not shown:
            raise nothing_here()
        chart = Chart(
            kind=Kind.BARS,
            labels=tuple(each.row.topic.name for each in shown),
            series=(
                Series(say("staff.demand.text"), tuple(_hundredths(each.text) for each in shown)),
                Series(say("staff.demand.asked"), tuple(_hundredths(each.asked) for each in shown)),
            ),
            unit="%",
        )
        return chart_file(request, chart)

    def csv(self, request: Request, _: Session) -> Response:
        """The table for a French spreadsheet."""
        chosen = self._kept(request)
        heads = [say(f"staff.demand.columns.{name}") for name in COLUMNS]
        content = csv_of(heads, map(_cells, self._demand(chosen).topics))
        return csv_file(content, f"offre-demande-{chosen.du}-{chosen.au}.csv")

    def _demand(self, chosen: Chosen) -> Demand:
        return self._held(self.findings.asked.whole(chosen.period))

    def _held(self, counted: Counted[tuple[Asked, ...]]) -> Demand:
        """What was counted, held against what the live edition covers."""
        return demand_of(counted.value, self.records.coverage(self.service.ready().edition))

    def _kept(self, request: Request) -> Chosen:
        return kept_period(request, self.journal, self.today())


def _row(each: TopicDemand, chosen: Chosen) -> Row:
    topic, name = each.row.topic, offered(each.row.topic.name)
    return Row(
        topic=name,
        state=each.row.whole.state.value,
        covered=topic.id if each.row.whole.best else "",
        text=decimal(100 * each.text, 1),
        questions=Line(name, each.questions, chosen.query(theme=topic.id)),
        asked=decimal(100 * each.asked, 1),
        missed=Line(name, each.missed, chosen.query(theme=topic.id, etat=MISSED)),
    )


def _cells(each: TopicDemand) -> tuple[str, ...]:
    return (
        each.row.topic.family,
        each.row.topic.name,
        say(f"coverage.states.{each.row.whole.state.value}"),
        decimal(100 * each.text, 1),
        str(each.questions),
        decimal(100 * each.asked, 1),
        str(each.missed),
    )


def _hundredths(share: float) -> float:
    return round(100 * share, 1)
