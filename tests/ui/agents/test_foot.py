"""The desk too says who publishes it, and leads to what the law asks for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.dressing import Garment
from ui.site.colours import Colours
from ui.site.contact import contact_lines
from ui.site.operator import Operator, Site

LOGO = Garment("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
SITE = Site(Operator("Mairie <b>", contact_lines(["selon@exemple.fr"]), LOGO), Colours("#1d4f91"))


def shown(page: str) -> None:
    assert "Mairie &lt;b&gt;" in page
    assert '<a href="mailto:selon@exemple.fr">' in page
    assert re.findall(r'<li><a href="(/[\w-]+)"', page) == [
        "/accessibilite", "/mentions-legales", "/donnees-personnelles", "/vos-recours", "/qualite",
    ]  # fmt: skip
    assert f'src="/{LOGO.address}"' in page
    assert SITE.stylesheet is not None
    assert page.index("agents.css") < page.index(f'href="/{SITE.stylesheet.address}"')


@pytest.fixture(autouse=True)
def _site(desk: Any) -> None:
    desk.app.state.site = SITE


def test_the_login_form_has_the_foot_of_every_screen(visitor: TestClient) -> None:
    shown(visitor.get("/agents/connexion").text)


def test_the_closed_desk_has_it(desk: Any, visitor: TestClient) -> None:
    desk.accounts.accounts = ()
    shown(visitor.get("/agents").text)


def test_the_console_has_it_and_its_links_open_apart(agent: TestClient) -> None:
    page = agent.get("/agents").text
    shown(page)
    assert page.count('target="_blank"') == 5


def test_a_desk_without_a_file_has_the_links_all_the_same(
    desk: Any, visitor: TestClient, sign_in: Callable[..., Any]
) -> None:
    desk.app.state.site = Site()
    page = visitor.get("/agents/connexion").text
    assert "Accessibilité\u00a0: non conforme" in page
    assert "Service proposé" not in page
