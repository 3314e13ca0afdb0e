"""Recognises in a sentence the kind of thing that a question wants: an amount, a date, a place."""

import re
from collections.abc import Mapping

from index.words import stems
from retrieval.question import YEAR, Wants

_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_COUNT = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cent|mille|millions?|milliards?|dizaines?|centaines?|milliers?|aucun\w*)"
)
_FIGURE = re.compile(rf"\d+(?:[\s.,]\d+)*|\b{_COUNT}\b", re.IGNORECASE)
_NO_FIGURE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}(?:er)?\s+{_MONTH}\b|\b\d+/\d+(?:/\d+)?\b|\b(?:n°|article|art\.)\s*\d+",
    re.IGNORECASE,
)

_SIGNS: Mapping[Wants, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        Wants.MONEY: r"€|\beuros?\b|\bgratuit",
        Wants.SHARE: r"\d\s*%|\bpour ?cent\b|\bmoitié\b|\b(?:tiers|quart)\b"
        r"|\bsur (?:deux|trois|quatre|cinq|dix|\d+)\b",
        Wants.DURATION: rf"(?:\d|\b{_COUNT}|\bune?)\s+"
        r"(?:heures?|jours?|semaines?|mois|ans?|années?)\b",
        Wants.HOUR: r"\b\d{1,2}\s?(?:h|heures?)\b|\b\d{1,2}h\d\d\b",
        Wants.DATE: rf"\b(?:19|20)\d\d\b|\b{_MONTH}\b|\b{_DAY}\b|\d{{1,2}}/\d{{1,2}}",
        Wants.CONTACT: r"\b0\d(?:[ .]?\d\d){4}\b|\b3\d ?\d\d\b|\S+@\S+|\bwww\.|https?:"
        r"|\b\w+\.(?:fr|org|com)\b",
        Wants.PLACE: r"\b(?:rue|place|avenue|salle|mairie|école|locaux|site|quartier|espace|maison"
        r"|complexe|stade)\b",
        Wants.LIST: r"[,;•].*[,;•]|,.*\bet\b|:|•",
    }.items()
}
_CASED = {
    Wants.PLACE: re.compile(r"\b(?:à|au|en|dans|de|d['’]|sur|sous)\s*[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+"),
    Wants.PERSON: re.compile(
        r"[A-ZÀ-ÖØ-Þ][\w-]+\s+(?:[A-ZÀ-ÖØ-Þ][\w-]+)|\b(?:M\.|Mme)\s|[A-Z]{2,}"
        r"|\b(?:Département|Région|État|mairie|commune|association|président\w*|directeur|maire)\b"
    ),
}


def holds_kind(text: str, kind: Wants) -> bool:
    """Whether `text` holds what `kind` stands for."""
    if kind is Wants.FIGURE:
        return bool(_FIGURE.search(_NO_FIGURE.sub(" ", text)))
    signs = [table[kind] for table in (_SIGNS, _CASED) if kind in table]
    return any(sign.search(text) for sign in signs)


def satisfies(text: str, wants: frozenset[Wants]) -> float:
    """The share of `wants` that `text` holds; 1 where nothing particular is wanted."""
    return sum(holds_kind(text, kind) for kind in wants) / len(wants) if wants else 1.0


def counts(text: str, counted: frozenset[str], reach: int = 45) -> bool:
    """Whether a figure stands within `reach` characters of one of the stems `counted`."""
    if not counted:
        return False
    shown = _NO_FIGURE.sub(lambda m: " " * len(m.group()), text)
    return any(
        counted & set(stems(text[max(0, m.start() - reach) : m.end() + reach]))
        for m in _FIGURE.finditer(shown)
    )


def other_year(text: str, years: frozenset[str]) -> bool:
    """Whether `text` names years, and none of those asked for."""
    named = set(YEAR.findall(text))
    return bool(years and named and not named & years)
