"""`/recherche`: the residents' service as pages without any script."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool

from index.edition import Edition
from ui import scriptless
from ui.feedback import Feedback, no_feedback
from ui.forms import NOT_A_FORM, Asked, posted, read
from ui.frame import Frame, frame
from ui.opinions import opinion_written
from ui.render import told
from ui.residents import Answers, answered
from ui.service import Service
from ui.site.operator import Site
from ui.turn import Offer, Turn


class SearchPages:
    """What is said to a form, from the live edition."""

    def __init__(self, service: Service, site: Site, answers: Answers, feedback: Feedback) -> None:
        self._service = service
        self._answers = answers
        self._site = site
        self._feedback = feedback

    def first(self) -> Response:
        """The first screen; 503 where no report is there."""
        edition = self._service.health.edition
        around = self._framed(told("web.plain.search_title"), edition)
        page = scriptless.first_screen(around, self._service.suggestions())
        return scriptless.response(page, 200 if edition else 503)

    def answered(self, asked: Asked) -> Response:
        """The page of the answer to `asked`; the first screen where no report is there."""
        edition = self._service.health.edition
        if edition is None:
            return self.first()
        given = (asked.question, asked.earlier, asked.as_typed, self._feedback)
        return self._shown(asked, answered(self._answers, *given), edition)

    def judged(self, asked: Asked) -> Response:
        """The page of the same answer, with what was said of it; it isn't asked once more.

        A form that says nothing of an answer of ours is refused (400).
        """
        edition, opinion = self._service.health.edition, opinion_written(asked.opinion)
        if edition is None:
            return self.first()
        if not asked.question or opinion is None:
            raise HTTPException(400, NOT_A_FORM)
        turn = answered(self._service, asked.question, asked.earlier, asked.as_typed)
        offer = self._feedback.give(Offer(asked.token), *opinion)
        turn = replace(self._feedback.beside(turn, None), offer=offer)
        return self._shown(asked, turn, edition)

    def _shown(self, asked: Asked, turn: Turn, edition: Edition) -> Response:
        around = self._framed(told(f"outcomes.{turn.answer.outcome.value}.label"), edition)
        suggestions = self._service.suggestions()
        page = scriptless.answer_page(
            around, asked, turn, suggestions, reviewer=self._feedback.reviewer
        )
        return scriptless.response(page)

    def _framed(self, page: str, edition: Edition | None) -> Frame:
        return frame(page, edition, self._site)


def search_routes(
    service: Service,
    site: Site,
    *,
    answers: Answers | None = None,
    feedback: Feedback | None = None,
) -> APIRouter:
    """The routes, to be mounted before the pages; `answers` is what answers, if not `service`."""
    router = APIRouter()
    pages = SearchPages(service, site, answers or service, feedback or no_feedback())

    @router.api_route("/recherche", methods=["GET", "HEAD"])
    def search(request: Request) -> Response:
        """The first screen, or the answer to the question in the address."""
        asked = read(request.scope["query_string"])
        return pages.answered(asked) if asked.question else pages.first()

    @router.post("/recherche")
    async def answer(request: Request) -> Response:
        """The answer to the question of a form, which stands in no address."""
        return await run_in_threadpool(pages.answered, await posted(request))

    @router.post("/avis")
    async def judge(request: Request) -> Response:
        """The same answer again, what a form says of it kept."""
        return await run_in_threadpool(pages.judged, await posted(request))

    return router
