"""Who opens the staff's desk, and who doesn't."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.closed.guard import COOKIE
from ui.exposure import SignOn
from ui.throttle import FAILURES

PAGES = [
    "/pilotage",
    "/pilotage?vue=territoires",
    "/pilotage/theme/velo",
    "/pilotage/comparaison",
    "/pilotage/questions",
    "/pilotage/manques",
    "/pilotage/manques/7",
    "/pilotage/demande",
    "/pilotage/relecture",
]
FILES = [
    "/pilotage/couverture.csv",
    "/pilotage/familles.svg",
    "/pilotage/familles.csv",
    f"/pilotage/comparaison.csv?e={'0123456789abcdef'}&e={'f' * 16}",
    "/pilotage/questions.csv",
    "/pilotage/questions.xlsx",
    "/pilotage/manques.csv",
    "/pilotage/manques.xlsx",
    "/pilotage/manques.md",
    "/pilotage/demande.csv",
    "/pilotage/demande.svg",
    "/pilotage/relecture.jsonl",
]
# What test_reviewing.py opens.
CASES = {f"/pilotage/relecture/{end}" for end in ("{entry}", "{entry}/chercher")}
DEEDS = {
    "/pilotage/relecture/annuler",
    "/pilotage/relecture/fichier",
    "/pilotage/travail/arreter",
}
DOORS = {"/pilotage/", "/pilotage/connexion", "/pilotage/deconnexion"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_without_an_account_the_desk_explains_how_it_is_opened(
    desk: Any, visitor: TestClient
) -> None:
    desk.accounts.accounts = ()
    for path in PAGES:
        response = visitor.get(path)
        assert response.status_code == 503
        assert "selon users add marie.dupont --role staff" in response.text
        assert "Bilan" not in response.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_a_session_leads_to_the_login(path: str, visitor: TestClient) -> None:
    response = visitor.get(path)
    assert response.status_code == 303
    assert response.headers["location"] == "/pilotage/connexion"


@pytest.mark.parametrize("path", FILES)
def test_a_file_without_a_session_is_refused(path: str, visitor: TestClient) -> None:
    response = visitor.get(path)
    assert response.status_code == 401
    assert "Votre session a pris fin" in response.text
    assert "Thème" not in response.text


def test_no_address_of_the_desk_is_left_out_here(desk: Any) -> None:
    known = {path for path in desk.app.openapi()["paths"] if path.startswith("/pilotage")}
    tried = {
        path.partition("?")[0].replace("velo", "{topic}").replace("/7", "/{gap}")
        for path in (*PAGES, *FILES)
    }
    assert known == tried | DOORS | CASES | DEEDS


@pytest.mark.parametrize("path", ["/pilotage/secret", "/pilotage/theme", "/pilotagex"])
def test_the_desk_has_no_other_address(path: str, staff: TestClient) -> None:
    assert staff.get(path).status_code == 404


@pytest.mark.parametrize("name", ["paul", "anne"])
def test_staff_and_who_runs_selon_come_in(name: str, visitor: TestClient, sign_in: Any) -> None:
    response = sign_in(visitor, name)
    assert response.headers["location"] == "/pilotage"
    page = visitor.get("/pilotage")
    assert page.status_code == 200
    assert f"Compte : {name}" in plain(page.text)


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_an_agent_reads_why_the_desk_is_not_open_to_them(
    path: str, visitor: TestClient, sign_in: Any
) -> None:
    sign_in(visitor, "marie")
    response = visitor.get(path)
    assert response.status_code == 403
    assert "Le pilotage est réservé aux comptes « staff » et « admin »" in plain(response.text)
    assert "Vélo" not in response.text
    assert "pistes" not in response.text


def test_a_session_of_one_desk_opens_no_other(visitor: TestClient, sign_in: Any) -> None:
    given = sign_in(visitor, "paul", at="agents").headers.get_list("set-cookie")
    assert any(one.startswith(COOKIE) and "Path=/agents" in one for one in given)
    assert visitor.get("/agents").status_code == 200
    assert visitor.get("/pilotage").headers["location"] == "/pilotage/connexion"
    (token,) = [one.value for one in visitor.cookies.jar if one.name == COOKIE]
    stolen = visitor.get("/pilotage", headers={"cookie": f"{COOKIE}={token}"})
    assert stolen.headers["location"] == "/pilotage/connexion"


def test_failures_count_for_both_desks_together(visitor: TestClient, sign_in: Any) -> None:
    for _ in range(FAILURES):
        assert sign_in(visitor, "paul", "faux", at="agents").status_code == 401
    assert sign_in(visitor, "paul").status_code == 429


def test_an_account_that_is_gone_has_no_session_any_more(desk: Any, staff: TestClient) -> None:
    desk.accounts.accounts = tuple(one for one in desk.accounts.accounts if one.name != "paul")
    assert staff.get("/pilotage").headers["location"] == "/pilotage/connexion"


def test_signing_out_ends_the_session(staff: TestClient) -> None:
    page = staff.get("/pilotage").text
    csrf = page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    assert staff.post("/pilotage/deconnexion", data={"csrf": "0"}).status_code == 403
    assert staff.get("/pilotage").status_code == 200
    gone = staff.post("/pilotage/deconnexion", data={"csrf": csrf})
    assert gone.headers["location"] == "/pilotage/connexion"
    assert staff.get("/pilotage").status_code == 303


@pytest.mark.parametrize(("name", "status"), [("paul", 200), ("marie", 403), ("inconnu", 403)])
def test_whom_the_proxy_names_has_the_role_of_the_account_of_that_name(
    name: str, status: int, signed_on_desk: Any
) -> None:
    assert isinstance(signed_on_desk.sign_on, SignOn)
    client = signed_on_desk.client(client=("10.0.0.5", 50000))
    assert client.get("/pilotage", headers={"X-Remote-User": name}).status_code == status
    elsewhere = signed_on_desk.client(client=("10.0.0.6", 50000))
    assert elsewhere.get("/pilotage", headers={"X-Remote-User": name}).status_code == 403


# A chart is a picture with the policy of pictures; there is no group 7 to be shown.
OF_ANOTHER_KIND = {"/pilotage/demande.svg", "/pilotage/manques/7"}


@pytest.mark.parametrize("path", sorted({*PAGES, *FILES, "/pilotage/connexion"} - OF_ANOTHER_KIND))
def test_nothing_of_the_desk_is_kept_framed_or_scripted(path: str, staff: TestClient) -> None:
    response = staff.get(path)
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-frame-options"] == "DENY"
    policy = response.headers["content-security-policy"]
    drawn = path.endswith(".svg")
    assert "sandbox" in policy if drawn else "unsafe" not in policy
    assert re.findall(r"<script(?![^>]*display\.js)", response.text) == []
    assert drawn or " style=" not in response.text


def test_under_a_proxys_path_everything_keeps_it(desk: Any, sign_in: Any) -> None:
    client = desk.client(root_path="/selon")
    assert client.get("/selon/pilotage").headers["location"] == "/selon/pilotage/connexion"
    page = client.get("/selon/pilotage/connexion").text
    csrf = page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    fields = {"csrf": csrf, "name": "paul", "password": "cheval agrafe pile"}
    assert client.post("/selon/pilotage/connexion", data=fields).status_code == 303
    page = client.get("/selon/pilotage").text
    addresses = re.findall(r'(?:href|action|src)="(/[^"]*)"', page)
    assert "/selon/pilotage/questions" in addresses
    assert [each for each in addresses if not each.startswith("/selon/")] == []
