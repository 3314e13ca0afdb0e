"""What strangers find of Gradio: what the page uses is open, everything else is closed."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ui.gate import known

# What the page needs of Gradio; a version that mounts more is found out here.
GRADIO_OPEN = {
    "/", "/assets/{path:path}", "/static/{path:path}", "/theme.css", "/favicon.ico", "/robots.txt",
    "/gradio_api/info", "/gradio_api/info/", "/gradio_api/startup-events", "/gradio_api/theme.css",
    "/gradio_api/heartbeat/{session_hash}", "/gradio_api/queue/join", "/gradio_api/queue/data",
}  # fmt: skip
Routes = Callable[[Iterable[Any]], Iterator[Any]]


@pytest.fixture
def gradio_routes(app: FastAPI, routes_in: Routes) -> list[Any]:
    """Every route of the application that Gradio mounts."""
    mounted: Any = app.routes[-1]
    return list(routes_in(mounted.app.routes))


def test_of_all_that_gradio_mounts_only_what_the_page_uses_is_open(
    gradio_routes: list[Any],
) -> None:
    paths = {route.path for route in gradio_routes}
    assert len(paths) > 60
    found = {path for path in paths if known(re.sub(r"\{[^}]*\}", "x", path))}
    assert found == GRADIO_OPEN
    assert known("/gradio_api/run/predict")


def test_everything_else_of_gradio_is_closed_with_every_verb(
    app: FastAPI, gradio_routes: list[Any]
) -> None:
    client = TestClient(app)
    for route in gradio_routes:
        path = re.sub(r"\{[^}]*\}", "x", route.path)
        for verb in () if route.path in GRADIO_OPEN else route.methods or {"GET"}:
            response = client.request(verb, path)
            assert response.status_code == 404, (verb, path)
            assert "Il n’y a rien" in response.text or verb == "HEAD"
