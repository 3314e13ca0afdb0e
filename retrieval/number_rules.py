"""Numbers and addresses that belong to one person: mail, bank, social security, telephone, file."""

from retrieval.mask_rules import Rule, written

_GAP = r"[ .\-]?"
# What is counted or paid for is a figure, not a number of somebody's.
_NOT_COUNTED = r"(?!,?\d|\s?(?:[km]?€|%|(?:euros?|habitants|millions?|milliards?|km|ha)\b))"
_LAND = r"(?:fr|com|net|org|eu|be|info)\b"
_USER = r"(?<![\w.+-])(?:[\w+-]{1,64}\s\.\s?)?[\w.+-]{1,64}"
_AT = r"(?:\s?[(\[{]\s?(?:at|arobase?)\s?[)\]}]\s?|\s+(?:arobase?|at)\s+)"
_HOST = rf"[\w-]+(?:\.[\w-]+)*(?:(?:\s?\.\s?|\s+point\s+){_LAND})?"
_LANDS = (
    "AD|AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IS|IT|LI|LT|LU|LV|MC|MT|NL|NO|PL|PT|RO"
    "|SE|SI|SK|SM"
)
_GROUP = rf"(?:{_GAP}(?=[A-Z]{{0,2}}\d)[0-9A-Z]{{1,30}})"
_CODE = (
    r"(?!(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d\b)(?:[A-Z]{1,6}\d{0,2}[-/ ]?)?"
    r"(?:\d{1,4}[-/ ]){0,3}\d(?:[ ]?\d){4,13}(?:[ -]?[A-Z]\b)?"
)
_NUMBER_OF = r"(?:n\s?[°ºo]\.?|num[ée]ros?|num\.?|nr?)"
_FILE = (
    r"(?:dossier|allocataires?|matricule|r[ée]f(?:[ée]rence)?\.?|identifiant|b[ée]n[ée]ficiaire|contrat"
    r"|client|abonn[ée]e?|usager|demande|fiscal|caf|cpam|mdph|agr[ée]ment|carte|passeport)"
)
_BETWEEN = (
    r"(?:\s*(?:[:,(]|c['’ ]?est|est|le|la|du|de|d['’]|l['’]|n\s?[°ºo]|num[ée]ros?|num\b|mdph"
    r"|caf|apa|rsa|pch|aah|cpam|france travail|p[ôo]le emploi|ce)){0,4}\s*"
)

FEWEST_IBAN_DIGITS = 10


def passes_luhn(text: str) -> bool:
    """Whether the digits of `text` end in the check digit that bank cards carry (Luhn)."""
    digits = [int(c) for c in text if c.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _has_account(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= FEWEST_IBAN_DIGITS


# Longest numbers first, so that a telephone number is not seen inside an account number.
NUMBER_RULES: tuple[Rule, ...] = (
    written("email", rf"{_USER}(?:@\s?|{_AT}){_HOST}"),
    written("email", rf"{_USER}\s@\s?(?=[\w-]+\s?(?:\.|point)){_HOST}"),
    written("iban", rf"\bFR\s?\d\d{_GROUP}{{1,23}}(?!\w)", _has_account),
    written(
        "iban",
        rf"\b(?:{_LANDS})\d\d(?:{_GAP}[A-Z]{{4}}(?={_GAP}\d))?{_GROUP}{{1,23}}(?!\w)",
        _has_account,
    ),
    written("iban", rf"(?<![\d.,])\d{{5}}{_GAP}\d{{5}}{_GAP}[0-9A-Z]{{11}}{_GAP}\d\d(?!,?\d)"),
    written("iban", r"(?P<keep>\b(?:rib|iban)\b[^\d\n]{0,25})\d(?:[ .\-]?\d){9,30}(?!\d)"),
    written(
        "nir",
        rf"(?<![\d.,])[1-478]{_GAP}\d\d{_GAP}(?:0[1-9]|[1-9]\d){_GAP}(?:\d\d|2[AB]){_GAP}\d{{3}}"
        rf"{_GAP}\d{{3}}(?:\s?[/.-]?\s?\d\d)?(?!\d)",
    ),
    written(
        "nir",
        r"(?P<keep>\b(?:s[ée]cu(?:rit[ée] sociale)?|ss|nir|carte vitale)\b[^\d\n]{0,25})"
        r"\d(?:[ .-]?[\dAB]){9,14}(?!\d)",
    ),
    written(
        "card", rf"(?<![\d.,])\d{{4}}(?:{_GAP}\d{{4}}){{2}}{_GAP}\d{{1,7}}(?!,?\d)", passes_luhn
    ),
    written(
        "card",
        rf"(?P<keep>\b(?:carte|cb|visa|mastercard|bleue)\b[^\d\n]{{0,25}})\d{{4}}(?:{_GAP}\d{{4}}){{2,3}}"
        rf"{_GAP}\d{{0,4}}(?!\d)",
    ),
    written("phone", rf"(?<![\w.,/])[0O]{_GAP}[1-9](?:{_GAP}\d){{8}}{_NOT_COUNTED}"),
    written(
        "phone",
        r"(?<![\w.,/])(?<!d[ée]partements )[0O]\s?[1-9](?P<mark>\s{1,2}|\s?[/,.\-]\s?)\d\d"
        rf"(?:(?P=mark)\d\d){{3}}{_NOT_COUNTED}",
    ),
    written(
        "phone",
        r"(?<![\w.,])(?:\+|00)\s?[1-9]\d{0,2}(?:[ .,/\-]{0,2}(?:\(0\))?[ .,/\-]{0,2}\d){7,12}"
        rf"{_NOT_COUNTED}",
    ),
    written(
        "file_number",
        rf"(?P<keep>\b(?:{_NUMBER_OF}\s*)?(?:d['’]|de\s)?\b{_FILE}(?!\w){_BETWEEN}){_CODE}{_NOT_COUNTED}",
    ),
)
