"""`/recherche`: the residents' service as pages without any script."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from index.edition import Edition
from ui import scriptless
from ui.forms import Asked, posted, read
from ui.frame import Frame, frame
from ui.render import told
from ui.residents import Answers, answer_safely
from ui.service import Service
from ui.site.operator import Site
from ui.turn import Turn


class SearchPages:
    """What is said to a form, from the live edition."""

    def __init__(self, service: Service, site: Site, answers: Answers) -> None:
        self._service = service
        self._answers = answers
        self._site = site

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
        as_typed = asked.as_typed
        answer = answer_safely(self._answers, asked.question, asked.earlier, as_typed=as_typed)
        turn = Turn(asked.question, answer, as_typed)
        around = self._framed(told(f"outcomes.{answer.outcome.value}.label"), edition)
        suggestions = self._service.suggestions()
        return scriptless.response(scriptless.answer_page(around, asked, turn, suggestions))

    def _framed(self, page: str, edition: Edition | None) -> Frame:
        return frame(page, edition, self._site)


def search_routes(service: Service, site: Site, *, answers: Answers | None = None) -> APIRouter:
    """The routes, to be mounted before the pages; `answers` is what answers, if not `service`."""
    router = APIRouter()
    pages = SearchPages(service, site, answers or service)

    @router.api_route("/recherche", methods=["GET", "HEAD"])
    def search(request: Request) -> Response:
        """The first screen, or the answer to the question in the address."""
        asked = read(request.scope["query_string"])
        return pages.answered(asked) if asked.question else pages.first()

    @router.post("/recherche")
    async def answer(request: Request) -> Response:
        """The answer to the question of a form, which stands in no address."""
        return await run_in_threadpool(pages.answered, await posted(request))

    return router
