"""Tells lists of sources and credits: they name documents and people, no more."""

import re
from collections.abc import Sequence

_NAMES = re.compile(
    r"\W*(?:\d+[.)]?\s*)?(?:(?:liste|table) des )?"
    r"(?:sources?(?: et références)?|bibliographie|références(?: bibliographiques)?"
    r"|crédits(?: photos?| photographiques)?|index|ours|illustrations|figures)\W*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+")

ADDRESS_SHARE = 0.4


def is_references(text: str, headings: Sequence[str]) -> bool:
    """Whether `text` lists sources: it stands under such a heading, or is mostly web addresses.

    >>> is_references("[1] Rapport 2023, https://exemple.fr/rapport", ("Annexes", "Sources"))
    True
    >>> is_references("Inscrivez-vous avant le 12 mai sur www.exemple.fr.", ("Sport",))
    False
    """
    if headings and _NAMES.fullmatch(headings[-1]):
        return True
    addresses = sum(len(found[0]) for found in _ADDRESS.finditer(text))
    return addresses >= ADDRESS_SHARE * len(text)
