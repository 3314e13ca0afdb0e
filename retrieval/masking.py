"""Takes personal data out of a question before anything else sees it.

What identifies a person goes (numbers, addresses, names given as one's own); figures, dates,
places and articles stay, since they are what a report is asked about.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

PLACEHOLDER = "[…]"

_Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Masked:
    """A question without personal data, and the kinds of what was taken out, in order found."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One kind of personal data; a group named `keep` in the pattern stays in the question."""

    kind: str
    pattern: re.Pattern[str]
    holds: _Check = lambda _: True

    def applied(self, text: str) -> str:
        """`text` with every stretch that the rule recognises replaced."""
        return self.pattern.sub(self._replacement, text)

    def _replacement(self, match: re.Match[str]) -> str:
        if not self.holds(match.group(0)):
            return match.group(0)
        return (match.groupdict().get("keep") or "") + PLACEHOLDER


def passes_luhn(text: str) -> bool:
    """Whether the digits of `text` end in the check digit that bank cards carry (Luhn)."""
    digits = [int(c) for c in text if c.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _rule(kind: str, pattern: str, holds: _Check = lambda _: True, *, case: bool = False) -> _Rule:
    flags = re.NOFLAG if case else re.IGNORECASE
    return _Rule(kind, re.compile(pattern, flags), holds)


_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_ANY_NAME = (
    r"(?!(?:et|ou|mais|que?|qui|je|j|pour|avec|dans|depuis|comment|combien|quand|où|quel\w*|le|la"
    r"|les|un|une|des|est|habite|voudrais|suis|ai|né|née|mon|ma|mes)\b)[^\W\d_][\w'’-]*"
)
_NAMES = rf"{_ANY_NAME}(?:\s+{_ANY_NAME}){{0,2}}"
_FULL_NAME = rf"{_CAPITAL}(?:\s+{_CAPITAL}){{1,2}}"
_TITLE = r"(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle)"
_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre"
    r"|d[ée]cembre)"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{2,4}}|\d{{1,2}}(?:er)?\s+{_MONTH}\s+\d{{4}})"
)
_STREET = r"(?:rue|avenue|av\b\.?|boulevard|bd|bld|impasse|all[ée]e|quai|square|ruelle|faubourg)\b"
_WAY = rf"(?:{_STREET}|place|route|chemin|cours|passage|cit[ée]|r[ée]sidence|voie|lotissement)\b"
_STREET_NAME = (
    r"(?:\s+(?:de la|de l['’]|du|des|de|d['’]|la|le|les|l['’]))?\s*[\w'’-]+"
    rf"(?:\s+(?:(?:de|du|des|la|le)\s+)?{_CAPITAL})*"
)
_NUMBER = r"(?<![\d.,/])\d{1,4}\s?(?:bis|ter|quater)?,?\s+"
_POSTCODE = r"(?:,?\s*\d{5}(?!\d))?"
_GAP = r"[ .\-]?"

# Longest numbers first, so that a telephone number is not seen inside an account number.
_RULES = (
    _rule("email", r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    _rule(
        "iban",
        r"\bFR ?\d\d(?: ?[0-9A-Z]){23}\b|\bFR ?\d\d(?: ?\d{2,5}){3,}\b"
        r"|\b[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,4})?\b",
        lambda found: sum(c.isdigit() for c in found) >= 10,  # noqa: PLR2004
    ),
    _rule(
        "nir",
        rf"(?<![\d.,])[1-478]{_GAP}\d\d{_GAP}(?:0[1-9]|[1-9]\d){_GAP}(?:\d\d|2[AB]){_GAP}\d{{3}}"
        rf"{_GAP}\d{{3}}(?:\s?[/-]?\s?\d\d)?(?!\d)",
    ),
    _rule(
        "nir",
        r"(?P<keep>\b(?:s[ée]cu(?:rit[ée] sociale)?|nir)\b[^\d\n]{0,25})\d(?:[ .-]?\d){9,14}(?!\d)",
    ),
    _rule("card", r"(?<![\d.,])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?!,?\d)", passes_luhn),
    _rule("card", r"(?P<keep>\b(?:carte|cb)\b[^\d\n]{0,25})\d{4}(?:[ -]?\d{4}){3}(?!\d)"),
    _rule("phone", r"(?<![\d.,/])0[1-9](?:[ .\-]?\d){8}(?!,?\d)"),
    _rule("phone", r"(?<![\w.,])(?:\+|00)\s?[1-9]\d{0,2}(?:[ .\-]?(?:\(0\))?\d){7,12}(?!\d)"),
    _rule(
        "file_number",
        r"(?P<keep>\b(?:num[ée]ro|n°|no)\s*(?:de |d['’])?"
        r"(?:dossier|allocataire|contrat|client|abonn[ée]|carte|usager|b[ée]n[ée]ficiaire)"
        r"\s*(?:est|:)?\s*(?:le\s)?)(?=\w*\d)\w{5,}",
    ),
    _rule(
        "birth", rf"(?P<keep>\b(?:date de naissance|n[ée]e?)\b\s*(?:est|:)?\s*(?:le\s+)?){_DATE}"
    ),
    _rule("name", rf"(?P<keep>\bje m['’]\s?app?el+e\s+){_NAMES}"),
    _rule(
        "name",
        rf"(?P<keep>\b(?:mon (?:nom|pr[ée]nom)|je me nomme|moi c['’]est)\s*(?:est|:)?\s+){_NAMES}",
    ),
    _rule("name", rf"(?P<keep>\b(?:je suis|ici|sign[ée]\s?:?)\s+){_TITLE}\s+{_NAMES}"),
    _rule("name", rf"(?P<keep>\b[Jj]e suis\s+){_FULL_NAME}", case=True),
    _rule(
        "name",
        r"(?P<keep>\b[Mm](?:on|a) (?:fils|fille|mari|femme|p[èe]re|m[èe]re|fr[èe]re|s[œo]e?ur"
        rf"|voisine?|conjointe?|enfant|compagne|compagnon)\s+){_FULL_NAME}",
        case=True,
    ),
    _rule(
        "address",
        r"(?P<keep>\b(?:j['’]habite|je vis|domicili[ée]e?|demeurant|mon adresse(?: est| :)?)\b"
        rf"\D{{0,15}}){_NUMBER}{_WAY}{_STREET_NAME}{_POSTCODE}",
    ),
    _rule("address", rf"{_NUMBER}{_STREET}{_STREET_NAME}{_POSTCODE}"),
    _rule("address", rf"{_NUMBER}{_WAY}{_STREET_NAME},?\s*\d{{5}}(?!\d)"),
)
_OF_A_PERSON = re.compile(r"\b(?:je|j['’]|moi|mon|ma|mes)\b", re.IGNORECASE)


def mask(text: str) -> Masked:
    """`text` with personal data replaced by a placeholder that no search takes as a word.

    >>> mask("Mon mail est a.b@c.fr, combien de crèches ?").text
    'Mon mail est […], combien de crèches ?'
    """
    kinds: list[str] = []
    own = _OF_A_PERSON.search(text) is not None
    for rule in _RULES:
        if rule.kind == "birth" and not own:
            continue  # « le programme né le 3 mars 2022 » is no person
        masked = rule.applied(text)
        if masked != text and rule.kind not in kinds:
            kinds.append(rule.kind)
        text = masked
    return Masked(text, tuple(kinds))
