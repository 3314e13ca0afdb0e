"""The link to the PDF on a page that presents a report."""

from datetime import date

import httpx
import pytest
from bs4 import BeautifulSoup

from ingest.errors import AddressWithoutPdfLink
from ingest.page_facts import date_in, page_date, page_title
from ingest.page_words import announced_bytes
from ingest.pagelink import find_pdf_link

BASE = httpx.URL("https://www.departement.example/actualites/point-d-etape")

# A page as content management systems make them: menu, article, download card, footer.
PAGE = """<!doctype html><html lang="fr"><head><title>Point d'étape | Département</title>
<meta property="article:published_time" content="2025-11-30T10:00:00+01:00"></head><body>
<header><nav><a href="/">Accueil</a>
<a href="/plan-du-site.pdf">Plan du site (PDF)</a></nav></header>
<main><h1>Point d'étape du projet départemental</h1>
<p>Les élus ont débattu du document. <a href="/ordre-du-jour">Voir l'ordre du jour</a></p>
<div class="carte"><h3>Point d'étape du projet</h3>
<a class="bouton" href="/media/4512/telecharger">Télécharger</a>
<p>Taille : 41.20 Mo Extension : pdf Publié le 03 Déc. 2025</p></div>
<div class="carte"><h3>Communiqué de presse</h3>
<a href="/media/4513/communique.pdf">Télécharger</a><p>Taille : 210 Ko Extension : pdf</p></div>
</main><footer><a href="/mentions-legales.pdf">Mentions légales</a></footer></body></html>"""


def _chosen(body: str, base: httpx.URL = BASE) -> str:
    return str(find_pdf_link(f"<html><body>{body}</body></html>".encode(), base).url)


def test_the_report_of_a_page_is_found_with_its_title_size_and_date() -> None:
    link = find_pdf_link(PAGE.encode(), BASE, "utf-8")
    assert str(link.url) == "https://www.departement.example/media/4512/telecharger"
    assert link.announced == 41_200_000
    assert link.page_title == "Point d'étape du projet départemental"
    assert link.published == date(2025, 12, 3)


def test_a_page_in_another_charset_is_read() -> None:
    link = find_pdf_link(PAGE.encode("iso-8859-1"), BASE, "iso-8859-1")
    assert link.page_title == "Point d'étape du projet départemental"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Rien à télécharger.</p>",
        '<a href="/contact">Contact</a><a href="mailto:a@b.example">pdf</a>',
        '<a href="javascript:ouvrir()">Télécharger le PDF</a><a href="#pdf">PDF</a>',
        '<a href="/appli">Télécharger l\'application</a>',
    ],
)
def test_a_page_without_a_pdf_says_so(body: str) -> None:
    with pytest.raises(AddressWithoutPdfLink) as caught:
        _chosen(body)
    assert caught.value.values == {"address": str(BASE)}


def test_an_empty_answer_is_a_page_without_a_pdf() -> None:
    with pytest.raises(AddressWithoutPdfLink):
        find_pdf_link(b"", BASE)


def test_of_equals_the_one_announced_as_biggest_is_chosen() -> None:
    body = (
        '<p><a href="/a.pdf">Rapport</a> (2 Mo)</p>'
        '<p><a href="/b.pdf">Rapport</a> (54,3 Mo)</p>'
        '<p><a href="/c.pdf">Rapport</a> (800 Ko)</p>'
    )
    assert _chosen(body) == "https://www.departement.example/b.pdf"


def test_of_full_equals_the_first_is_chosen() -> None:
    body = '<p><a href="/2025.pdf">Rapport</a></p><p><a href="/2024.pdf">Rapport</a></p>'
    assert _chosen(body) == "https://www.departement.example/2025.pdf"


def test_a_report_goes_before_its_summary() -> None:
    body = '<p><a href="/s.pdf">Synthèse du rapport</a></p><p><a href="/r.pdf">Rapport</a></p>'
    assert _chosen(body) == "https://www.departement.example/r.pdf"


def test_a_pdf_of_the_site_goes_before_one_from_elsewhere() -> None:
    body = (
        '<p><a href="https://ailleurs.test/r.pdf">Rapport</a></p>'
        '<p><a href="https://media.departement.example/r.pdf">Rapport</a></p>'
    )
    assert _chosen(body) == "https://media.departement.example/r.pdf"


def test_a_pdf_shown_inside_the_page_is_found() -> None:
    assert _chosen('<embed type="application/pdf" src="/lire/12">').endswith("/lire/12")


def test_a_link_by_http_is_asked_by_https() -> None:
    assert _chosen('<a href="http://media.departement.example/r.pdf">Rapport</a>') == (
        "https://media.departement.example/r.pdf"
    )


def test_links_are_seen_from_the_base_that_the_page_declares() -> None:
    body = '<base href="https://media.departement.example/docs/"><a href="r.pdf">Rapport</a>'
    assert _chosen(body) == "https://media.departement.example/docs/r.pdf"


def test_a_base_that_is_no_address_is_left_aside() -> None:
    body = '<base href="https://[oups"><a href="/r.pdf">Rapport</a>'
    assert _chosen(body) == "https://www.departement.example/r.pdf"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Publié le 09 Déc. 2025", date(2025, 12, 9)),
        ("le 1er août 2024", date(2024, 8, 1)),
        ("3 fevrier 2023", date(2023, 2, 3)),
        ("12/03/2025 à 10 h", date(2025, 3, 12)),
        ("2025-12-09T08:00", date(2025, 12, 9)),
        ("31 février 2025 puis 4 mai 2025", date(2025, 5, 4)),
        ("le 3 pactes 2022", None),
        ("version 12.2025", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_french_pages_write_it(text: str, when: date | None) -> None:
    assert date_in(text) == when


@pytest.mark.parametrize(
    ("html", "when"),
    [
        ('<p id="b"><a href="x">x</a></p><p>Mis en ligne le 2 mai 2025</p>', date(2025, 5, 2)),
        ('<meta name="DC.date" content="2025-01-02"><p id="b">x</p>', date(2025, 1, 2)),
        ('<p id="b">x</p><time datetime="2025-03-04">hier</time>', date(2025, 3, 4)),
        ('<p id="b">x</p><time>4 mars 2025</time><time>5 mars 2025</time>', None),
        ('<p id="b">x</p><p>Réunion du 7 juin 2025</p>', None),
    ],
)
def test_the_date_of_a_page_is_one_that_it_gives_as_such(html: str, when: date | None) -> None:
    soup = BeautifulSoup(html, "html.parser")
    block = soup.find(id="b")
    assert block is not None
    assert page_date(soup, block) == when


def test_a_page_without_a_heading_has_the_title_of_its_head() -> None:
    soup = BeautifulSoup("<title> Un\n titre </title><h1> </h1>", "html.parser")
    assert page_title(soup) == "Un titre"
    assert page_title(BeautifulSoup("<p>x</p>", "html.parser")) is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Taille: 41.20 Mo", 41_200_000),
        ("PDF, 1,5 Go", 1_500_000_000),
        ("PDF - 800 Ko", 800_000),
        ("12 Mo puis 3 Mo", 12_000_000),
        ("5 mois", 0),
        ("", 0),
    ],
)
def test_the_size_beside_a_link_is_read_in_bytes(text: str, size: int) -> None:
    assert announced_bytes(text) == size
