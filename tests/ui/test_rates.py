"""One address may ask so much in a minute; whoever asks more is told so, and nothing is lost."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ui.exposure import Exposure
from ui.rates import LITTLE_PER_QUESTION, Cost, Rates, cost_of
from ui.service import Service

EDITION = "0123456789abcdef"
RATE = 3


@pytest.fixture
def client_at(
    shared_service: Service, make_app: Callable[..., FastAPI]
) -> Callable[[str], TestClient]:
    """A function that makes a client at an address of its own, of one application."""
    app = make_app(shared_service, exposure=Exposure(rate=RATE))
    return lambda host: TestClient(app, client=(host, 50000))


def called(client: TestClient, event: int, data: list[Any], **more: Any) -> Any:
    body = {"data": data, "fn_index": event, "session_hash": "visit"} | more
    return client.post("/gradio_api/run/predict", json=body)


def asking(client: TestClient) -> int:
    """The number of the event that asks what stands in the field."""
    config = re.search(r"window.gradio_config = (\{.*?\});</script>", client.get("/").text)
    assert config
    (found,) = [e["id"] for e in json.loads(config[1])["dependencies"] if len(e["targets"]) == 2]
    return int(found)


@pytest.mark.parametrize(
    ("method", "path", "query", "cost"),
    [
        ("GET", "/recherche", b"q=bus", Cost.QUESTION),
        ("GET", "/recherche", b"", Cost.LITTLE),
        ("POST", "/recherche", b"", Cost.QUESTION),
        ("POST", "/r", b"", Cost.QUESTION),
        ("GET", "/r", b"x", Cost.LITTLE),
        ("GET", "/r/abcdefgh23", b"", Cost.QUESTION),
        ("GET", "/r/abcdefgh23/fiche", b"", Cost.QUESTION),
        ("GET", "/", b"", Cost.LITTLE),
        ("GET", "/page/e/1.webp", b"width=1200", Cost.LITTLE),
        ("GET", "/pdf/e", b"", Cost.LITTLE),
        ("GET", "/sante", b"", Cost.NONE),
        ("GET", "/dress/1/style.css", b"", Cost.NONE),
        ("GET", "/assets/index.js", b"", Cost.NONE),
        ("POST", "/agents/chercher", b"", Cost.NONE),
    ],
)
def test_a_request_costs_a_search_or_a_picture_or_nothing(
    method: str, path: str, query: bytes, cost: Cost
) -> None:
    assert cost_of(method, path, query) is cost


def test_pictures_have_a_measure_of_their_own_and_a_minute_passes() -> None:
    now = 100.0
    rates = Rates(2, clock=lambda: now)
    scope = {"client": ("192.0.2.1", 1)}
    assert [rates.wait(scope, Cost.QUESTION) for _ in range(3)] == [0, 0, 60]
    little = [rates.wait(scope, Cost.LITTLE) for _ in range(2 * LITTLE_PER_QUESTION + 1)]
    assert little == [0] * 2 * LITTLE_PER_QUESTION + [60]
    assert rates.wait(scope, Cost.NONE) == 0
    now = 160.0
    assert rates.wait(scope, Cost.QUESTION) == 0


def test_over_the_limit_a_french_page_says_how_long_to_wait(
    client_at: Callable[[str], TestClient],
) -> None:
    client = client_at("192.0.2.1")
    for _ in range(RATE):
        assert client.post("/recherche", data={"q": "Quels bus ?"}).status_code == 200
    refused = client.post("/recherche", data={"q": "Quels bus ?"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    text = refused.text.replace("\u00a0", " ")
    assert f"Attendez {refused.headers['retry-after']} secondes, puis rechargez" in text
    assert '<html lang="fr">' in text
    assert client.get("/recherche?q=bus").status_code == 429
    assert client.post("/r", data={"q": "Quels bus ?"}).status_code == 429
    assert client.get("/recherche").status_code == 200
    assert client.get(f"/page/{EDITION}/12.webp").status_code == 200


def test_the_conversation_is_told_in_a_sentence_that_its_script_shows(
    client_at: Callable[[str], TestClient],
) -> None:
    client = client_at("192.0.2.1")
    event = asking(client)
    for _ in range(RATE):
        assert called(client, event, ["Quels bus ?", None]).status_code == 200
    refused = called(client, event, ["Quels bus ?", None])
    assert refused.status_code == 429
    assert "Beaucoup de questions viennent de votre réseau" in refused.json()["error"]
    assert called(client, 0, []).status_code == 200


def test_health_is_never_refused(client_at: Callable[[str], TestClient]) -> None:
    client = client_at("192.0.2.1")
    codes = {client.get("/sante").status_code for _ in range(RATE * LITTLE_PER_QUESTION + 5)}
    assert codes == {200}


def test_another_address_is_not_made_to_wait(client_at: Callable[[str], TestClient]) -> None:
    for _ in range(RATE + 1):
        last = client_at("192.0.2.1").get("/recherche?q=bus")
    assert last.status_code == 429
    assert client_at("192.0.2.2").get("/recherche?q=bus").status_code == 200


def test_addresses_of_one_household_are_counted_together(
    client_at: Callable[[str], TestClient],
) -> None:
    codes = [
        client_at(f"2001:db8:1:2::{number}").get("/recherche?q=bus").status_code
        for number in range(1, RATE + 2)
    ]
    assert codes == [200] * RATE + [429]
    assert client_at("2001:db8:1:3::1").get("/recherche?q=bus").status_code == 200


def test_behind_a_proxy_each_visitor_is_counted_alone(
    client_at: Callable[[str], TestClient],
) -> None:
    proxy = client_at("127.0.0.1")

    def code(chain: str) -> int:
        asked = proxy.get("/recherche?q=bus", headers={"X-Forwarded-For": chain})
        return asked.status_code

    assert [code(f"203.0.113.{n}, 192.0.2.1") for n in range(RATE + 1)] == [200] * RATE + [429]
    assert code("192.0.2.1, 192.0.2.2") == 200


def test_a_stranger_cannot_change_who_is_counted(client_at: Callable[[str], TestClient]) -> None:
    stranger = client_at("192.0.2.1")
    codes = [
        stranger.get("/recherche?q=bus", headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in range(RATE + 1)
    ]
    assert codes == [200] * RATE + [429]


def test_without_a_limit_nobody_waits(
    shared_service: Service, make_app: Callable[..., FastAPI]
) -> None:
    client = TestClient(make_app(shared_service, exposure=Exposure(rate=0)))
    assert {client.get("/recherche?q=bus").status_code for _ in range(RATE + 5)} == {200}
