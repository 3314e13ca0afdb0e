"""Asks pypdf what a PDF says about itself: its title and the labels of its pages.

What it can't tell is no obstacle: pdfium reads files that pypdf gives up on (AES without
`cryptography`, loops), and they are then read without labels.
"""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

# pypdf comments on every flaw it forgives; a person reading the terminal can't act on any.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_NO_TITLE = re.compile(
    r"(?:untitled|sans titre|document\d*|présentation powerpoint|powerpoint presentation|slide \d+"
    r"|microsoft (?:word|powerpoint|excel) *-.*|.*\.(?:docx?|odt|indd|pptx?|xlsx?|pdf|qxp|ai|pub)"
    r"|\W*)",
    re.IGNORECASE,
)
SHORTEST_TITLE = 5


@dataclass(frozen=True, slots=True)
class Structure:
    """A PDF's title and page labels; None where it has none of its own.

    `portfolio` is true for a folder of files in a PDF's clothes.
    """

    title: str | None = None
    labels: tuple[str, ...] | None = None
    portfolio: bool = False


def read_structure(path: Path) -> Structure:
    """What the file says about itself; an empty `Structure` where pypdf can't read it."""
    try:
        with path.open("rb") as stream:
            reader = PdfReader(stream, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                return Structure()
            portfolio = "/Collection" in reader.root_object
            return Structure(_title(reader), _labels(reader), portfolio)
    except Exception:  # pypdf raises whatever a broken file leads it into
        return Structure()


def _title(reader: PdfReader) -> str | None:
    raw = reader.metadata.title if reader.metadata else None
    title = " ".join(str(raw or "").split())
    return title if len(title) >= SHORTEST_TITLE and not _NO_TITLE.fullmatch(title) else None


def _labels(reader: PdfReader) -> tuple[str, ...] | None:
    if "/PageLabels" not in reader.root_object:
        return None
    return tuple(reader.page_labels)
