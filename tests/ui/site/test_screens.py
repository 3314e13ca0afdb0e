"""On every screen: who publishes it, how to reach them, and the links that the law asks for."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.errors import NoReportYet
from ui.dressing import Garment
from ui.permalinks import FILE, Permalinks
from ui.service import Service
from ui.site.colours import Colours
from ui.site.contact import contact_lines
from ui.site.operator import (
    Accessibility,
    Audit,
    Conformity,
    DataKeeping,
    Operator,
    Publication,
    Remedies,
    Site,
)
from ui.wording import reword, shipped

EVIL = """"'></script><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"""
LINES = contact_lines([EVIL, "Accueil : 03 00 00 00 00", "selon@exemple.fr", "https://a.fr/x"])
LOGO = Garment("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
AUDIT = Audit(72, EVIL, date(2026, 3, 12), "https://a.fr/audit")
SITE = Site(
    Operator(f"Mairie {EVIL}", LINES, LOGO),
    Colours("#1d4f91", "#9cc3f5"),
    Publication(LINES, LINES, LINES),
    DataKeeping(LINES, LINES, LINES, LINES),
    Remedies(LINES, LINES),
    Accessibility(Conformity.PARTIAL, AUDIT, date(2026, 4, 1), "https://a.fr/schema"),
)
LAW = ["accessibilite", "mentions-legales", "donnees-personnelles", "vos-recours"]
SCREENS = [
    "/",
    "/recherche",
    "/recherche?q=Quels+services",
    "kept",
    "sheet",
    "/r/aaaaaaaaaa",
    "/nulle/part",
    "/page/0123456789abcdef/99.webp",
    "/agents",
    "/qualite",
    *(f"/{page}" for page in LAW),
]


class Reader(HTMLParser):
    """The links, the elements and the handlers of a page, and its text outside of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: dict[str, dict[str, str | None]] = {}
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self._link: dict[str, str | None] | None = None
        self.feed(page)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self._link = dict(attrs) if tag == "a" else self._link

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in {"script", "style"}:
            return
        self.text += data
        if self._link is not None:
            self.links[data.strip()] = self._link


def served(
    service: Service, make_app: Callable[..., Any], site: Site, folder: Path
) -> Iterator[TestClient]:
    links = Permalinks(folder / FILE)
    with TestClient(make_app(service, site=site, permalinks=links)) as client:
        yield client


@pytest.fixture(scope="module")
def client(
    shared_service: Service, make_app: Callable[..., Any], tmp_path_factory: Any
) -> Iterator[TestClient]:
    """The pages of a site whose every value tries to break out of its place."""
    yield from served(shared_service, make_app, SITE, tmp_path_factory.mktemp("links"))


@pytest.fixture(scope="module")
def plain(
    shared_service: Service, make_app: Callable[..., Any], tmp_path_factory: Any
) -> Iterator[TestClient]:
    """The pages of an operator who said nothing."""
    yield from served(shared_service, make_app, Site(), tmp_path_factory.mktemp("links"))


def screen(client: TestClient, address: str) -> str:
    """The page at `address`; « kept » is a link that was kept, « sheet » its sheet."""
    if address not in {"kept", "sheet"}:
        return client.get(address).text
    posted = {"q": "Quels services ?", "edition": "0123456789abcdef"}
    kept = client.post("/r", data=posted, follow_redirects=False)
    where = "/" + kept.headers["location"] + ("/fiche" if address == "sheet" else "")
    return client.get(where).text


@pytest.mark.parametrize("address", SCREENS)
def test_every_screen_has_its_links_and_the_contact(address: str, client: TestClient) -> None:
    links = Reader(screen(client, address)).links
    named = {name: about["href"] for name, about in links.items()}
    assert named["Accessibilité\u00a0: partiellement conforme"].endswith(LAW[0])  # type: ignore[union-attr]
    assert named["Mentions légales"].endswith(LAW[1])  # type: ignore[union-attr]
    assert named["Données personnelles"].endswith(LAW[2])  # type: ignore[union-attr]
    assert named["Vos recours"].endswith(LAW[3])  # type: ignore[union-attr]
    assert named["À quel point est-ce juste\u00a0?"].endswith("qualite")  # type: ignore[union-attr]
    assert named["03 00 00 00 00"] == "tel:0300000000"
    assert named["selon@exemple.fr"] == "mailto:selon@exemple.fr"
    assert named["https://a.fr/x"] == "https://a.fr/x"


@pytest.mark.parametrize("address", SCREENS)
def test_nothing_that_the_operator_wrote_becomes_markup(
    address: str, client: TestClient, plain: TestClient
) -> None:
    hostile, quiet = Reader(screen(client, address)), Reader(screen(plain, address))
    assert hostile.tags.count("script") == quiet.tags.count("script")
    assert "onerror" not in hostile.handlers
    assert f"Mairie {EVIL}" in hostile.text.replace("’", "'")


@pytest.mark.parametrize("address", SCREENS)
def test_no_sentence_that_the_operator_worded_becomes_markup(
    address: str, client: TestClient, plain: TestClient
) -> None:
    quiet = Reader(screen(plain, address))
    reword({key: f"{text} {EVIL.replace('{{7*7}}', '')}" for key, text in said_everywhere()})
    try:
        hostile = Reader(screen(client, address))
    finally:
        reword({})
    assert "alert(1)" in hostile.text
    assert hostile.tags.count("script") == quiet.tags.count("script")
    assert "onerror" not in hostile.handlers


def said_everywhere() -> Iterator[tuple[str, str]]:
    for key, text in shipped().items():
        if key.startswith(("web.", "legal.", "outcomes.", "agents.")) and "{" not in text:
            yield key, text


def test_a_page_assembled_with_hostile_words_keeps_its_scripts(
    shared_service: Service, make_app: Callable[..., Any], plain: TestClient
) -> None:
    """The words of the field and its buttons stand in Gradio's configuration, a script."""
    quiet = Reader(plain.get("/").text)
    keys = ("web.question", "web.placeholder", "web.send", "web.again")
    count = {"web.count": f"{{used}}{{limit}}{EVIL.replace('{{7*7}}', '')}"}
    reword({key: EVIL.replace("{{7*7}}", "") for key in keys} | count)
    try:
        with TestClient(make_app(shared_service)) as client:
            page = client.get("/").text
    finally:
        reword({})
    hostile = Reader(page)
    assert hostile.tags.count("script") == quiet.tags.count("script")
    (config,) = re.findall(r"window\.gradio_config = (\{.*?\});</script>", page)
    assert "alert(1)" in config
    assert escape("<script>alert(1)").replace("&", "\\u0026") in config  # the counter, as HTML


@pytest.mark.parametrize("address", SCREENS)
def test_every_screen_wears_the_logo_and_the_colours(address: str, client: TestClient) -> None:
    page = screen(client, address)
    assert SITE.stylesheet is not None
    for garment in (LOGO, SITE.stylesheet):
        (found,) = re.findall(rf'(?:src|href)="([^"]*{garment.address})"', page)
        assert client.get("/" + found.lstrip("/")).content == garment.content
    assert page.index("style.css") < page.index("site.css")


def test_a_logo_opened_by_itself_can_run_nothing(client: TestClient) -> None:
    response = client.get("/" + LOGO.address)
    assert response.headers["content-type"] == "image/svg+xml"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "sandbox" in policy


def test_without_a_file_no_screen_wears_more_than_ours(plain: TestClient) -> None:
    assert "site.css" not in plain.get("/").text + plain.get("/recherche").text
    assert 'class="logo"' not in plain.get("/recherche").text
    assert plain.get("/" + LOGO.address).status_code == 404


def test_where_something_would_be_lost_the_links_open_apart_and_say_so(client: TestClient) -> None:
    chat, first = Reader(client.get("/").text), Reader(client.get("/recherche").text)
    assert chat.links["Vos recours"]["target"] == "_blank"
    assert chat.text.count("(nouvel onglet)") == 6  # five in the foot, one beside the limits
    assert "target" not in first.links["Vos recours"]


@pytest.mark.parametrize("address", ["/selon/nulle/part", "/selon/agents", "/selon/recherche"])
def test_under_a_sub_path_the_links_stay_under_it(
    address: str, shared_service: Service, make_app: Callable[..., Any]
) -> None:
    with TestClient(make_app(shared_service, site=SITE), root_path="/selon") as client:
        page = client.get(address).text
        assert client.get("/selon/vos-recours").status_code == 200
    base = re.findall(r'<base href="([^"]+)">', page)
    href = str(Reader(page).links["Vos recours"]["href"])
    assert (base, href) in [
        (["/selon/"], "vos-recours"),
        ([], "/selon/vos-recours"),
        ([], "vos-recours"),
    ]


@pytest.mark.parametrize("address", LAW)
def test_a_legal_page_is_whole_without_script_cookie_or_report(
    address: str, client: TestClient
) -> None:
    response = client.get(f"/{address}")
    assert response.status_code == 200
    assert client.head(f"/{address}").status_code == 200
    assert "set-cookie" not in response.headers
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert re.findall(r"<script(?![^>]* src=)", response.text) == []
    read = Reader(response.text)
    assert read.tags.count("h1") == 1
    assert {"header", "main", "footer", "nav"} <= set(read.tags)


@pytest.mark.parametrize(
    ("address", "sentences"),
    [
        (
            LAW[0],
            ["non conforme au référentiel", "Aucun audit n’a été déclaré", "schéma pluriannuel"],
        ),
        (LAW[1], ["qui dirige la publication", "qui l’héberge", "son nom ni son adresse"]),
        (LAW[2], ["la base légale", "ce que garde ce journal", "qui répond des données"]),
        (LAW[3], ["n’a pas encore indiqué comment le joindre"]),
    ],
)
def test_what_the_operator_did_not_say_is_admitted(
    address: str, sentences: list[str], plain: TestClient
) -> None:
    text = Reader(plain.get(f"/{address}").text).text
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_what_the_operator_said_stands_where_it_belongs(client: TestClient) -> None:
    statement = Reader(client.get("/accessibilite").text).text
    assert "le 12 mars 2026 a trouvé 72 % des critères respectés" in statement
    assert "établie le 1er avril 2026" in statement
    for address in LAW:
        assert "n’a pas encore indiqué" not in Reader(client.get(f"/{address}").text).text


def test_the_statement_says_what_was_not_tried_and_what_fails(plain: TestClient) -> None:
    text = Reader(plain.get("/accessibilite").text).text
    for said in ("axe-core", "lecteurs d’écran", "Aucune personne handicapée", "Gradio", "Le PDF"):
        assert said in text
    assert "Défenseur des droits" in text


def test_the_machine_and_the_report_are_named(plain: TestClient) -> None:
    text = Reader(plain.get("/mentions-legales").text).text
    assert "article 50 du règlement européen 2024/1689" in text
    assert "Bilan d’étape 2021-2025 du Département" in text
    assert "24 novembre 2025" in text


def test_the_legal_pages_stand_before_any_report_is_there(
    make_service: Callable[..., Service], make_app: Callable[..., Any], library: Any
) -> None:
    library.trouble = NoReportYet(home="/srv/selon")
    with TestClient(make_app(make_service())) as client:
        page = client.get("/mentions-legales")
    assert page.status_code == 200
    assert "Aucun rapport n’est encore prêt." in Reader(page.text).text
