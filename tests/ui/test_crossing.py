"""A thousand turns of visitors at once: each follow-up leans on its own visitor's question."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from retrieval.answer import Answer, Notice, Outcome
from retrieval.followup import complete
from retrieval.tools import Tools
from ui.service import Service

TURNS = 1000
# Then a visitor opens the page anew, which keeps the conversation short and the test quick.
TURNS_A_VISIT = 10
TOWNS = ("Arras", "Lens", "Calais", "Béthune", "Hesdin", "Liévin", "Carvin", "Bruay")
SUBJECTS = ("crèches", "collèges", "piscines", "gares", "mairies")


def completed(
    question: str,
    editions: Sequence[Any],
    *,
    tools: Tools,
    previous: Sequence[str] = (),
    as_typed: bool = False,
) -> Answer:
    """The question as the real rule completes it, and nothing found."""
    searched = complete(question, previous).text
    return Answer(
        question=question,
        searched=searched,
        outcome=Outcome.NOT_IN_REPORT,
        notices={Notice.COMPLETED.value: searched} if searched != question else {},
        editions=(editions[0].id,),
    )


class Visitor:
    """A visitor who asks about one town alone: something, then the same of another year."""

    def __init__(self, number: int, client: TestClient, wiring: Any) -> None:
        self.town = TOWNS[number]
        self.number = number
        self.client = client
        self.wiring = wiring
        self.turn = 0

    def question(self, turn: int) -> str:
        if turn % 2:
            return f"Et en {2000 + turn % 25} ?"
        return f"Combien de {SUBJECTS[turn // 2 % len(SUBJECTS)]} à {self.town} en 1999 ?"

    def wanted(self, turn: int) -> str:
        """What is to be searched at `turn`."""
        if turn % 2:
            return self.question(turn - 1).replace("1999", str(2000 + turn % 25))
        return self.question(turn)

    def ask(self) -> None:
        """One more turn: nothing on the page that isn't this visitor's, the last turn leaning."""
        session = f"visitor{self.number}x{self.turn // TURNS_A_VISIT}"
        body = self.wiring.body(self.question(self.turn), session)
        answered = self.client.post("/gradio_api/run/predict", json=body)
        assert answered.status_code == 200
        page = unescape(self.wiring.conversation(answered.json())).replace("\u00a0", " ")
        last = page[page.rfind("<article") :]
        assert self.question(self.turn) in last
        assert not self.turn % 2 or self.wanted(self.turn) in last
        assert set(re.findall("|".join(TOWNS), page)) == {self.town}
        self.turn += 1


@pytest.fixture
def visitors(
    make_service: Callable[..., Service],
    make_app: Callable[..., FastAPI],
    wiring_of: Callable[[str], Any],
) -> Any:
    """A function that lets some visitors in."""
    app = make_app(make_service(ask=completed, candidates=lambda _: []))
    with TestClient(app) as client:
        wiring = wiring_of(client.get("/").text)
        yield lambda count: [Visitor(number, client, wiring) for number in range(count)]


def test_two_visitors_a_thousand_turns_in_turn_never_cross(
    visitors: Callable[[int], list[Visitor]],
) -> None:
    first, second = visitors(2)
    for _ in range(TURNS // 2):
        first.ask()
        second.ask()
    assert (first.turn, second.turn) == (TURNS // 2, TURNS // 2)


def test_eight_visitors_at_once_never_cross(visitors: Callable[[int], list[Visitor]]) -> None:
    eight = visitors(8)

    def asks(visitor: Visitor) -> int:
        for _ in range(TURNS // 8):
            visitor.ask()
        return visitor.turn

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(asks, eight)) == [TURNS // 8] * 8
