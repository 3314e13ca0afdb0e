"""Whatever takes its time, pictures or answers, holds up nothing else, however many wait."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from retrieval.answer import Answer
from ui.app import ANSWERS_AT_ONCE
from ui.pictures import MOST_WAITING, PagePictures, PictureKey
from ui.service import Service

EDITION = "0123456789abcdef"
QUICK_PAGE, SLOW_PAGES = 1, 12
VISITORS = 60
# More than it takes from asking for a thread to having one.
ROUNDS = 20


class HeldHand:
    """Draws the first page at once, and any other only when the block that holds it is left."""

    def __init__(self) -> None:
        self.let = threading.Event()

    def __enter__(self) -> None:
        """Nothing is drawn yet."""

    def __exit__(self, *_: object) -> None:
        self.let.set()

    def __call__(self, pdf: Path, number: int, width: int) -> bytes:
        if number != QUICK_PAGE:
            self.let.wait()
        return picture_of(number)


class CountedPictures(PagePictures):
    """Pictures that tell how many visitors came for one."""

    came = 0

    async def get(self, key: PictureKey) -> bytes:
        self.came += 1
        return await super().get(key)


class Idle(Executor):
    """A worker that never begins."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


class Dying(Executor):
    """A worker that dies over whatever it is given."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise BrokenProcessPool("killed")


def picture_of(number: int) -> bytes:
    return b"RIFF %d" % number


def address(number: int, width: int = 1200) -> str:
    return f"page/{EDITION}/{number}.webp?width={width}"


@asynccontextmanager
async def visiting(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application, while it lives in this loop."""
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://selon/") as client,
    ):
        yield client


async def in_the_loop(true: Callable[[], bool]) -> None:
    """Lets the loop go round until it is `true`, and on until what began then is under way."""
    while not true():
        await asyncio.sleep(0)
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


def test_sixty_slow_pictures_hold_up_no_answer_no_health_and_no_picture_drawn_before(
    hire_a_thread: Callable[[], Executor],
    make_service: Callable[..., Service],
    make_app: Callable[..., FastAPI],
    wiring_of: Callable[[str], Any],
) -> None:
    hand = HeldHand()
    pictures = CountedPictures(draw=hand, hire=hire_a_thread)
    app = make_app(make_service(), pictures)
    pages = [2 + visitor % SLOW_PAGES for visitor in range(VISITORS)]

    async def visited() -> tuple[list[httpx.Response], list[httpx.Response]]:
        async with visiting(app) as client:
            wiring = wiring_of((await client.get("")).text)
            await client.get(address(QUICK_PAGE))
            with hand:
                slow = [asyncio.ensure_future(client.get(address(page))) for page in pages]
                await in_the_loop(lambda: pictures.came == VISITORS + 1)
                # Else what follows would wait for a thread, maybe for ever.
                assert current_default_thread_limiter().borrowed_tokens == 0
                body = wiring.body("Quels services ?", "ours")
                meanwhile = [
                    await client.post("gradio_api/run/predict", json=body),
                    await client.get("sante"),
                    await client.get(address(QUICK_PAGE)),
                ]
                assert not any(one.done() for one in slow)
            return meanwhile, await asyncio.gather(*slow)

    (answer, health, drawn_before), slow = asyncio.run(visited())
    assert "128 <mark>services</mark>" in shown_in(answer)
    assert health.json()["ready"] is True
    assert drawn_before.content == picture_of(QUICK_PAGE)
    assert [one.content for one in slow] == [picture_of(page) for page in pages]


def test_sixty_slow_answers_hold_up_no_health(
    make_service: Callable[..., Service],
    make_app: Callable[..., FastAPI],
    make_answer: Callable[..., Answer],
    wiring_of: Callable[[str], Any],
) -> None:
    held, asked = HeldHand(), list[str]()

    def ask(question: str, *_: Any, **__: Any) -> Answer:
        asked.append(question)
        held.let.wait()
        return make_answer(question=question)

    app = make_app(make_service(ask=ask, candidates=lambda _: []))

    async def visited() -> tuple[httpx.Response, list[httpx.Response]]:
        async with visiting(app) as client:
            wiring = wiring_of((await client.get("")).text)

            def asking(visitor: int) -> asyncio.Task[httpx.Response]:
                body = wiring.body(f"Question {visitor} ?", f"visitor{visitor}")
                return asyncio.ensure_future(client.post("gradio_api/run/predict", json=body))

            with held:
                answers = [asking(visitor) for visitor in range(VISITORS)]
                await in_the_loop(lambda: len(asked) == ANSWERS_AT_ONCE)
                # Else health would wait for a thread, maybe for ever.
                assert current_default_thread_limiter().borrowed_tokens == 0
                health = await client.get("sante")
                assert not any(one.done() for one in answers)
            return health, await asyncio.gather(*answers)

    health, answers = asyncio.run(visited())
    assert health.json()["ready"] is True
    for visitor, answer in enumerate(answers):
        assert f"Question {visitor} ?" in shown_in(answer)


def shown_in(answer: httpx.Response) -> str:
    return "".join(one for one in answer.json()["data"] if isinstance(one, str))


def test_one_picture_more_than_may_wait_is_refused_in_french_with_a_time_to_come_back(
    make_service: Callable[..., Service], make_app: Callable[..., FastAPI], library: Any
) -> None:
    library.publish("fedcba9876543210", pages=MOST_WAITING + 1)
    pictures = CountedPictures(hire=Idle)
    app = make_app(make_service(), pictures)

    async def refused() -> httpx.Response:
        async with visiting(app) as client:
            await client.get("sante")
            addresses = [f"page/fedcba9876543210/{n}.webp" for n in range(1, MOST_WAITING + 1)]
            waiting = [asyncio.ensure_future(client.get(one)) for one in addresses]
            await in_the_loop(lambda: pictures.came == MOST_WAITING)
            response = await client.get(f"page/fedcba9876543210/{MOST_WAITING + 1}.webp")
            for one in waiting:
                one.cancel()
            await asyncio.wait(waiting)
            return response

    response = asyncio.run(refused())
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert "Cette image n’est pas encore prête" in response.text


def test_a_picture_that_kills_whoever_draws_it_is_told_in_french(
    make_service: Callable[..., Service], make_app: Callable[..., FastAPI]
) -> None:
    app = make_app(make_service(), PagePictures(hire=Dying))

    async def refused() -> httpx.Response:
        async with visiting(app) as client:
            await client.get("sante")
            return await client.get(address(1))

    response = asyncio.run(refused())
    assert response.status_code == 503
    assert "Cette image n’a pas pu être dessinée" in response.text
