"""Turns names that come from outside into file names and slugs that are safe to use."""

import re
import unicodedata
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

SLUG_LENGTH = 60
_NAME_BYTES = 120
_NAMELESS = "document"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", re.IGNORECASE)


def slug_of(name: str) -> str:
    """The name on the command line of a report whose file is called `name`.

    Lower-case ASCII letters, digits and single hyphens, 1 to 60 characters.

    >>> slug_of("Bilan d'étape 2022–2027.PDF")
    'bilan-d-etape-2022-2027'
    """
    stem = re.sub(r"\.pdf$", "", name.replace("\\", "/").rsplit("/", 1)[-1], flags=re.IGNORECASE)
    # « œ » and « æ » have no decomposition: they would vanish with what isn't ASCII.
    spelt = stem.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    folded = unicodedata.normalize("NFKD", spelt)
    plain = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].rstrip("-") or _NAMELESS


def distinct_slug(name: str, taken: set[str]) -> str:
    """`slug_of(name)`, numbered from 2 on where it is among those `taken`."""
    slug, number = slug_of(name), 2
    while slug in taken:
        suffix = f"-{number}"
        slug = slug_of(name)[: SLUG_LENGTH - len(suffix)].rstrip("-") + suffix
        number += 1
    return slug


def pdf_name(disposition: str, path: str) -> str:
    """The file name of a download: what its Content-Disposition says, or the end of its path.

    It has no folder, no control character and no leading dot, and it ends in ".pdf".
    """
    return _safe(_said(disposition) or unquote(PurePosixPath(path).name))


def _said(disposition: str) -> str:
    extended = _EXTENDED.search(disposition)
    if extended:
        charset, value = extended.groups()
        try:
            return unquote_to_bytes(value).decode(charset or "utf-8", "replace")
        except LookupError:
            return ""
    message = Message()
    message["content-disposition"] = disposition.replace("\r", " ").replace("\n", " ")
    name = message.get_filename() or ""
    try:  # headers are read as latin-1; many servers write UTF-8 there
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def _safe(name: str) -> str:
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.pdf$", "", _UNSAFE.sub("", name).strip(), flags=re.IGNORECASE)
    stem = stem.strip(". ").encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore")
    return f"{stem or _NAMELESS}.pdf"
