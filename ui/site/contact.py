"""Lines by which somebody is reached: an address, a telephone number, a site become links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(r"\+?[\d .()\u00a0\u202f-]+")
_SITE = re.compile(r"https?://[^\s<>\"'\\]+")
# Of « Téléphone : 03 00 00 00 00 », the number alone is the link.
_LABELLED = re.compile(r"(?P<label>[^:]+?[ \u00a0]:) (?P<text>.+)")
_DIGITS = range(3, 16)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One line: its `text`, the `label` before it, and where it leads, empty for plain text."""

    text: str
    label: str = ""
    href: str = ""


Lines = tuple[ContactLine, ...]


def contact_lines(texts: Iterable[str]) -> Lines:
    """The lines of `texts`, in order; blank ones are left out."""
    return tuple(contact_line(text) for text in map(str.strip, texts) if text)


def contact_line(text: str) -> ContactLine:
    """The line `text`, with a link only where it is surely an address, a number or a site.

    >>> contact_line("Accueil : 03 00 00 00 00")
    ContactLine(text='03 00 00 00 00', label='Accueil :', href='tel:0300000000')
    """
    match = _LABELLED.fullmatch(text)
    if match and (href := href_of(match["text"])):
        return ContactLine(match["text"], match["label"], href)
    return ContactLine(text, href=href_of(text))


def href_of(text: str) -> str:
    """Where `text` leads: `mailto:`, `tel:`, `http:` or `https:`; empty for anything else."""
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    digits = re.sub(r"[^\d+]", "", text)
    if _PHONE.fullmatch(text) and len(digits) in _DIGITS:
        return f"tel:{digits}"
    return text if _SITE.fullmatch(text) else ""
