"""While the service is paused, nothing that residents open asks a question or shows one."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from ui.paused import Paused
from ui.site.operator import Site
from ui.switch import ServiceSwitch

SENTENCE = "Fermé jusqu'à lundi."


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """What the pages would say."""
    await PlainTextResponse("Selon le rapport…")(scope, receive, send)


@pytest.fixture
def switch(tmp_path: Path) -> ServiceSwitch:
    return ServiceSwitch(tmp_path / "service.json")


@pytest.fixture
def client(switch: ServiceSwitch) -> TestClient:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site()
    app.mount("/", answering)
    app.add_middleware(Paused, switch=switch)
    return TestClient(app)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/recherche?q=repas"),
        ("POST", "/recherche"),
        ("POST", "/avis"),
        ("POST", "/r"),
        ("GET", "/r/aaaaaaaaaa"),
    ],
)
def test_every_page_that_asks_says_why_it_does_not(
    method: str, path: str, client: TestClient, switch: ServiceSwitch
) -> None:
    switch.pause(SENTENCE)
    response = client.request(method, path)
    assert response.status_code == 503
    assert "Fermé jusqu’à lundi." in response.text
    assert "Selon le rapport" not in response.text


def test_a_script_is_told_in_its_own_way(client: TestClient, switch: ServiceSwitch) -> None:
    switch.pause(SENTENCE)
    response = client.post("/gradio_api/queue/join")
    assert response.status_code == 503
    assert response.json() == {"error": "Fermé jusqu’à lundi."}


@pytest.mark.parametrize("path", ["/mentions-legales", "/agents", "/pilotage", "/pdf/0123"])
def test_what_is_no_question_stays_open(
    path: str, client: TestClient, switch: ServiceSwitch
) -> None:
    switch.pause(SENTENCE)
    assert client.get(path).text == "Selon le rapport…"


def test_an_open_service_answers(client: TestClient, switch: ServiceSwitch) -> None:
    switch.announce("Travaux.")
    assert client.post("/avis").text == "Selon le rapport…"
