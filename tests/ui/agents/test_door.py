"""Who gets in, who doesn't, and for how long."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.closed.guard import COOKIE, CSRF_HEADER
from ui.sessions import HOUR
from ui.throttle import FAILURES, WITHIN

SignIn = Callable[..., Any]
PAGES = {"/agents", "/agents/", "/agents/connexion", "/agents/deconnexion"}


def hidden(page: str) -> str:
    (found,) = set(re.findall(r'name="csrf" value="([^"]+)"', page))
    return str(found)


def test_without_an_account_the_desk_explains_itself_and_shows_nothing_else(desk: Any) -> None:
    desk.accounts.accounts = ()
    for path in ("/agents", "/agents/connexion"):
        response = desk.client().get(path)
        assert response.status_code == 503
        assert "selon users add" in response.text
        assert "<form" not in response.text
        assert re.findall(r"<script[^>]*/([\w.]+)\"", response.text) == ["display.js"]
        assert "Bilan" not in response.text


def test_a_damaged_file_of_accounts_closes_the_desk_and_says_so(desk: Any, agent: Any) -> None:
    desk.accounts.damaged = True
    for path in ("/agents", "/agents/connexion"):
        response = agent.get(path)
        assert response.status_code == 503
        assert "ne peut pas être lu" in response.text
    assert agent.post("/agents/chercher", json={"q": "repas"}).status_code == 503
    desk.accounts.damaged = False
    assert agent.get("/agents").status_code == 200


def test_every_endpoint_without_a_session_is_refused(desk: Any, visitor: TestClient) -> None:
    jsons = set(desk.app.openapi()["paths"]) - PAGES
    assert jsons == {
        "/agents/chercher",
        "/agents/demander",
        "/agents/passage",
        "/agents/filtres",
        "/agents/cloture",
    }
    for path in jsons:
        for body in (b'{"q": "repas"}', b"not json", b""):
            response = visitor.post(path, content=body)
            assert response.status_code == 401
            assert list(response.json()) == ["error", "code"]
            assert response.json()["code"] == "signed_out"


def test_every_page_without_a_session_leads_to_the_login(visitor: TestClient) -> None:
    response = visitor.get("/agents")
    assert response.status_code == 303
    assert response.headers["location"] == "/agents/connexion"
    assert visitor.get("/agents/").headers["location"] == "/agents"
    assert visitor.post("/agents/deconnexion").headers["location"] == "/agents/connexion"


@pytest.mark.parametrize("path", ["/agents/secret", "/agents/connexion/x", "/agentsx"])
def test_the_desk_has_no_other_address(path: str, agent: TestClient) -> None:
    assert agent.get(path).status_code == 404


def test_signing_in_gives_a_cookie_that_only_the_desk_gets(
    visitor: TestClient, sign_in: SignIn
) -> None:
    response = sign_in(visitor)
    assert response.status_code == 303
    assert response.headers["location"] == "/agents"
    (given,) = [c for c in response.headers.get_list("set-cookie") if c.startswith(COOKIE)]
    assert "HttpOnly" in given
    assert "SameSite=strict" in given
    assert "Path=/agents" in given
    assert "Secure" not in given
    assert visitor.get("/agents").status_code == 200
    assert visitor.get("/agents/connexion").headers["location"] == "/agents"


def test_over_https_the_cookie_travels_by_https_alone(desk: Any, sign_in: SignIn) -> None:
    response = sign_in(desk.client(base_url="https://selon.exemple.fr"))
    assert all("Secure" in one for one in response.headers.get_list("set-cookie") if COOKIE in one)


def test_under_a_proxys_path_everything_keeps_it(desk: Any, sign_in: SignIn) -> None:
    client = desk.client(root_path="/selon")
    assert client.get("/selon/agents").headers["location"] == "/selon/agents/connexion"
    page = client.get("/selon/agents/connexion").text
    assert 'action="/selon/agents/connexion"' in page
    assert 'href="/selon/dress/' in page


@pytest.mark.parametrize(
    ("name", "password"),
    [("marie", "cheval agrafe pil"), ("paul", "cheval agrafe pile"), ("", ""), ("'; --", "x")],
)
def test_whoever_is_wrong_reads_the_same_sentence(
    name: str, password: str, visitor: TestClient, sign_in: SignIn
) -> None:
    response = sign_in(visitor, name, password)
    assert response.status_code == 401
    assert "ne vont pas ensemble" in response.text
    assert COOKIE not in visitor.cookies
    assert name not in response.text or not name


def test_a_name_is_read_whatever_its_case(visitor: TestClient, sign_in: SignIn) -> None:
    assert sign_in(visitor, " Marie ").status_code == 303


def test_a_form_that_is_not_ours_is_refused(visitor: TestClient) -> None:
    fields = {"name": "marie", "password": "cheval agrafe pile"}
    assert visitor.post("/agents/connexion", data=fields).status_code == 403
    visitor.get("/agents/connexion")
    stale = visitor.post("/agents/connexion", data=fields | {"csrf": "0" * 64})
    assert stale.status_code == 403
    assert "a expiré" in stale.text
    other = hidden(stale.text)
    visitor.cookies.clear()
    assert visitor.post("/agents/connexion", data=fields | {"csrf": other}).status_code == 403


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&" * 50, b"{}", b"csrf=%FF&name=a"])
def test_a_body_that_is_no_form_is_refused(body: bytes, visitor: TestClient) -> None:
    assert visitor.post("/agents/connexion", content=body).status_code == 403


def test_after_five_failures_one_has_to_wait_in_french(
    desk: Any, visitor: TestClient, sign_in: SignIn
) -> None:
    for _ in range(FAILURES):
        assert sign_in(visitor, password="faux").status_code == 401
    refused = sign_in(visitor)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == str(int(WITHIN))
    assert "Patientez 5 minutes" in refused.text
    assert sign_in(visitor, "paul").status_code == 429
    desk.clock.now += WITHIN
    assert sign_in(visitor).status_code == 303


def test_a_right_password_forgets_the_failures_of_its_account(
    desk: Any, visitor: TestClient, sign_in: SignIn
) -> None:
    for _ in range(3):
        for _ in range(FAILURES - 1):
            sign_in(visitor, password="faux")
        assert sign_in(visitor).status_code == 303
        desk.clock.now += WITHIN
        visitor.cookies.clear()


def test_a_request_that_our_page_did_not_make_is_refused(agent: TestClient) -> None:
    for token in ("", "0" * 43):
        agent.headers[CSRF_HEADER] = token
        response = agent.post("/agents/chercher", json={"q": "repas"})
        assert response.status_code == 403
        assert "Rechargez-la" in response.json()["error"]


def test_signing_out_ends_the_session_on_the_server(desk: Any, agent: TestClient) -> None:
    token = agent.cookies[COOKIE]
    csrf = hidden(agent.get("/agents").text)
    response = agent.post("/agents/deconnexion", data={"csrf": csrf})
    assert response.headers["location"] == "/agents/connexion"
    agent.cookies.set(COOKIE, token, path="/agents")
    assert agent.get("/agents").status_code == 303


def test_nobody_is_signed_out_by_another_site(agent: TestClient) -> None:
    assert agent.post("/agents/deconnexion", data={"csrf": "x"}).status_code == 403
    assert agent.get("/agents").status_code == 200


def test_a_session_ends_after_an_idle_hour(desk: Any, agent: TestClient) -> None:
    desk.clock.now += HOUR - 1
    assert agent.post("/agents/chercher", json={"q": "repas"}).status_code == 200
    desk.clock.now += HOUR
    assert agent.post("/agents/chercher", json={"q": "repas"}).status_code == 401


def test_a_session_ends_with_its_account_and_with_its_password(
    desk: Any, agent: TestClient, sign_in: SignIn
) -> None:
    desk.change_password()
    assert agent.get("/agents").status_code == 303
    assert sign_in(agent, password="un autre mot de passe").status_code == 303
    desk.accounts.accounts = ()
    assert agent.get("/agents").status_code == 503


def test_the_desk_runs_no_script_but_its_own_and_is_kept_nowhere(agent: TestClient) -> None:
    for response in (agent.get("/agents"), agent.post("/agents/chercher", json={"q": "repas"})):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
    page = agent.get("/agents").text
    assert re.findall(r"<script(?![^>]*src=)", page) == []
    assert re.findall(r"\s(?:style|on\w+)=", page) == []
    assert '<html lang="fr">' in page
