"""A server that is stopped under load finishes the answers under way, and loses none of them."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from retrieval.answer import Answer
from ui.pictures import PagePictures
from ui.server import Server, configured, listening
from ui.service import Service

VISITORS = 20


@dataclass
class HeldAnswers:
    """Answers that are all under way before any of them ends."""

    make_answer: Callable[..., Answer]
    asked: threading.Barrier = field(default_factory=lambda: threading.Barrier(VISITORS + 1))
    let: threading.Event = field(default_factory=threading.Event)

    def __call__(self, question: str, *_: Any, **__: Any) -> Answer:
        self.asked.wait()
        self.let.wait()
        return self.make_answer(question=question)


@dataclass
class Running:
    """A real server in a thread of its own."""

    address: str
    server: Server
    thread: threading.Thread


@pytest.fixture
def held(make_answer: Callable[..., Answer]) -> Iterator[HeldAnswers]:
    held = HeldAnswers(make_answer)
    yield held
    held.let.set()


@pytest.fixture
def running(
    held: HeldAnswers,
    make_service: Callable[..., Service],
    make_app: Callable[..., FastAPI],
    pictures: PagePictures,
) -> Iterator[Running]:
    app = make_app(make_service(ask=held, candidates=lambda _: []))
    config = configured(app)
    config.timeout_graceful_shutdown = None  # a slow machine may take its time here
    server = Server(config)
    with listening("127.0.0.1", 0) as door:
        serving = server.serve(sockets=[door])
        thread = threading.Thread(target=lambda: asyncio.run(serving))
        thread.start()
        yield Running(f"http://127.0.0.1:{door.getsockname()[1]}/", server, thread)
        held.let.set()
        server.should_exit = True
        thread.join()


def test_all_answers_under_way_when_the_server_stops_arrive_whole(
    running: Running, held: HeldAnswers, wiring_of: Callable[[str], Any]
) -> None:
    with httpx.Client(base_url=running.address, timeout=None) as client:
        wiring = wiring_of(client.get("").text)

        def ask(visitor: int) -> httpx.Response:
            body = wiring.body(f"Quels services {visitor} ?", f"visitor{visitor}")
            return httpx.post(f"{running.address}gradio_api/run/predict", json=body, timeout=None)

        with (
            ThreadPoolExecutor(VISITORS) as visitors,
            client.stream("GET", "gradio_api/heartbeat/watching") as line,
        ):
            answers = [visitors.submit(ask, number) for number in range(VISITORS)]
            held.asked.wait()
            running.server.should_exit = True
            # The lines to the pages end when the server begins to stop.
            assert {one.strip() for one in line.iter_lines()} <= {"", "data: ALIVE"}
            assert not any(one.done() for one in answers)
            held.let.set()
            shown = [one.result() for one in answers]
    assert [one.status_code for one in shown] == [200] * VISITORS
    for number, one in enumerate(shown):
        assert f"Quels services {number} ?" in wiring.conversation(one.json())
    running.thread.join()
