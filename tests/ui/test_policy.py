"""What browsers are allowed: our scripts and nobody else's, and frames where that was asked for."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.testclient import TestClient

from ui.exposure import Exposure
from ui.policy import POLICY, chat_policy, hashes, put_on
from ui.service import Service

TOWN = "https://www.exemple.fr"
FRAMED = ["/", "/recherche", "/recherche?q=bus", "/r/aaaaaaaaaa", "/nulle-part"]


@pytest.fixture(scope="module")
def client(shared_service: Service, make_app: Callable[..., FastAPI]) -> TestClient:
    return TestClient(make_app(shared_service))


@pytest.fixture(scope="module")
def embedded(shared_service: Service, make_app: Callable[..., FastAPI]) -> TestClient:
    return TestClient(make_app(shared_service, exposure=Exposure(origins=(TOWN,))))


def directives(policy: str) -> dict[str, str]:
    return dict(each.strip().partition(" ")[::2] for each in policy.split(";"))


def test_each_script_of_the_page_may_run_by_its_hash_and_no_other(client: TestClient) -> None:
    response = client.get("/")
    allowed = directives(response.headers[POLICY])["script-src"]
    inline = re.findall(r"(?s)<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", response.text)
    assert len(inline) == 5
    for text in inline:
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed
    assert "'unsafe-inline'" not in allowed
    assert set(allowed.split()[:2]) == {"'self'", "'unsafe-eval'"}


def test_a_hash_is_that_of_the_text_between_the_tags() -> None:
    page = '<script src="a.js"></script><script type="x">alert(1)</script><style>p {}</style>'
    digest = b64encode(hashlib.sha256(b"alert(1)").digest()).decode()
    assert hashes(page, "script") == [f"'sha256-{digest}'"]
    assert len(hashes(page, "style")) == 1


def test_a_page_that_holds_no_script_allows_none_but_files() -> None:
    assert "script-src 'self' 'unsafe-eval';" in chat_policy("<p>rien</p>")


@pytest.mark.parametrize("path", ["/recherche", "/recherche?q=bus", "/r/aaaaaaaaaa", "/nulle-part"])
def test_our_plain_pages_run_no_script_but_files_of_ours(path: str, client: TestClient) -> None:
    response = client.get(path)
    rules = directives(response.headers[POLICY])
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert "'unsafe-inline'" not in rules.get("style-src-elem", rules["style-src"])
    rest = re.sub(r'<script src="[^"]*/display\.[^"]*"></script>', "", response.text)
    assert not re.findall(r"<script|\son\w+=|javascript:", rest)


@pytest.mark.parametrize("path", FRAMED)
def test_nobody_else_frames_our_pages_unless_that_was_asked_for(
    path: str, client: TestClient
) -> None:
    headers = client.get(path).headers
    assert directives(headers[POLICY])["frame-ancestors"] == "'self'"
    assert headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("path", FRAMED)
def test_the_sites_that_were_named_may_frame_what_residents_read(
    path: str, embedded: TestClient
) -> None:
    headers = embedded.get(path).headers
    assert directives(headers[POLICY])["frame-ancestors"] == f"'self' {TOWN}"
    assert "x-frame-options" not in headers


@pytest.mark.parametrize("path", ["/agents", "/agents/connexion"])
def test_nobody_ever_frames_the_desk(path: str, embedded: TestClient) -> None:
    headers = embedded.get(path).headers
    assert directives(headers[POLICY])["frame-ancestors"] == "'none'"
    assert headers["x-frame-options"] == "DENY"


def test_a_response_that_names_who_frames_it_is_left_alone() -> None:
    headers = MutableHeaders({POLICY: "frame-ancestors 'none'"})
    put_on(headers, (TOWN,))
    assert headers[POLICY] == "frame-ancestors 'none'"
