"""The page that tells residents how good answers are, as it was last measured, and the limits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Response

from retrieval.gold_sets import GoldSet
from retrieval.kept_run import KeptRun
from retrieval.quality import Measure, figures
from ui.cards import in_words
from ui.frame import titled
from ui.quality import Quality
from ui.quality_words import in_plain_words
from ui.render import template, told
from ui.scriptless import response
from ui.site.operator import Site

ADDRESS = "qualite"
# What a resident can do something with; how well pages are found is for staff.
SHOWN = (Measure.RIGHT, Measure.RIGHT_WHEN_ANSWERED, Measure.REFUSED)


@dataclass(frozen=True, slots=True)
class MeasuredView:
    """The last run of a set as residents read it."""

    gold_set: str
    reports: tuple[str, ...]
    sentences: tuple[str, ...]
    few: bool
    all_verified: bool
    day: str
    version: str
    stale: bool


def public_routes(site: Site, quality: Quality | None) -> APIRouter:
    """The route, to be mounted before the pages; without `quality` nothing was measured."""
    router = APIRouter()
    router.add_api_route(f"/{ADDRESS}", _page(site, quality), methods=["GET", "HEAD"])
    return router


def _page(site: Site, quality: Quality | None) -> Callable[[], Response]:
    def page() -> Response:
        return response(in_html(site, last_runs(quality) if quality else ()))

    return page


def last_runs(quality: Quality) -> tuple[MeasuredView, ...]:
    """The last run of the installation's own set, then of ours, where there is one."""
    found = (quality.runs.last(gold_set) for gold_set in (GoldSet.OWN, GoldSet.SHIPPED))
    return tuple(measured_view(run, stale=quality.stale(run.about)) for run in found if run)


def measured_view(run: KeptRun, *, stale: bool) -> MeasuredView:
    """What to show of `run`; `stale` where another edition answers by now."""
    found = figures(run.entries)
    return MeasuredView(
        gold_set=run.about.gold_set.value,
        reports=tuple(
            told("legal.quality.report", title=each.title, day=_day(each.built))
            for each in run.about.editions
        ),
        sentences=tuple(in_plain_words(each, found[each]) for each in SHOWN if each in found),
        few=any(each.few for each in found.values()),
        all_verified=run.all_verified,
        day=in_words(run.about.made.astimezone().date()),
        version=run.about.version,
        stale=stale,
    )


def in_html(site: Site, measured: tuple[MeasuredView, ...]) -> str:
    """The page as HTML."""
    frame = titled(told("legal.quality.title"), site)
    return template("legal/quality.html").render(frame=frame, measured=measured)


def _day(built: str) -> str:
    return in_words(date.fromisoformat(built[:10]))
