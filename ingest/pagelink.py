"""Finds, on a web page that presents a report, the link to its PDF."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import httpx
from bs4 import BeautifulSoup, Tag

from ingest.errors import AddressError, AddressWithoutPdfLink
from ingest.page_facts import page_date, page_title
from ingest.page_words import WORDS, announced_bytes, count_words, fold
from ingest.web_address import parse_address

_SURROUNDINGS = 400  # characters: a card with its title, its button, its size and its date
_SCORE_OF_SHARED_WORDS = 4
_MIN_WORD = 4


@dataclass(frozen=True, slots=True)
class PdfLink:
    """Where a page says its PDF is, and what it says of it.

    `announced` is the size in bytes that stands beside the link, 0 if none does.
    """

    url: httpx.URL
    announced: int
    page_title: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    url: httpx.URL
    announced: int
    score: int
    block: Tag


def find_pdf_link(html: bytes, base: httpx.URL, charset: str | None = None) -> PdfLink:
    """The link to the report's PDF on the page `html`, which was had from `base`.

    Of several, the one that speaks most of a report and shares most words with the page's own
    title; then the one announced as biggest, a report being bigger than its summary; then the
    first: pages list the latest on top. What was chosen is shown to whoever ingests it.
    Raises `AddressWithoutPdfLink`.
    """
    soup = BeautifulSoup(html, "html.parser", from_encoding=charset)
    title = page_title(soup)
    candidates = list(_candidates(soup, _base(soup, base), title or ""))
    if not candidates:
        raise AddressWithoutPdfLink(address=str(base))
    best = max(candidates, key=lambda found: (found.score, found.announced))
    return PdfLink(best.url, best.announced, title, page_date(soup, best.block))


def _base(soup: BeautifulSoup, base: httpx.URL) -> httpx.URL:
    tag = soup.find("base", href=True)
    try:
        return parse_address(str(tag["href"]), base=base) if tag else base
    except AddressError:
        return base


def _candidates(soup: BeautifulSoup, base: httpx.URL, title: str) -> Iterable[_Candidate]:
    for tag in soup.find_all(["a", "object", "embed", "iframe"]):
        target = str(tag.get("href") or tag.get("data") or tag.get("src") or "").strip()
        if not target or target.startswith("#"):
            continue
        # Old pages still link by http:// to sites that answer by https alone by now.
        target = re.sub(r"^http:", "https:", target, flags=re.IGNORECASE)
        try:
            url = parse_address(target, base=base)
        except AddressError:  # mailto:, javascript: … none could be fetched
            continue
        found = _weighed(tag, url, base, title)
        if found is not None:
            yield found


def _weighed(tag: Tag, url: httpx.URL, base: httpx.URL, title: str) -> _Candidate | None:
    """The candidate that `tag` is, or None if nothing about it speaks of a PDF."""
    block = _block(tag)
    around = _text(block)
    own = " ".join((_text(tag), str(tag.get("title") or ""), str(tag.get("aria-label") or "")))
    name = re.sub(r"[-_.]", " ", url.path.rsplit("/", 1)[-1])
    is_pdf = url.path.lower().endswith(".pdf") or tag.get("type") == "application/pdf"
    says_pdf = bool(re.search(r"\bpdf\b", f"{own} {around}", re.IGNORECASE))
    if not (is_pdf or (tag.name == "a" and says_pdf)):
        return None
    said = f"{own} {name} {around}"
    downloads = count_words(own, WORDS["download"]) or tag.has_attr("download")
    score = (
        1 * is_pdf
        + 2 * bool(downloads)
        + 2 * min(2, count_words(said, WORDS["report"]))
        + min(_SCORE_OF_SHARED_WORDS, len(_words(said) & _words(title)))
        + 1 * _same_site(url, base)
        - 4 * bool(count_words(said, WORDS["beside"]))
        - 4 * (tag.find_parent(["nav", "footer", "header", "aside"]) is not None)
    )
    return _Candidate(url, announced_bytes(around), score, block)


def _block(tag: Tag) -> Tag:
    """The widest surroundings of a link that are short and hold no other link."""
    block = tag
    for parent in tag.parents:
        links = {str(a["href"]) for a in parent.find_all("a", href=True)}
        if len(links) > 1 or len(_text(parent)) > _SURROUNDINGS or parent.name == "body":
            break
        block = parent
    return block


def _text(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= _MIN_WORD}


def _same_site(url: httpx.URL, base: httpx.URL) -> bool:
    return url.host.split(".")[-2:] == base.host.split(".")[-2:]
