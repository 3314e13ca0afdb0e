"""Reads from a web page what becomes a report's provenance: its title and its date."""

import re
from datetime import date

from bs4 import BeautifulSoup, Tag

from ingest.page_words import WORDS, month_of

_METAS = ("article:published_time", "datepublished", "dc.date", "dcterms.issued", "date")
_SPELT = re.compile(r"\b(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+((?:19|20)\d{2})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d{2})\b")
_ISO = re.compile(r"\b((?:19|20)\d{2})-(\d{2})-(\d{2})")
_NEAR = 40  # characters between « Publié le » and its date


def page_title(soup: BeautifulSoup) -> str | None:
    """The page's main heading, or else the title in its head; None if it has neither."""
    for name in ("h1", "title"):
        tag = soup.find(name)
        text = re.sub(r"\s+", " ", tag.get_text(" ")).strip() if tag else ""
        if text:
            return text
    return None


def page_date(soup: BeautifulSoup, block: Tag) -> date | None:
    """When the document linked in `block` was published, as the page says it.

    The date beside the link comes first, then one that the page says it was published on, then
    the date in its head, then the only `<time>` on it. None if the page is silent.
    """
    beside = block.get_text(" ")
    return (
        _after_published(beside)
        or date_in(beside)
        or _after_published(soup.get_text(" "))
        or _in_head(soup)
        or _only_time(soup)
    )


def date_in(text: str) -> date | None:
    """The first date in `text`: « 9 décembre 2025 », « 09 Déc. 2025 », 09/12/2025, 2025-12-09."""
    found: list[tuple[int, date]] = []
    for pattern, order in ((_SPELT, "dmy"), (_SLASHED, "dmy"), (_ISO, "ymd")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            when = _date(parts["y"], parts["m"], parts["d"])
            if when:
                found.append((match.start(), when))
    return min(found)[1] if found else None


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else month_of(month)
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None


def _after_published(text: str) -> date | None:
    words = "|".join(re.escape(word) for word in WORDS["published"])
    for match in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE):
        when = date_in(text[match.end() : match.end() + _NEAR])
        if when:
            return when
    return None


def _in_head(soup: BeautifulSoup) -> date | None:
    for meta in soup.find_all("meta", content=True):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "")
        if name.casefold() in _METAS:
            return date_in(str(meta["content"]))
    return None


def _only_time(soup: BeautifulSoup) -> date | None:
    times = soup.find_all("time")
    if len(times) != 1:
        return None
    return date_in(str(times[0].get("datetime") or times[0].get_text(" ")))
