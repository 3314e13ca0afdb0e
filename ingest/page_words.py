"""The words by which a page speaks of a download: months, sizes, kinds of document."""

import json
import re
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

WORDS: dict[str, Any] = json.loads(
    files("ingest").joinpath("data/page_words.json").read_text(encoding="utf-8")
)

_UNITS: dict[str, int] = WORDS["units"]
_SIZE = re.compile(rf"(\d+(?:[.,]\d+)?)\s?({'|'.join(_UNITS)})\b", re.IGNORECASE)
_MONTHS = {name: place for place, names in enumerate(WORDS["months"], 1) for name in names}


def announced_bytes(text: str) -> int:
    """The biggest size that `text` announces, in bytes; 0 if it announces none.

    >>> announced_bytes("PDF, 56,13 Mo")
    56130000
    """
    sizes = (
        float(number.replace(",", ".")) * _UNITS[unit.lower()]
        for number, unit in _SIZE.findall(text)
    )
    return round(max(sizes, default=0))


def month_of(name: str) -> int | None:
    """The month, from 1, that `name` spells or shortens in French; None if it spells none."""
    return _MONTHS.get(name.casefold().rstrip("."))


def count_words(text: str, words: Iterable[str]) -> int:
    """How many of `words` stand in `text`, each once, whatever their case, accents and plural."""
    folded = fold(text)
    return sum(bool(re.search(rf"\b{re.escape(fold(word))}s?\b", folded)) for word in words)


def fold(text: str) -> str:
    """`text` in lower case without accents (file names have none), white space as one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", bare.casefold())
