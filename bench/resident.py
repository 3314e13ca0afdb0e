"""One resident of the load bench: opens the page, asks as its script does, sees the pictures."""

import html
import json
import re
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import httpx

from retrieval.gold import GoldQuestion
from retrieval.screening import screen
from retrieval.variants import Variant, vary

# A resident who comes back later is another visit, as it is for the page.
QUESTIONS_A_VISIT = 6
ONE_IN_MISTYPED = 5

_CONFIG = re.compile(r"window.gradio_config = (\{.*?\});</script>")
_ASKED = re.compile(r'<h2 id="turn-\d+"[^>]*>(.*?)</h2>', re.DOTALL)
_OUTCOME = re.compile(r'<article class="turn ([a-z_]+)[ "]')
_PICTURE = re.compile(r'<img src="(page/[^"]+)"')


@dataclass
class Seen:
    """What the residents met so far: times in seconds, and what went wrong, by its name."""

    asked: int = 0
    visits: int = 0
    answers: list[float] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)

    def count(self, counts: dict[str, int], name: str) -> None:
        """One more of `name`."""
        counts[name] = counts.get(name, 0) + 1


class Wrong(Exception):
    """An answer, a picture or a page that isn't what was asked for; says which, in a word."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """How the page asks: its event, the places of its inputs, where the conversation comes back."""

    event: int
    inputs: int
    question: int
    conversation: int

    @classmethod
    def read(cls, page: str) -> "Wiring":
        """The wiring that `page` tells its own script. Raises `Wrong`."""
        found = _CONFIG.search(page)
        if not found:
            raise Wrong("page")
        config = json.loads(found[1])
        ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        pressed = ids["send"], "click"
        event = next(e for e in config["dependencies"] if pressed in map(tuple, e["targets"]))
        return cls(
            event["id"],
            len(event["inputs"]),
            event["inputs"].index(ids["question"]),
            event["outputs"].index(ids["conversation"]),
        )


def visits(gold: Sequence[GoldQuestion], seed: int) -> Iterator[list[str]]:
    """Endless visits of `QUESTIONS_A_VISIT` questions, the follow-ups after what they follow."""
    draw = Random(seed)
    after = {question.previous: question for question in gold if question.previous}
    first = [question for question in gold if not question.previous]
    while True:
        asked: list[str] = []
        while len(asked) < QUESTIONS_A_VISIT:
            question: GoldQuestion | None = draw.choice(first)
            while question:
                asked.append(_typed(question, draw))
                question = after.get(question.id)
        yield asked[:QUESTIONS_A_VISIT]


def _typed(question: GoldQuestion, draw: Random) -> str:
    if draw.randrange(ONE_IN_MISTYPED):
        return question.question
    return vary(question.question, Variant.TYPO, seed=str(draw.random()))


class Visit:
    """A visit under way; what it meets is written down in `seen`."""

    def __init__(self, client: httpx.AsyncClient, seen: Seen, address: str) -> None:
        self._client = client
        self._seen = seen
        # Many residents, many addresses, as a proxy in front would tell them.
        self._headers = {"X-Forwarded-For": address}
        self._session = uuid.uuid4().hex
        self._asked: list[str] = []
        self._wiring: Wiring

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Visit"]:
        """The page is open, its heartbeat beside it as a browser keeps one, and closed after."""
        self._seen.visits += 1
        start = time.perf_counter()
        page = await self._fetched("page", "GET", "")
        self._wiring = Wiring.read(page.text)
        self._seen.pages.append(time.perf_counter() - start)
        heartbeat = f"gradio_api/heartbeat/{self._session}"
        async with self._client.stream("GET", heartbeat, headers=self._headers):
            yield self

    async def ask(self, question: str) -> None:
        """The answer is there, is to this visit's questions alone, and its pictures are seen."""
        self._seen.asked += 1
        start = time.perf_counter()
        conversation = await self._answered(question)
        self._seen.answers.append(time.perf_counter() - start)
        self._asked.append(screen(question).text)
        if shown_questions(conversation) != self._asked:
            raise Wrong("crossed")
        outcome = _OUTCOME.findall(conversation)[-1]
        self._seen.count(self._seen.outcomes, outcome)
        if outcome == "failed":
            raise Wrong("failed")
        for picture in last_pictures(conversation):
            await self._look_at(picture)

    async def _answered(self, question: str) -> str:
        data: list[str | None] = [None] * self._wiring.inputs
        data[self._wiring.question] = question
        body = {"data": data, "fn_index": self._wiring.event, "session_hash": self._session}
        response = await self._fetched("answer", "POST", "gradio_api/run/predict", json=body)
        return str(response.json()["data"][self._wiring.conversation])

    async def _look_at(self, picture: str) -> None:
        start = time.perf_counter()
        response = await self._fetched("picture", "GET", picture)
        self._seen.pictures.append(time.perf_counter() - start)
        if response.content[:4] != b"RIFF":
            raise Wrong("picture")

    async def _fetched(
        self, what: str, method: str, address: str, *, json: object = None
    ) -> httpx.Response:
        """What `address` answers. Raises `Wrong` where that is nothing, or a refusal."""
        try:
            response = await self._client.request(method, address, headers=self._headers, json=json)
        except httpx.HTTPError as exc:
            raise Wrong(f"{what} lost: {type(exc).__name__}") from exc
        if response.status_code != 200:
            raise Wrong(f"{what} {response.status_code}")
        return response


def shown_questions(conversation: str) -> list[str]:
    """The questions above the answers, oldest first."""
    return [html.unescape(shown).strip() for shown in _ASKED.findall(conversation)]


def last_pictures(conversation: str) -> list[str]:
    """The addresses of the pictures in the last answer, each once."""
    last = conversation[conversation.rfind("<article") :]
    return [html.unescape(one) for one in dict.fromkeys(_PICTURE.findall(last))]
