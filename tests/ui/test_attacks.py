"""What strangers try: texts that would be scripts, paths that would climb, bodies that aren't."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from retrieval.answer import Answer, Outcome
from retrieval.definitions import Definition
from ui.accounts import Account, Role
from ui.gate import known
from ui.permalinks import FILE, Permalinks
from ui.service import Service
from ui.site.contact import contact_lines
from ui.site.operator import Operator, Site

EDITION = "0123456789abcdef"
EVIL = "<img src=x onerror=alert(1)></p><script>alert(2)</script>\"'`{{7919*7907}}"
RAW = re.compile(r"<img src=x|<script>alert|onerror=alert\(1\)>|62615533")
ESCAPED = "&lt;script&gt;alert(2)&lt;/script&gt;"

# What the page needs of Gradio; a version that mounts more is found out here.
GRADIO_OPEN = {
    "/", "/assets/{path:path}", "/static/{path:path}", "/theme.css", "/favicon.ico", "/robots.txt",
    "/gradio_api/info", "/gradio_api/info/", "/gradio_api/startup-events", "/gradio_api/theme.css",
    "/gradio_api/heartbeat/{session_hash}", "/gradio_api/queue/join", "/gradio_api/queue/data",
}  # fmt: skip


class SomeAccounts:
    """One account, whose name says something too."""

    def all(self) -> tuple[Account, ...]:
        return (Account(EVIL, Role.AGENT, "hash", "2026-01-31T12:00:00+00:00"),)

    def find(self, name: str) -> Account | None:
        return None


@pytest.fixture(scope="module")
def app(
    make_shared_service: Callable[..., Service],
    make_app: Callable[..., FastAPI],
    make_citation: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> FastAPI:
    """Pages over a report, an answer, a glossary and an operator that all are markup."""
    quote = f"Il a {EVIL} services."
    citation = make_citation(quote, texts=(quote,), headings=(EVIL, "Ici"), label="<b>9</b>")

    def ask(question: str, editions: Any, **more: Any) -> Answer:
        explained = {quote: (Definition("<b>A</b>", EVIL),)}
        notices = {"body": EVIL, "corrected": EVIL}
        return Answer(
            question=question,
            searched=EVIL,
            outcome=Outcome.ANSWERED,
            citations=(citation,),
            choices=(EVIL,),
            notices=notices,
            explained=explained,
            editions=(EDITION,),
        )

    return make_app(
        make_shared_service(EVIL, ask=ask),
        site=Site(Operator(EVIL, contact_lines([EVIL]))),
        accounts=SomeAccounts(),
        permalinks=Permalinks(tmp_path_factory.mktemp("links") / FILE),
    )


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module")
def plain(shared_service: Service, make_app: Callable[..., FastAPI]) -> Iterator[TestClient]:
    """A client of pages with nothing unusual in them."""
    with TestClient(make_app(shared_service)) as client:
        yield client


def harmless(text: str) -> bool:
    """Whether the markup stands in `text`, and only as text."""
    return not RAW.search(text) and ESCAPED in text


def asked(client: TestClient, question: str) -> str:
    """The conversation after `question`."""
    body = {"data": [question, None], "fn_index": 1, "session_hash": "visit"}
    response = client.post("/gradio_api/run/predict", json=body)
    assert response.status_code == 200
    return str(response.json()["data"][2])


# --- Texts that would be scripts ------------------------------------------------------------------


def test_markup_in_the_conversation_is_text(client: TestClient) -> None:
    assert harmless(asked(client, EVIL))


def test_markup_around_the_conversation_is_text(client: TestClient) -> None:
    page = client.get("/").text
    own = re.sub(r"(?s)<script[^>]*>.*?</script>", "", page)
    assert harmless(own)
    assert "alert(2)" not in "".join(
        re.findall(r"(?s)<script(?![^>]*src=)[^>]*>(.*?)</script>", page)
    )
    assert "alert" not in client.get("/").headers["content-security-policy"]


def test_markup_on_the_plain_pages_is_text(client: TestClient) -> None:
    assert harmless(client.get("/recherche").text)
    assert harmless(client.get("/recherche", params={"q": EVIL, "avant": EVIL}).text)
    assert harmless(client.post("/recherche", data={"q": EVIL, "avant": EVIL}).text)


def test_markup_in_a_kept_answer_and_on_its_sheet_is_text(client: TestClient) -> None:
    link = client.post("/r", data={"q": EVIL, "edition": EDITION}, follow_redirects=False)
    assert link.status_code == 303
    address = "/" + link.headers["location"]
    assert harmless(client.get(address).text)
    assert harmless(client.get(address + "/fiche").text)


def test_a_code_or_an_address_that_is_markup_is_shown_nowhere(client: TestClient) -> None:
    for path in (f"/r/{EVIL[:20]}", f"/page/{EVIL[:20]}/1.webp", f"/{EVIL[:20]}"):
        response = client.get(path)
        assert response.status_code == 404
        assert "<img" not in response.text


def test_a_host_that_is_markup_is_not_written_into_a_page(client: TestClient) -> None:
    link = client.post("/r", data={"q": "Quels bus ?"}, follow_redirects=False)
    for host in ("x</script><script>alert(2)</script>", 'x" onerror=alert(1)>', "x:y", "[::1"):
        for path in ("/", "/recherche", "/" + link.headers["location"]):
            response = client.get(path, headers={"host": host})
            assert response.status_code < 500, (host, path)
            assert "<script>alert" not in response.text
            assert "onerror=alert(1)>" not in response.text


def test_the_desk_shows_no_markup_before_the_door(client: TestClient) -> None:
    for path in ("/agents", "/agents/connexion"):
        assert not RAW.search(client.get(path).text)


def test_the_name_of_a_pdf_is_a_plain_one(client: TestClient) -> None:
    headers = client.get(f"/pdf/{EDITION}").headers
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.pdf"', headers["content-disposition"])
    assert headers["x-content-type-options"] == "nosniff"


# --- Paths that would climb -----------------------------------------------------------------------

CLIMBING = [
    "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2fetc%2fpasswd", "..%5c..%5cetc",
    "%252e%252e%252f", "%00", "a%00.webp", "/etc/passwd", "%2fetc%2fpasswd", "~root", "a" * 5000,
    "%c0%ae%c0%ae", "é" * 200, "C:%5cWindows", "file:%2f%2f%2fetc%2fpasswd", ".", "%20",
]  # fmt: skip


@pytest.mark.parametrize("climbing", CLIMBING, ids=lambda text: text[:30])
@pytest.mark.parametrize(
    "around",
    [
        "/page/{}/1.webp",
        f"/page/{EDITION}/{{}}.webp",
        f"/page/{EDITION}/{{}}",
        "/pdf/{}",
        "/r/{}",
        "/r/{}/fiche",
        "/dress/{}/style.css",
        "/dress/000000000000/{}",
        "/static/{}",
        "/assets/{}",
        "/gradio_api/heartbeat/{}",
        "/gradio_api/file={}",
    ],
)
def test_no_path_leads_out_of_what_is_served(around: str, climbing: str, plain: TestClient) -> None:
    response = plain.get(around.format(climbing))
    assert response.status_code in {403, 404, 503}
    assert "root:" not in response.text
    assert "Traceback" not in response.text


# --- What Gradio mounts ---------------------------------------------------------------------------


def routes_in(routes: Iterable[Any]) -> Iterator[Any]:
    """All routes, those of routers within included."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from routes_in(route.original_router.routes)
        else:
            yield route


def gradio_routes(app: FastAPI) -> list[Any]:
    """Every route of the application that Gradio mounts."""
    mounted: Any = app.routes[-1]
    return list(routes_in(mounted.app.routes))


def test_of_all_that_gradio_mounts_only_what_the_page_uses_is_open(app: FastAPI) -> None:
    paths = {route.path for route in gradio_routes(app)}
    assert len(paths) > 60
    found = {path for path in paths if known(re.sub(r"\{[^}]*\}", "x", path))}
    assert found == GRADIO_OPEN
    assert known("/gradio_api/run/predict")


def test_everything_else_of_gradio_is_closed_with_every_verb(app: FastAPI) -> None:
    client = TestClient(app)
    for route in gradio_routes(app):
        path = re.sub(r"\{[^}]*\}", "x", route.path)
        for verb in () if route.path in GRADIO_OPEN else route.methods or {"GET"}:
            response = client.request(verb, path)
            assert response.status_code == 404, (verb, path)
            assert "Il n’y a rien" in response.text or verb == "HEAD"


# --- Bodies that aren't, and verbs that nobody uses -----------------------------------------------

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


def test_every_address_of_the_desk_that_answers_data_wants_a_session(app: FastAPI) -> None:
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
