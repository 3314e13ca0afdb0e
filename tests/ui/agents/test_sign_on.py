"""Agents who signed in elsewhere: a proxy's header opens the desk, and nobody else's does."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.accounts import Account, Role
from ui.closed.guard import COOKIE, CSRF_HEADER

PROXY, ELSEWHERE = "10.0.0.5", "10.0.0.6"
HEADER = "X-Remote-User"


def hidden(page: str) -> str:
    return page.split('data-csrf="', 1)[1].split('"', 1)[0]


def through(desk: Any, peer: str = PROXY, name: str | bytes | None = "marie") -> TestClient:
    """A browser whose requests come from `peer`, which names `name`."""
    client: TestClient = desk.client(client=(peer, 50000))
    if name is not None:
        value = name if isinstance(name, bytes) else name.encode()
        client.headers.update([(HEADER.encode(), value)])
    return client


@pytest.fixture
def signed_on(signed_on_desk: Any) -> TestClient:
    """An agent whom the proxy names, and whose requests come from our page."""
    client = through(signed_on_desk)
    client.headers[CSRF_HEADER] = hidden(client.get("/agents").text)
    return client


def test_whom_the_proxy_names_is_let_in_without_an_account_or_a_cookie(
    signed_on: TestClient,
) -> None:
    page = signed_on.get("/agents")
    assert page.status_code == 200
    assert "Compte : marie" in page.text.replace("\u00a0", " ")
    assert signed_on.post("/agents/chercher", json={"q": "repas"}).status_code == 200
    assert signed_on.get("/agents/connexion").headers["location"] == "/agents"
    assert len(signed_on.cookies) == 0


def test_a_request_that_our_page_did_not_make_is_refused(signed_on: TestClient) -> None:
    for token in ("", "0" * 64):
        signed_on.headers[CSRF_HEADER] = token
        assert signed_on.post("/agents/chercher", json={"q": "repas"}).status_code == 403


def test_the_token_of_one_agent_is_of_no_use_to_another(
    signed_on_desk: Any, signed_on: TestClient
) -> None:
    other = through(signed_on_desk, name="paul")
    other.headers[CSRF_HEADER] = signed_on.headers[CSRF_HEADER]
    assert other.post("/agents/chercher", json={"q": "repas"}).status_code == 403


@pytest.mark.parametrize("peer", [ELSEWHERE, "127.0.0.1", "testclient", ""])
def test_a_name_from_another_address_is_refused(peer: str, signed_on_desk: Any) -> None:
    client = through(signed_on_desk, peer)
    for path in ("/agents", "/agents/connexion"):
        page = client.get(path)
        assert page.status_code == 403
        assert "sans venir du serveur qui les identifie" in page.text
        assert "Bilan" not in page.text
    told = client.post("/agents/chercher", json={"q": "repas"})
    assert told.status_code == 403
    assert "sans venir du serveur" in told.json()["error"]
    assert client.post("/agents/deconnexion").status_code == 403


def test_an_address_that_is_only_forwarded_is_not_the_proxys(signed_on_desk: Any) -> None:
    client = through(signed_on_desk, "127.0.0.1")
    client.headers["X-Forwarded-For"] = PROXY
    assert client.get("/agents").status_code == 403


def test_a_proxy_on_the_machine_itself_may_name_agents_and_speak_for_browsers(
    make_desk: Any,
) -> None:
    client = through(make_desk("127.0.0.1"), "127.0.0.1")
    client.headers["X-Forwarded-For"] = "192.0.2.7"
    assert client.get("/agents").status_code == 200


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (None, "aucun nom"),
        ("", "aucun nom"),
        ("   ", "aucun nom"),
        ("a" * 101, "sans erreur"),
        ("a" * 300, "sans erreur"),
        ("mar\x07ie", "sans erreur"),
        (b"mar\xc2\x85ie", "sans erreur"),
        ("mar\u200bie".encode(), "sans erreur"),
    ],
)
def test_a_proxy_that_gives_no_clear_name_opens_nothing(
    name: str | bytes | None, sentence: str, signed_on_desk: Any
) -> None:
    client = through(signed_on_desk, name=name)
    page = client.get("/agents")
    assert page.status_code == 401
    assert sentence in page.text
    told = client.post("/agents/chercher", json={"q": "repas"})
    assert told.status_code == 401
    assert sentence in told.json()["error"]


def test_two_names_are_no_name(signed_on_desk: Any) -> None:
    client = through(signed_on_desk, name=None)
    twice = [(HEADER, "paul"), (HEADER, "marie")]
    assert client.get("/agents", headers=twice).status_code == 401
    empty_first = [(HEADER, ""), (HEADER, "marie")]
    assert client.get("/agents", headers=empty_first).status_code == 401


@pytest.mark.parametrize("name", ["Zoé".encode(), "Zoé".encode("latin-1")])
def test_a_name_is_read_with_its_accents_and_shown_escaped(
    name: bytes, signed_on_desk: Any
) -> None:
    assert "Zoé" in through(signed_on_desk, name=name).get("/agents").text
    page = through(signed_on_desk, name="<b>x</b>").get("/agents").text
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_an_account_of_that_name_gives_its_role(signed_on_desk: Any) -> None:
    chief = Account("chef", Role.STAFF, "hash", "2026-01-31T12:00:00+00:00")
    signed_on_desk.accounts.accounts = (chief,)
    assert "Compte : chef" in through(signed_on_desk, name="Chef").get("/agents").text.replace(
        "\u00a0", " "
    )


def test_without_an_account_whoever_comes_another_way_is_told_which(signed_on_desk: Any) -> None:
    client = through(signed_on_desk, ELSEWHERE, None)
    for path in ("/agents", "/agents/connexion"):
        page = client.get(path)
        assert page.status_code == 401
        assert "par le serveur qui identifie les agents" in page.text
        assert "<form" not in page.text
    assert client.post("/agents/chercher", json={"q": "repas"}).status_code == 401


def test_with_accounts_whoever_comes_another_way_uses_a_password(
    signed_on_desk: Any, desk: Any, sign_in: Any
) -> None:
    signed_on_desk.accounts.accounts = desk.accounts.accounts
    client = through(signed_on_desk, ELSEWHERE, None)
    assert sign_in(client).status_code == 303
    assert client.get("/agents").status_code == 200
    assert COOKIE in client.cookies


def test_through_the_proxy_its_word_counts_and_no_cookie_does(
    signed_on_desk: Any, desk: Any, sign_in: Any
) -> None:
    signed_on_desk.accounts.accounts = desk.accounts.accounts
    client = through(signed_on_desk, ELSEWHERE, None)
    sign_in(client)
    other = through(signed_on_desk, name=None)
    other.cookies.set(COOKIE, client.cookies[COOKIE], path="/agents")
    assert other.get("/agents").status_code == 401


def test_signing_out_says_who_does_that(signed_on: TestClient) -> None:
    page = signed_on.post("/agents/deconnexion", data={"csrf": "x"})
    assert page.status_code == 200
    assert "un serveur de votre organisme" in page.text
    assert "(marie)" in page.text
    assert signed_on.get("/agents").status_code == 200


def test_a_damaged_file_of_accounts_closes_the_desk_to_everybody(signed_on_desk: Any) -> None:
    client = through(signed_on_desk)
    signed_on_desk.accounts.damaged = True
    assert client.get("/agents").status_code == 503
    assert client.post("/agents/chercher", json={"q": "repas"}).status_code == 503


def test_without_the_setting_a_header_opens_nothing(desk: Any) -> None:
    client = through(desk)
    assert client.get("/agents").headers["location"] == "/agents/connexion"
    assert client.post("/agents/chercher", json={"q": "repas"}).status_code == 401


def test_the_closed_desk_explains_both_ways_to_open_it(desk: Any) -> None:
    desk.accounts.accounts = ()
    page = desk.client().get("/agents").text
    assert "selon users add" in page
    assert "SELON_SSO_HEADER" in page
