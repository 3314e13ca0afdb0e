"""The pages of quality over time: figures, questions behind them, two runs compared, a new run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from ingest.errors import SelonError
from retrieval.comparison import Comparison
from retrieval.gold import GoldMissing
from retrieval.gold_sets import OWN_FILE, GoldSet
from retrieval.kept_run import KeptRun
from retrieval.quality import Measure, figures
from retrieval.run import RunMissing
from retrieval.run_store import Listed
from ui.background import Background
from ui.closed.door import Form, to
from ui.closed.guard import Guard
from ui.errors import WorkUnderWay
from ui.quality import Quality
from ui.render import in_print, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import deed, file, nothing_here, page
from ui.staff.files import chart_file, csv_file
from ui.staff.pages import staff_page
from ui.staff.progress import MEASURING, piece_of
from ui.staff.quality_address import CODES, HERE, SETS, filters_in, first_in, topic_name
from ui.staff.quality_tables import runs_csv, trend
from ui.staff.quality_views import (
    families,
    figure_views,
    kind_rows,
    question_view,
    run_views,
    when,
)
from ui.wording import say_error

ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class QualityPages:
    """Shows the runs of `quality`, and has another one made in the `background`."""

    service: Service
    quality: Quality
    background: Background

    def page(self, request: Request, session: Session) -> Response:
        """The run in the address, or the last one, and how it went from run to run."""
        return self._page(request, session, self._set(request))

    def measure(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        """Has the set of the form measured; the page again where that can't be now."""
        if form.get("jeu") not in SETS:
            raise nothing_here()
        gold_set, by = SETS[form["jeu"]], session.account.name
        try:
            self.quality.gold(gold_set)
            work = partial(self.quality.measure_behind, gold_set, by)
            self.background.begin(MEASURING, by, work, CODES[gold_set])
        except SelonError as exc:
            told_now = in_print(say_error(exc))
            status = 409 if isinstance(exc, WorkUnderWay) else 422
            return self._page(request, session, gold_set, trouble=told_now, status=status)
        return to(request, f"{HERE}?jeu={CODES[gold_set]}")

    def questions(self, request: Request, session: Session) -> Response:
        """The questions of a run that the filters in the address keep."""
        run, filters = self._run(request, "mesure"), filters_in(request)
        first = first_in(request)
        try:
            kept = [entry for entry in run.entries if filters.keeps(entry, run)]
        except ValueError:
            raise nothing_here() from None
        shown = kept[first : first + ON_A_PAGE]
        return staff_page(
            request,
            session,
            "quality_questions",
            heading=told("staff.quality.questions.title"),
            room="",
            code=CODES[run.about.gold_set],
            run=run,
            when=when(run),
            filters=filters,
            topic=topic_name(run, filters),
            count=len(kept),
            questions=[question_view(entry, run) for entry in shown],
            first=first,
            more=first + ON_A_PAGE if first + ON_A_PAGE < len(kept) else 0,
            served=self._served(run),
        )

    def compared(self, request: Request, session: Session) -> Response:
        """What a run gained and lost against another one of the same set."""
        before, after = self._run(request, "avant"), self._run(request, "apres")
        if before.about.gold_set is not after.about.gold_set:
            raise nothing_here()
        comparison = Comparison(before.run, after.run)
        found = figures(before.entries), figures(after.entries)
        return staff_page(
            request,
            session,
            "quality_compared",
            heading=told("staff.quality.compared.title"),
            room="",
            code=CODES[after.about.gold_set],
            before=run_views([before])[0],
            after=run_views([after])[0],
            rows=[(each.value, found[0].get(each), found[1].get(each)) for each in Measure],
            improved=[question_view(entry, before) for entry in comparison.improved],
            broke=[question_view(entry, after) for entry in comparison.broke],
            only_before=len(comparison.only_before),
            only_after=len(comparison.only_after),
        )

    def chart(self, request: Request, _: Session) -> Response:
        """Good answers and justified refusals, run after run."""
        runs = self.quality.runs.listed(self._set(request)).runs
        if not runs:
            raise nothing_here()
        return chart_file(request, trend(runs))

    def table(self, request: Request, _: Session) -> Response:
        """The runs of a set, to be saved."""
        gold_set = self._set(request)
        listed = self.quality.runs.listed(gold_set)
        return csv_file(runs_csv(listed.runs), f"qualite-{CODES[gold_set]}.csv")

    def _page(
        self,
        request: Request,
        session: Session,
        gold_set: GoldSet,
        *,
        trouble: str = "",
        status: int = 200,
    ) -> Response:
        listed = self.quality.runs.listed(gold_set)
        run = self._chosen(request, listed)
        return staff_page(
            request,
            session,
            "quality",
            status=status,
            heading=told("staff.quality.title"),
            room="quality",
            sets=list(SETS),
            code=CODES[gold_set],
            own_file=OWN_FILE,
            listed=listed,
            runs=run_views(listed.runs),
            run=run,
            trouble=trouble or self._trouble(gold_set),
            piece=piece_of(self.background, session, MEASURING),
            **(self._about(run) if run else {}),
        )

    def _about(self, run: KeptRun) -> dict[str, Any]:
        """What the page says of `run`."""
        return {
            "when": when(run),
            "about": run_views([run])[0],
            "figures": figure_views(run),
            "kinds": kind_rows(run),
            "families": families(run),
            "stale": self.quality.stale(run.about),
        }

    def _set(self, request: Request) -> GoldSet:
        """The set in the address; else the installation's own, once it has one."""
        code = request.query_params.get("jeu", "")
        if code and code not in SETS:
            raise nothing_here()
        own = self.quality.home / OWN_FILE
        return SETS[code] if code else GoldSet.OWN if own.exists() else GoldSet.SHIPPED

    def _chosen(self, request: Request, listed: Listed) -> KeptRun | None:
        asked = request.query_params.get("mesure", "")
        return self._run(request, "mesure") if asked else listed.last

    def _run(self, request: Request, field: str) -> KeptRun:
        """The run that `field` of the address names. Raises `RunUnreadable`."""
        try:
            return self.quality.runs.find(request.query_params.get(field, ""))
        except RunMissing:
            raise nothing_here() from None

    def _trouble(self, gold_set: GoldSet) -> str:
        """Why the set can't be measured now; "" where it can, or has no question yet."""
        try:
            self.quality.gold(gold_set)
        except GoldMissing:
            return ""
        except SelonError as exc:
            return in_print(say_error(exc))
        return ""

    def _served(self, run: KeptRun) -> Callable[[str], str]:
        """A function that gives the edition whose pages can be opened, by file or slug; else ""."""
        open_now: dict[str, str] = {}

        def served(name: str) -> str:
            if name not in open_now:
                open_now[name] = self._opened(run.about.edition_of(name))
            return open_now[name]

        return served

    def _opened(self, edition: str) -> str:
        """`edition` if its pages can be opened, be it opened for that; else ""."""
        reports = self.service.live.reports
        for manifest in reports.listed():
            if manifest.edition == edition and not self.service.live.known(edition):
                reports.open(manifest.report)
        return edition if self.service.live.known(edition) else ""


def quality_routes(guard: Guard, pages: QualityPages) -> APIRouter:
    """The routes of quality, to be taken in by those of the desk."""
    router, at = APIRouter(), f"/{HERE}"
    opened = {
        at: page(guard, pages.page),
        f"{at}/questions": page(guard, pages.questions),
        f"{at}/comparaison": page(guard, pages.compared),
        f"{at}/courbe.svg": file(guard, pages.chart),
        f"{at}.csv": file(guard, pages.table),
    }
    for path, endpoint in opened.items():
        router.add_api_route(path, endpoint, methods=["GET"], name=path)
    measured = deed(guard, pages.measure)

    @router.post(f"{at}/mesurer")
    def measure(request: Request, form: Form) -> Response:
        """Has a set measured."""
        return measured(request, form)

    return router
