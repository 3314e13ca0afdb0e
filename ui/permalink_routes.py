"""`/r`: keeps a link to an answer where one is asked for, and leads back to it."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from index.edition import Edition
from ingest.errors import SelonError
from retrieval.answer import Answer
from ui import scriptless
from ui.errors import PermalinksUnusable
from ui.feedback import Feedback, no_feedback
from ui.forms import Asked, posted
from ui.frame import frame
from ui.permalinks import LENGTH, Permalink, Permalinks, Pin, Unkept, pin_of, unkept, withheld
from ui.render import told
from ui.residents import answer_safely
from ui.service import Service
from ui.site.operator import Site
from ui.throttle import Throttle
from ui.turn import Turn

log = logging.getLogger("selon.permalinks")

CODE = re.compile(rf"[A-Za-z0-9]{{{LENGTH}}}")
# All visitors together.
MOST_LINKS, SECONDS, EVERYBODY = 20, 60, "everybody"
# Another try may well succeed.
PASSING = {Unkept.FAILED, Unkept.PARTIAL}
SHEET = "/fiche"


@dataclass(frozen=True, slots=True)
class OneEdition:
    """One edition that answers, whatever edition is live."""

    service: Service
    edition: Edition

    def ask(self, question: str, previous: Sequence[str], *, as_typed: bool) -> Answer:
        """The answer from the edition."""
        return self.service.ask_edition(self.edition, question, previous, as_typed=as_typed)


class PermalinkPages:
    """What is kept, and what is shown of it; without `permalinks` nothing is."""

    def __init__(
        self,
        service: Service,
        permalinks: Permalinks | None,
        site: Site,
        *,
        throttle: Throttle,
        today: Callable[[], date],
        feedback: Feedback,
    ) -> None:
        self._service = service
        self._permalinks = permalinks
        self._site = site
        self._throttle = throttle
        self._today = today
        self._feedback = feedback

    def keep(self, asked: Asked) -> Response:
        """Sends the browser on to a new link, or says why there is none."""
        if self._throttle.enter(EVERYBODY):
            return self.said("too_many_links", 429)
        edition = self._service.live.known(asked.edition) or self._service.health.edition
        if edition is None:
            return self.said("edition_gone", 410)
        answer = self._answer(edition, Pin(asked.question, edition.id, asked.as_typed))
        reason = unkept(answer) or withheld(answer, asked.as_typed)
        if reason:
            return self._refused(reason)
        try:
            link = self._store.keep(pin_of(answer, asked.as_typed))
        except PermalinksUnusable as exc:
            return self._closed(exc)
        return RedirectResponse(f"r/{link.code}", 303, headers=scriptless.HEADERS)

    def show(self, code: str, address: str) -> Response:
        """The answer of a link."""
        return self._shown(code, address, as_sheet=False)

    def sheet(self, code: str, address: str) -> Response:
        """The sheet of a link."""
        return self._shown(code, address.removesuffix(SHEET), as_sheet=True)

    def said(self, reason: str, status: int, *, base: str = "", question: str = "") -> Response:
        """The page that says `reason`."""
        title, sentence = (told(f"web.errors.{reason}.{part}") for part in ("title", "sentence"))
        around = frame(title, self._service.health.edition, self._site, base=base)
        page = scriptless.message(around, title, sentence, question=question)
        return scriptless.response(page, status)

    @property
    def _store(self) -> Permalinks:
        if self._permalinks is None:
            raise PermalinksUnusable(path="")
        return self._permalinks

    def _answer(self, edition: Edition, pin: Pin) -> Answer:
        asked = OneEdition(self._service, edition)
        return answer_safely(asked, pin.question, (), as_typed=pin.as_typed)

    def _refused(self, reason: Unkept) -> Response:
        title, sentence = told("web.link_refused"), told(f"web.unkept.{reason.value}")
        around = frame(title, self._service.health.edition, self._site)
        status = 503 if reason in PASSING else 422
        return scriptless.response(scriptless.message(around, title, sentence), status)

    def _closed(self, error: PermalinksUnusable, base: str = "") -> Response:
        log.error("links can't be kept or found: %s", error.__cause__ or error)
        return self.said("links_closed", 503, base=base)

    def _shown(self, code: str, address: str, *, as_sheet: bool) -> Response:
        base = "../../" if as_sheet else "../"
        try:
            link = self._store.find(code) if CODE.fullmatch(code) else None
        except PermalinksUnusable as exc:
            return self._closed(exc, base)
        if link is None:
            return self.said("link_unknown", 404, base=base)
        try:
            edition = self._service.live.pinned(link.pin.edition)
        except SelonError:
            return self.said("edition_gone", 410, base=base, question=link.pin.question)
        newer, answer = self._newer(edition), self._answer(edition, link.pin)
        checked = None if newer else self._feedback.checked(answer)
        turn = Turn(link.pin.question, answer, link.pin.as_typed, checked=checked)
        kept = scriptless.Kept(link, turn, address, newer)
        return scriptless.response(self._page(link, edition, kept, base, as_sheet=as_sheet))

    def _page(
        self, link: Permalink, edition: Edition, kept: scriptless.Kept, base: str, *, as_sheet: bool
    ) -> str:
        title = told("web.sheet.title" if as_sheet else "web.permalink.page")
        here = f"r/{link.code}"
        around = frame(title, edition, self._site, base=base, here=here)
        if as_sheet:
            return scriptless.sheet(around, kept, self._today())
        return scriptless.permalink_page(around, kept)

    def _newer(self, pinned: Edition) -> Edition | None:
        """The live edition of the same report, if it was built after `pinned`."""
        live = self._service.health.edition
        if live is None or live.report_slug != pinned.report_slug:
            return None
        return live if live.manifest.built > pinned.manifest.built else None


def permalink_routes(
    service: Service,
    permalinks: Permalinks | None,
    site: Site,
    *,
    throttle: Throttle | None = None,
    today: Callable[[], date] = date.today,
    feedback: Feedback | None = None,
) -> APIRouter:
    """The routes, to be mounted before the pages.

    What a reviewer found right is said by `feedback`, of the live edition alone.
    """
    router = APIRouter()
    given: Any = {"throttle": throttle or Throttle(most=MOST_LINKS, within=SECONDS)}
    given |= {"today": today, "feedback": feedback or no_feedback()}
    pages = PermalinkPages(service, permalinks, site, **given)

    @router.post("/r")
    async def keep(request: Request) -> Response:
        """A new link to the answer that the form names; nothing else ever makes one."""
        return await run_in_threadpool(pages.keep, await posted(request))

    @router.api_route("/r", methods=["GET", "HEAD"])
    def nothing() -> Response:
        """No link has an empty code."""
        return pages.said("link_unknown", 404)

    @router.api_route("/r/{code}", methods=["GET", "HEAD"])
    def show(code: str, request: Request) -> Response:
        """The answer that was kept, asked again of its own edition."""
        return pages.show(code, _address(request))

    @router.api_route("/r/{code}/fiche", methods=["GET", "HEAD"])
    def sheet(code: str, request: Request) -> Response:
        """The same answer on a sheet to be printed."""
        return pages.sheet(code, _address(request))

    return router


def _address(request: Request) -> str:
    """Where the page was asked for, without what follows a question mark."""
    return str(request.url.replace(query="", fragment=""))
