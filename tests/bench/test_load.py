"""What the load bench makes up and reckons: visits, what a resident sees, memory, milliseconds."""

import asyncio
from collections.abc import Callable
from itertools import islice
from typing import Any

import httpx
import pytest

from bench.load import Plan, figures, live, milliseconds
from bench.resident import (
    QUESTIONS_A_VISIT,
    Seen,
    Visit,
    Wiring,
    Wrong,
    last_pictures,
    shown_questions,
    visits,
)
from bench.watch import Sample, slope
from retrieval.gold import GoldQuestion, Kind

GOLD = (
    GoldQuestion("q1", "a.pdf", Kind.DIRECT, "Combien de collèges ?", pages=(3,)),
    GoldQuestion("q2", "a.pdf", Kind.FOLLOWUP, "Et à Arras ?", previous="q1", pages=(5,)),
)
PAGE = """
<script>window.gradio_config = {"components": [{"id": 1, "props": {}},
{"id": 3, "props": {"elem_id": "conversation"}}, {"id": 5, "props": {"elem_id": "question"}},
{"id": 9, "props": {"elem_id": "send"}}], "dependencies": [
{"id": 0, "targets": [[0, "load"]], "inputs": [], "outputs": [1, 3]},
{"id": 7, "targets": [[5, "submit"], [9, "click"]], "inputs": [1, 5], "outputs": [5, 1, 3]}]
};</script>
""".replace("\n", "")


def turn(number: int, question: str, outcome: str = "answered") -> str:
    picture = f'<img src="page/ed/{number}.webp?width=1200" alt="">'
    title = f'<h2 id="turn-{number}" tabindex="-1">{question}</h2>'
    return f'<article class="turn {outcome}" data-turn="{number}">{title}{picture}</article>'


def test_a_visit_asks_each_follow_up_after_what_it_follows() -> None:
    (visit,) = islice(visits(GOLD, 0), 1)
    assert len(visit) == QUESTIONS_A_VISIT
    opened = visit[0::2]
    assert [q for q in visit if q == "Et à Arras ?"]
    assert not any("Arras" in question for question in opened)


def test_the_same_seed_gives_the_same_visits_and_another_seed_others() -> None:
    asked = [[q for visit in islice(visits(GOLD, seed), 9) for q in visit] for seed in (1, 1, 2)]
    assert asked[0] == asked[1]
    assert asked[0] != asked[2]


def test_how_the_page_asks_is_read_from_the_page() -> None:
    assert Wiring.read(PAGE) == Wiring(event=7, inputs=2, question=1, conversation=2)
    with pytest.raises(Wrong, match="page"):
        Wiring.read("<p>Fermé</p>")


def test_the_questions_and_the_last_pictures_are_read_from_the_conversation() -> None:
    conversation = turn(1, "L&#39;aide ?") + turn(2, "Et après ?")
    assert shown_questions(conversation) == ["L'aide ?", "Et après ?"]
    assert last_pictures(conversation) == ["page/ed/2.webp?width=1200"]


def visited(
    conversations: list[str],
    questions: list[str],
    *,
    picture: bytes = b"RIFF",
    serve: Callable[[httpx.Request], httpx.Response] | None = None,
) -> Seen:
    """What a resident saw of a server that gives these conversations, one a question."""
    given, seen = iter(conversations), Seen()

    def quick(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json={"data": ["", None, next(given)]})
        path = request.url.path
        if path.startswith("/page/"):
            return httpx.Response(200, content=picture)
        return httpx.Response(200, text=PAGE)

    async def visit() -> None:
        transport = httpx.MockTransport(serve or quick)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://selon/") as client,
            Visit(client, seen, "10.0.0.1").opened() as one,
        ):
            for question in questions:
                await one.ask(question)

    asyncio.run(visit())
    return seen


def test_a_visit_counts_its_answers_and_its_pictures() -> None:
    first, second = turn(1, "Un ?"), turn(2, "Et deux ?", "mentioned")
    seen = visited([first, first + second], ["Un ?", "Et deux ?"])
    assert (seen.asked, len(seen.answers), len(seen.pictures), len(seen.pages)) == (2, 2, 2, 1)
    assert seen.outcomes == {"answered": 1, "mentioned": 1}


@pytest.mark.parametrize(
    ("conversation", "wrong"),
    [
        (turn(1, "La question d’un autre ?"), "crossed"),
        (turn(1, "Un autre ?") + turn(2, "Un ?"), "crossed"),
        (turn(1, "Un ?", "failed"), "failed"),
    ],
)
def test_an_answer_that_is_not_the_visits_own_is_wrong(conversation: str, wrong: str) -> None:
    with pytest.raises(Wrong, match=wrong):
        visited([conversation], ["Un ?"])


def test_a_picture_that_is_none_is_wrong() -> None:
    with pytest.raises(Wrong, match="picture"):
        visited([turn(1, "Un ?")], ["Un ?"], picture=b"<!doctype html>")


def test_an_answer_that_never_comes_is_lost() -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            raise httpx.ReadTimeout("too long")
        return httpx.Response(200, text=PAGE)

    with pytest.raises(Wrong, match="answer lost: ReadTimeout"):
        visited([], ["Un ?"], serve=silent)


def test_a_refused_page_is_wrong() -> None:
    with pytest.raises(Wrong, match="page 503"):
        visited([], ["Un ?"], serve=lambda _: httpx.Response(503))


def test_residents_of_a_server_that_is_gone_end_with_their_time() -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    seen = Seen()

    async def lived() -> None:
        transport = httpx.MockTransport(gone)
        async with httpx.AsyncClient(transport=transport, base_url="http://selon/") as client:
            await live(0, client, seen, GOLD, Plan(residents=1, think_s=0.001, minutes=0))

    asyncio.run(lived())
    assert seen.wrong == {"page lost: ConnectError": 1}


def test_the_slope_of_memory_is_that_of_the_second_half() -> None:
    rising = [Sample(30 * n, 100 + 50 * (n < 4) + 3 * n, 0) for n in range(10)]
    assert slope(rising) == 6.0
    assert slope(rising[:1]) == 0.0


def test_milliseconds_are_told_by_their_percentiles() -> None:
    told = milliseconds([n / 1000 for n in range(1, 101)])
    assert told == {"count": 100, "p50_ms": 50.5, "p95_ms": 95.0, "p99_ms": 99.0, "longest_ms": 100}
    assert milliseconds([]) == {"count": 0}


def test_the_figures_say_what_went_wrong_and_what_the_server_took() -> None:
    seen = Seen(asked=4, answers=[0.1] * 4, wrong={"crossed": 1})
    found: Any = figures(seen, [Sample(0, 300, 10.0), Sample(60, 330, 40.0)])
    assert (found["asked"], found["wrong"]) == (4, {"crossed": 1})
    assert found["server_cores"] == 0.5
    assert found["server_cpu_ms_a_question"] == 7500.0
    memory = {"first": 300, "last": 330, "most": 330, "slope_a_minute": 0.0}
    assert found["memory_mb"] == memory | {"each_minute": [300, 330]}
