"""What strangers send: bodies that aren't, verbs that nobody uses, odd headers."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

EDITION = "0123456789abcdef"
BODIES = {
    "nothing": b"",
    "not utf-8": b"\xff\xfe\x00",
    "half a character": b'{"q": "\\ud800", "data": ["\\ud800", null], "fn_index": 1}',
    "an array": b"[]",
    "a number": b"3",
    "a text": b'"x"',
    "null": b"null",
    "cut short": b'{"q": "a',
    "deep": b'{"q": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "wrong types": b'{"q": 3, "edition": [], "passage": {}, "data": 3, "fn_index": "x"}',
    "missing keys": b"{}",
    "a huge number": b'{"q": 1' + b"0" * 6000 + b', "fn_index": 1' + b"0" * 400 + b"}",
    "not a number": b'{"q": NaN, "data": [NaN, null], "fn_index": 1}',
    "many fields": b"&".join(b"q=%d" % number for number in range(500)),
}
POSTED = [
    "/gradio_api/run/predict",
    "/gradio_api/run/predict/",
    "/gradio_api/queue/join",
    "/agents/chercher",
    "/agents/demander",
    "/agents/filtres",
    "/agents/cloture",
    "/agents/passage",
    "/agents/connexion",
    "/agents/deconnexion",
]
Routes = Callable[[Iterable[Any]], Iterator[Any]]


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_makes_no_sense_is_refused_and_breaks_nothing(
    name: str, path: str, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    kind = {"Content-Type": "application/json"}
    response = client.post(path, content=BODIES[name], headers=kind, follow_redirects=False)
    away = {303} if path == "/agents/deconnexion" else set()
    assert response.status_code in {400, 401, 403, 413, 422} | away
    assert "Traceback" not in response.text
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("path", ["/recherche", "/r"])
@pytest.mark.parametrize("name", BODIES)
def test_a_form_that_is_none_gets_a_french_page(name: str, path: str, plain: TestClient) -> None:
    response = plain.post(path, content=BODIES[name], headers={"Content-Type": "application/json"})
    assert response.status_code == 415
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    response = plain.post(path, content=BODIES[name], headers=form)
    assert response.status_code in {200, 303, 400, 422, 503}
    assert '<html lang="fr">' in response.text


@pytest.mark.parametrize(
    ("verb", "path", "allowed"),
    [
        ("PUT", "/recherche", "GET, POST"),
        ("DELETE", "/r/abcdefgh23", "GET"),
        ("POST", "/sante", "GET"),
        ("OPTIONS", "/agents/chercher", "POST"),
        ("GET", "/agents/chercher", "POST"),
        ("TRACE", "/agents", "GET"),
        ("PATCH", f"/pdf/{EDITION}", "GET"),
        ("GARBAGE", "/r", "GET, POST"),
    ],
)
def test_a_verb_that_an_address_does_not_take_is_told_with_those_it_takes(
    verb: str, path: str, allowed: str, plain: TestClient
) -> None:
    response = plain.request(verb, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    assert "ne s’emploie pas ainsi" in response.text


@pytest.mark.parametrize(
    "path", ["/sante", "/recherche", f"/pdf/{EDITION}", f"/page/{EDITION}/12.webp", "/", "/agents"]
)
def test_head_says_what_get_says_without_its_body(path: str, plain: TestClient) -> None:
    whole, head = plain.get(path), plain.head(path)
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.content == b""


def test_every_address_of_the_desk_that_answers_data_wants_a_session(
    app: FastAPI, routes_in: Routes
) -> None:
    client = TestClient(app, follow_redirects=False)
    asked_for = [path for path in POSTED if path.startswith("/agents/")][:5]
    routes = {getattr(route, "path", "") for route in routes_in(app.routes)}
    doors = {"/agents", "/agents/", "/agents/connexion", "/agents/deconnexion"}
    assert {path for path in routes if path.startswith("/agents")} - doors == set(asked_for)
    for path in asked_for:
        assert client.post(path, json={"q": "repas"}).status_code == 401


def test_odd_headers_break_nothing(plain: TestClient) -> None:
    odd: list[dict[str, str | bytes]] = [
        {"cookie": b"selon_session=\xff\xfe; selon_entree=\x01"},
        {"cookie": "a" * 20_000},
        {"x-gradio-server": "http://["},
        {"x-forwarded-for": "x" * 5000},
        {"content-length": "-5"},
        {"accept-language": "\x01"},
        {"range": "bytes=0-0,1-1,-1"},
        {"if-none-match": '"' * 99},
    ]
    for headers in odd:
        for path in ("/", "/recherche", "/agents", f"/pdf/{EDITION}"):
            assert plain.get(path, headers=headers).status_code in {200, 206, 416, 503}  # type: ignore[arg-type]
