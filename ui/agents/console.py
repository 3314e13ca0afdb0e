"""What the console asks for, behind the session: hits while typing, answers, passages opened."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from index.edition import Edition
from ingest.errors import SelonError
from ingest.report import Passage
from retrieval.answer import Citation
from retrieval.journal import WrapUp
from retrieval.lookup import cite, look_up, neighbours
from retrieval.screening import screen
from ui.agents.filters import filters_shown, told_within
from ui.agents.pages import QUESTION_LIMIT
from ui.agents.shown import Shown, among, answer_shown, hits_shown, passage_shown
from ui.agents.themes import Themes
from ui.agents.within import AskedWithin, Wanted, within
from ui.closed.guard import Guard
from ui.closed.refused import HEADERS, Refused
from ui.feedback import Feedback
from ui.journalled import Journalled, Under
from ui.render import NEAREST_SHOWN
from ui.residents import answer_safely
from ui.service import Service

HITS = 12
SEARCH, ASK, OPEN = "/agents/chercher", "/agents/demander", "/agents/passage"
FILTERS, CLOSE = "/agents/filtres", "/agents/cloture"
_ENTRY = re.compile("[0-9a-f]{0,16}")

log = logging.getLogger("selon.agents")


@dataclass(frozen=True, slots=True)
class Asked:
    """What our script sends: the question `q`, what it is looked up in, the passage to open.

    `entry` is where the question was noted, `code` what the call was closed with.
    """

    q: str
    edition: str = ""
    passage: str = ""
    entry: str = ""
    code: str = ""
    within: Wanted = field(default_factory=Wanted)

    @classmethod
    def read(cls, body: bytes) -> "Asked":
        """What `body` says. Raises `Refused` where it isn't what our script sends."""
        try:
            given = json.loads(body)
            json.dumps(given, ensure_ascii=False).encode()  # half a character can't be sent back
            texts = (each.name for each in dataclass_fields(cls) if each.type is str)
            fields = {name: given.get(name, "") for name in texts}
        except (ValueError, AttributeError, RecursionError) as exc:
            raise Refused(400, "unreadable") from exc
        if not all(isinstance(value, str) for value in fields.values()):
            raise Refused(400, "unreadable")
        if len(fields["q"]) > QUESTION_LIMIT:
            raise Refused(400, "too_long")
        return cls(**fields, within=Wanted.read(given.get("within", {})))


@dataclass(frozen=True, slots=True)
class Console:
    """Answers to our script, over the live editions of `service`."""

    service: Service
    guard: Guard
    noted: Journalled
    feedback: Feedback
    themes: Themes | None = None

    def routes(self) -> APIRouter:
        """The endpoints; each is refused without a session before its body is read."""

        async def asked(request: Request) -> Asked:
            self.guard.required(request)
            return Asked.read(await request.body())

        router = APIRouter()
        answering = {
            SEARCH: self.search,
            ASK: self.ask,
            OPEN: self.open,
            FILTERS: self.filters,
            CLOSE: self.close,
        }
        for path, answered in answering.items():
            endpoint = _endpoint(answered, asked)
            router.add_api_route(path, endpoint, methods=["POST"], name=path)
        return router

    def search(self, asked: Asked) -> Shown:
        """The hits for what was typed so far; the reader would take as long again as all else.

        Raises `Refused` and `SelonError`.
        """
        place = within(self.service, asked.within, self.themes)
        tools = replace(self.service.tools_of(place.editions[0]), reader=None)
        found = look_up(asked.q, place.editions, tools=tools, k=HITS, within=place.filter)
        typed = screen(asked.q).text
        return hits_shown(found, typed, place.editions, restricted=place.restricted)

    def ask(self, asked: Asked) -> Shown:
        """The answer as residents would get it, each of its quotes opened in its passage.

        Where filters are set it is looked for in what they leave alone, and says so. Raises
        `Refused` and `SelonError`.
        """
        place = within(self.service, asked.within, self.themes)
        under = Under(self.noted, AskedWithin(self.service, place), filtered=place.restricted)
        answer = answer_safely(under, asked.q, [])
        quotes = answer.citations or answer.nearest[:NEAREST_SHOWN]
        known = ((each, self.service.live.known(each.edition)) for each in quotes)
        opened = [
            self._opened(each, edition) | {"among": among(each, place.editions)}
            for each, edition in known
            if edition
        ]
        entry = f"{under.entry_id:x}" if self.noted.is_on else ""
        told = told_within(asked.within, place)
        shown = answer_shown(answer, told, self.feedback.checked(answer))
        return shown | {"quotes": opened, "entry": entry}

    def filters(self, asked: Asked) -> Shown:
        """The filters there are, and those that are set. Raises `Refused` and `SelonError`."""
        place = within(self.service, asked.within, self.themes)
        return filters_shown(self.service, asked.within, place, self.themes)

    def open(self, asked: Asked) -> Shown:
        """A passage with the quote in it that fits the question best. Raises `Refused`."""
        edition = self.service.live.known(asked.edition)
        passage = _passage(edition, asked.passage) if edition else None
        if edition is None or passage is None:
            raise Refused(404, "passage_gone")
        citation = cite(asked.q, passage, edition, tools=self.service.tools_of(edition))
        if citation is None:
            raise Refused(404, "passage_gone")
        return self._opened(citation, edition)

    def close(self, asked: Asked) -> Shown:
        """Nothing to show: the code of the call is noted beside its question. Raises `Refused`."""
        if asked.code not in set(WrapUp) or not _ENTRY.fullmatch(asked.entry):
            raise Refused(400, "unreadable")
        entry_id = int(asked.entry, 16) if asked.entry else None
        self.noted.close(entry_id, asked.q, WrapUp(asked.code))
        return {}

    def _opened(self, citation: Citation, edition: Edition) -> Shown:
        glossary = self.service.ready().tools.acronyms_in([edition])
        acronyms = glossary.explained([citation.quote]).get(citation.quote, ())
        around = neighbours(citation.passage, edition)
        return passage_shown(citation, edition, around, acronyms)


def _endpoint(answered: Callable[[Asked], Shown], reading: Callable[..., Any]) -> Any:
    """`answered` as an endpoint; what goes wrong is logged by its kind, the question never."""

    def endpoint(asked: Annotated[Asked, Depends(reading)]) -> Response:
        try:
            return JSONResponse(answered(asked), headers=HEADERS)
        except Refused:
            raise
        except SelonError as exc:
            log.error("the console got no answer: %s", type(exc).__qualname__)
            raise Refused(503, "no_report") from exc
        except Exception as exc:
            log.error("the console got no answer: %s", type(exc).__qualname__)
            raise Refused(500, "failed") from None

    return endpoint


def _passage(edition: Edition, passage_id: str) -> Passage | None:
    return next((each for each in edition.passages if each.id == passage_id), None)
