"""Recognises in a sentence the kind of thing that a question wants: an amount, a date, a place."""

import re
from collections.abc import Mapping

from retrieval.numbers import MONTH
from retrieval.question import Wants

DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
COUNT = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cent|mille|millions?|milliards?|dizaines?|centaines?|milliers?|aucun\w*)"
)
FIGURE = re.compile(rf"\d+(?:[\s.,]\d+)*|\b{COUNT}\b", re.IGNORECASE)
# Notes, roads, bodies named by their département (« SDIS 62 »), years, dates, articles of laws.
NO_FIGURE = re.compile(
    r"\[\d+(?:, ?\d+)*\]|(?-i:\b(?:RD|RN|D|A|N) ?\d+\b)|\b(?:19|20)\d\d\b"
    r"|(?-i:\b(?:SDIS|CAF|CPAM|MDPH|DDTM?|UDAF|CDG|CDOS|CD|CG) ?\d{2,3}\b|\([A-Z]{2,6} ?\d{2,3}\))"
    rf"|\b\d{{1,2}}(?:er)?\s+{MONTH}\b|\b\d+/\d+(?:/\d+)?\b|\b(?:n°|article|art\.)\s*\d+",
    re.IGNORECASE,
)

_SIGNS: Mapping[Wants, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        Wants.MONEY: r"€|\beuros?\b|\bgratuit",
        Wants.SHARE: r"\d\s*%|\bpour ?cent\b|\bmoitié\b|\b(?:tiers|quart)\b"
        r"|\bsur (?:deux|trois|quatre|cinq|dix|\d+)\b",
        Wants.DURATION: rf"(?:\d|\b{COUNT}|\bune?)\s+"
        r"(?:heures?|jours?|semaines?|mois|ans?|années?)\b",
        Wants.HOUR: r"\b\d{1,2}\s?(?:h|heures?)\b|\b\d{1,2}h\d\d\b",
        Wants.DATE: rf"\b(?:19|20)\d\d\b|\b{MONTH}\b|\b{DAY}\b|\d{{1,2}}/\d{{1,2}}",
        Wants.CONTACT: r"\b0\d(?:[ .]?\d\d){4}\b|\b3\d ?\d\d\b|\S+@\S+|\bwww\.|https?:"
        r"|\b\w+\.(?:fr|org|com)\b",
        Wants.PLACE: r"\b(?:rue|place|avenue|salle|mairie|école|collège|locaux|site|quartier|espace"
        r"|maison|complexe|stade|bureau|guichet|comptoir|antenne|centre|relais|permanence|agence"
        r"|accueil|médiathèque|bibliothèque|gymnase|piscine|parking)s?\b",
        Wants.REASON: r"\bcar\b|\bparce qu|\bpuisqu|\ben raison\b|\bdu fait\b|\bà cause\b|\bafin d"
        r"|\bgrâce à\b|\bsuite à\b|\bpour (?:se |s['’]|l['’]|les? |en |y )?\w+(?:er|ir|re)\b",
        Wants.MEANING: r"\best une?\b|\bdésign|\bpermet|\bconsist|\bappelé|\bsert à\b|\bvise|\baide"
        r"|\w \([A-ZÀ-Ý]?\w{3,}[^)\d]+\)|, (?:une?|le|la) \w+ (?:de|du|des|qui|pour)\b",
        Wants.LIST: r"[,;•].*[,;•]|,.*\bet\b|:|•",
    }.items()
}
_OPEN = re.compile(
    r"\b(?:à (?:préciser|définir|évaluer|venir|déterminer)"
    r"|non (?:disponibles?|communiqué\w*|connue?s?)"
    r"|pas (?:encore )?(?:connue?s?|communiqué\w*|disponibles?)|ND|NC|n\.c\.|sera précisé\w*"
    r"|seront (?:communiqué|précisé)\w*|faudra (?:l['’])?évaluer)(?!\w)|_{3,}"
)
_CASED = {
    # Two names are a list: « les plages de Trez et de Trescadec »
    Wants.LIST: re.compile(
        r"[A-ZÀ-ÖØ-Þ][\w’'-]+ et (?:(?:de|du|des|à|au|aux|en|la|le|les) |[dl]['’])*[A-ZÀ-ÖØ-Þ]"
    ),
    Wants.PLACE: re.compile(r"\b(?:à|au|en|dans|de|d['’]|sur|sous)\s*[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+"),
    Wants.PERSON: re.compile(
        r"[A-ZÀ-ÖØ-Þ][\w-]+\s+(?:[A-ZÀ-ÖØ-Þ][\w-]+)|\b(?:M\.|Mme)\s|[A-Z]{2,}"
        r"|\b(?:Département|Région|État|mairie|commune|association|président\w*|directeur|maire)\b"
    ),
}


def holds_kind(text: str, kind: Wants) -> bool:
    """Whether `text` holds what `kind` stands for."""
    if kind is Wants.FIGURE:
        return bool(FIGURE.search(NO_FIGURE.sub(" ", text)))
    signs = [table[kind] for table in (_SIGNS, _CASED) if kind in table]
    return any(sign.search(text) for sign in signs)


def held_kinds(text: str, wants: frozenset[Wants]) -> frozenset[Wants]:
    """Those of `wants` that `text` holds."""
    return frozenset(kind for kind in wants if holds_kind(text, kind))


def is_open(text: str) -> bool:
    """Whether `text` says that what it speaks of isn't known yet, or isn't given."""
    return bool(_OPEN.search(text))
